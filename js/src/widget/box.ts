/** The box around a chat in a notebook. */
import { fullPageButton } from "./fullPage";
import { Height, heightHandle } from "./height";
import { type ChatModel, onChange } from "./model";

// Set apart from the notebook, whose background it has, by a border of the notebook's own color.
const BOX =
  "box-sizing: border-box; flex: 1 1 auto; overflow: hidden; border-radius: 12px; " +
  "border: 1px solid var(--jp-border-color2, color-mix(in srgb, currentcolor 20%, transparent));";
const WHOLE = "display: flex; flex-direction: column;";
const BAR =
  "position: relative; display: flex; flex: none; height: 22px; align-items: center; " +
  "color: var(--jp-ui-font-color2, #616161);";

/** What a chat is put into. */
export interface ChatBox {
  /** With the chat, and with what changes the box. */
  readonly whole: HTMLElement;
  /** The place of the chat. */
  readonly inside: HTMLElement;
}

/** Makes the box of a view, until `signal` ends it. */
export function makeBox(model: ChatModel, signal: AbortSignal): ChatBox {
  const [whole, inside] = [document.createElement("div"), document.createElement("div")];
  whole.style.cssText = WHOLE;
  inside.style.cssText = BOX;
  whole.append(inside);
  const preview = model.get("preview") === true;
  const height = new Height(model, inside, !preview);
  onChange(model, ["height"], () => height.show(), signal);
  if (!preview) {
    const bar = document.createElement("div");
    bar.style.cssText = BAR;
    // The notebook's own shortcuts would take the arrow keys away.
    bar.dataset.lmSuppressShortcuts = "true";
    const handle = heightHandle(height, signal);
    bar.append(handle, fullPageButton(whole, handle, signal));
    whole.append(bar);
  }
  return { whole, inside };
}
