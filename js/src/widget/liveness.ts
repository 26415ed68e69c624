/**
 * Which chats live in the page: their saved conversations are hidden, and the root element names
 * them, so that what is saved of the others hides a view that is dead.
 *
 * A chat lives while its model is connected to the kernel. When the kernel goes away, a view that
 * is in the page stays: it says what happened, and keeps what was typed.
 */

const LIVE = "data-chatkit-live";

interface Life {
  connected: boolean;
  /** Whether it was connected at some time: a model out of a file alone shows nothing. */
  begun: boolean;
  views: number;
}

const lives = new Map<string, Life>();
let style: HTMLStyleElement | undefined;

/** Says whether the model of a chat is connected to the kernel. @param id of what is saved of it. */
export function setConnected(id: string, connected: boolean): void {
  change(id, (life) => {
    life.connected = connected;
    life.begun ||= connected;
  });
}

/** Says that a view of a chat is in the page until `signal` ends it. */
export function addView(id: string, signal: AbortSignal): void {
  change(id, (life) => {
    life.views += 1;
  });
  const end = () =>
    change(id, (life) => {
      life.views -= 1;
    });
  signal.addEventListener("abort", end, { once: true });
}

function change(id: string, by: (life: Life) => void): void {
  const life = lives.get(id) ?? { connected: false, begun: false, views: 0 };
  by(life);
  if (life.connected || life.views > 0) lives.set(id, life);
  else lives.delete(id);
  tell();
}

function tell(): void {
  const live = [...lives].filter(([, life]) => life.connected || (life.begun && life.views > 0));
  document.documentElement.setAttribute(LIVE, live.map(([id]) => id).join(" "));
  style ??= document.head.appendChild(document.createElement("style"));
  style.textContent = live.map(([id]) => hidden(id)).join("");
}

/** The rule that hides what is saved of a chat, with the output that holds it in Jupyter. */
function hidden(id: string): string {
  const saved = `.chatkit-${id}`;
  return `${saved},.jp-OutputArea-child:has(>.jp-RenderedHTML>${saved}){display:none}`;
}
