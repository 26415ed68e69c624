/** Lets a chat fill the page, and leave it again. */

const FULL =
  "display: flex; flex-direction: column; position: fixed; inset: 0; z-index: 10000; " +
  "box-sizing: border-box; width: 100vw; " +
  "max-width: none; height: 100dvh; max-height: none; margin: 0; padding: 8px; border: 0; " +
  "background: var(--jp-layout-color0, Canvas); color: inherit;";
const BUTTON =
  "display: flex; width: 26px; height: 22px; align-items: center; justify-content: center; " +
  "padding: 0; border: 0; border-radius: 6px; background: none; color: inherit; cursor: pointer;";
const OUTWARD = "M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9 7M2.5 13.5 7 9";
const INWARD = "M13.5 6.5h-4v-4M2.5 9.5h4v4M9.5 6.5 14 2M6.5 9.5 2 14";

/** Whatever fills the page, and the button that made it. */
class FullPage {
  readonly #whole: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #rest: HTMLElement;
  readonly #style: string;

  /** @param rest what is of no use while it fills the page. */
  constructor(whole: HTMLElement, button: HTMLButtonElement, rest: HTMLElement) {
    this.#rest = rest;
    this.#whole = whole;
    this.#button = button;
    this.#style = whole.style.cssText;
    this.#describe();
  }

  get on(): boolean {
    return this.#whole.hasAttribute("data-full-page");
  }

  enter(): void {
    this.#whole.dataset.fullPage = "";
    this.#whole.style.cssText = FULL;
    // In the top layer nothing of the notebook cuts it off, and the frame is not moved.
    this.#whole.popover = "manual";
    this.#whole.showPopover?.();
    this.#describe();
  }

  leave(): void {
    if (!this.on) return;
    delete this.#whole.dataset.fullPage;
    this.#whole.style.cssText = this.#style;
    this.#whole.popover = null;
    this.#describe();
    this.#button.focus();
  }

  #describe(): void {
    this.#rest.style.visibility = this.on ? "hidden" : "";
    const name = this.on ? "Leave the full page" : "Full page";
    this.#button.setAttribute("aria-label", name);
    this.#button.title = this.on ? `${name} (Escape)` : name;
    this.#button.innerHTML =
      '<svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" ' +
      `stroke-width="1.5" aria-hidden="true"><path d="${this.on ? INWARD : OUTWARD}"/></svg>`;
  }
}

/**
 * The button that lets `whole`, which has its style already, fill the page.
 *
 * @param rest what is of no use then.
 */
export function fullPageButton(
  whole: HTMLElement,
  rest: HTMLElement,
  signal: AbortSignal,
): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.style.cssText = BUTTON;
  const page = new FullPage(whole, button, rest);
  button.addEventListener("click", () => (page.on ? page.leave() : page.enter()), { signal });
  // From the chat, whose frame keeps its key presses to itself, and from the page.
  whole.addEventListener("chatkit-escape", () => page.leave(), { signal });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !page.on) return;
    event.preventDefault();
    event.stopPropagation();
    page.leave();
  };
  window.addEventListener("keydown", onKey, { signal, capture: true });
  return button;
}
