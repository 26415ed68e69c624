/** How high a chat is: as its author chose, or as the reader of the notebook has made it since. */
import type { ChatModel } from "./model";

/** In px. */
export const LEAST_HEIGHT = 240;
const STEP = 20;

const HANDLE =
  "flex: 1; align-self: stretch; display: flex; align-items: center; justify-content: center; " +
  "margin-inline-start: 26px; border-radius: 6px; cursor: ns-resize; touch-action: none;";
const GRIP =
  "width: 36px; height: 4px; border-radius: 2px; background: currentcolor; opacity: 0.45;";

/** The height of a box, kept for this notebook in the browser. @param kept whether it is. */
export class Height {
  readonly #model: ChatModel;
  readonly #box: HTMLElement;
  readonly #key: string | null;
  onShown: (height: number) => void = () => undefined;

  constructor(model: ChatModel, box: HTMLElement, kept: boolean) {
    this.#model = model;
    this.#box = box;
    this.#key = kept ? `chatkit-height ${notebookOf(model)} ${model.get("chat")}` : null;
    this.show();
  }

  get now(): number {
    const author = this.#model.get("height");
    const [chosen, before] = this.#kept();
    return before === author && chosen !== undefined ? chosen : author;
  }

  show(): void {
    this.#box.style.height = `${this.now}px`;
    this.onShown(this.now);
  }

  /** Changes it; null for what the author chose. */
  set(height: number | null): void {
    const author = this.#model.get("height");
    const chosen = height === null ? author : Math.max(LEAST_HEIGHT, Math.round(height));
    this.#keep([chosen, author]);
    this.show();
  }

  /** Lets a pointer go over the chat without the chat's frame noticing, which would keep it. */
  letThrough(pointer: boolean): void {
    this.#box.style.pointerEvents = pointer ? "none" : "";
  }

  #kept(): number[] {
    try {
      const text = this.#key && localStorage.getItem(this.#key);
      return (text ?? "").split(" ").filter(Boolean).map(Number);
    } catch {
      return []; // A page may be allowed no storage.
    }
  }

  #keep(heights: number[]): void {
    try {
      if (this.#key) localStorage.setItem(this.#key, heights.join(" "));
    } catch {
      this.#box.style.height = `${heights[0]}px`;
    }
  }
}

/** Its path; a page of JupyterLab has the address of whichever document is in front. */
function notebookOf(model: ChatModel): string {
  const manager = model.widget_manager as { context?: { path?: string } } | undefined;
  return manager?.context?.path ?? location.pathname;
}

/** What the height is changed with, by pointer or keys. */
export function heightHandle(height: Height, signal: AbortSignal): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText = HANDLE;
  element.tabIndex = 0;
  element.title = "Drag to change the height";
  const about = { role: "separator", "aria-orientation": "horizontal" };
  const range = { "aria-label": "Height of the chat", "aria-valuemin": String(LEAST_HEIGHT) };
  for (const [name, value] of Object.entries({ ...about, ...range })) {
    element.setAttribute(name, value);
  }
  const grip = document.createElement("span");
  grip.style.cssText = GRIP;
  element.append(grip);
  height.onShown = (now) => element.setAttribute("aria-valuenow", String(now));
  height.onShown(height.now);
  const moves: Readonly<Record<string, () => void>> = {
    ArrowUp: () => height.set(height.now - STEP),
    ArrowDown: () => height.set(height.now + STEP),
    Home: () => height.set(LEAST_HEIGHT),
    Escape: () => height.set(null),
  };
  const onKey = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  element.addEventListener("keydown", onKey, { signal });
  element.addEventListener("dblclick", () => height.set(null), { signal });
  dragged(element, height, signal);
  return element;
}

/** Lets the height follow a pointer that is pressed on an element. */
function dragged(element: HTMLElement, height: Height, signal: AbortSignal): void {
  let start: { y: number; height: number } | null = null;
  const press = ({ clientY, pointerId }: PointerEvent) => {
    element.setPointerCapture(pointerId);
    start = { y: clientY, height: height.now };
    height.letThrough(true);
  };
  const move = ({ clientY }: PointerEvent) => start && height.set(start.height + clientY - start.y);
  const release = () => {
    start = null;
    height.letThrough(false);
  };
  element.addEventListener("pointerdown", press, { signal });
  element.addEventListener("pointermove", move, { signal });
  element.addEventListener("lostpointercapture", release, { signal });
}
