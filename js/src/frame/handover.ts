/** The change from one document of the frame to the next: nothing of what is typed meanwhile is lost. */
import type { FrameCommand } from "../element/bridge";
import { focusComposer } from "./composer/focusComposer";
import { COMPOSER_ID } from "./composer/TextBox";

/**
 * Listens to the keys of a document.
 *
 * Its last keys, once the next document has been told all before them, go there by way of the page.
 * Its first ones may come when the page's focus is here already, but the composer does not have it.
 */
export class Handover {
  readonly #send: (command: FrameCommand) => void;
  #composing = false;
  #onComposed: (() => void) | null = null;
  #left = new AbortController();

  constructor(send: (command: FrameCommand) => void) {
    this.#send = send;
    window.addEventListener("compositionstart", () => {
      this.#composing = true;
    });
    window.addEventListener("compositionend", () => {
      this.#composing = false;
      // The text that was composed is told to the page by what listens after this.
      setTimeout(() => this.#onComposed?.());
    });
    const ending = new AbortController();
    const { signal } = ending;
    window.addEventListener("pointerdown", () => ending.abort(), { signal, capture: true });
    window.addEventListener("keydown", (event) => takeStray(event, ending), {
      signal,
      capture: true,
    });
  }

  /** Another document takes over, once no input method is at work. */
  leave(): void {
    if (this.#composing) this.#onComposed = () => this.#leave();
    else this.#leave();
  }

  #leave(): void {
    this.#onComposed = null;
    const box = composer();
    const caret = box !== null && box === document.activeElement ? box.selectionEnd : null;
    this.#send({ type: "left", caret });
    window.addEventListener(
      "keydown",
      (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        const { key, ctrlKey, metaKey, altKey } = event;
        if (!ctrlKey && !metaKey && !altKey) this.#send({ type: "typed", key });
      },
      { capture: true, signal: this.#left.signal },
    );
  }

  /** Takes over from another document, or from this one again, with the caret where it was there. */
  takeOver(caret: number | null): void {
    this.#left.abort();
    this.#left = new AbortController();
    focusComposer();
    if (caret !== null) composer()?.setSelectionRange(caret, caret);
  }
}

/** Types a key that came to the document before this one. */
export function type(key: string): void {
  const box = composer();
  if (box === null) return;
  box.focus();
  if (key.length === 1) document.execCommand("insertText", false, key);
  else if (key === "Backspace") document.execCommand("delete");
  else box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

/** A key that nothing else here would get is for the composer, until the user goes elsewhere. */
function takeStray(event: KeyboardEvent, ending: AbortController): void {
  if (document.activeElement !== document.body) ending.abort();
  else if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key !== "Tab")
    composer()?.focus();
}

function composer(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>(`#${COMPOSER_ID}`);
}
