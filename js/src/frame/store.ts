/** The frame's copy of the host's state: fed by its messages, read by the components. */
import { reduce } from "../protocol/reducer";
import type { ChatAction, ChatState } from "../protocol/state";

/** Between changes that are drawn is so much time on average, in ms: less than a frame of the screen. */
export const SPACING_MS = 12;
/** After a while of quiet, so many are drawn as they come. */
export const AT_ONCE = 4;

/**
 * Applies the host's actions at once, where they come one by one, and otherwise together, however
 * many arrive while the last ones are drawn and soon after: the browser needs time to paint, and to
 * hand over keys.
 */
export class ChatStore {
  #state: ChatState;
  #waiting: ChatAction[] = [];
  #timed = false;
  #budget = AT_ONCE;
  #counted = performance.now();
  readonly #listeners = new Set<() => void>();

  constructor(state: ChatState) {
    this.#state = state;
  }

  /** The state as of the last flush. */
  readonly getState = (): ChatState => this.#state;

  /** Calls `listener` after each change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes in what happened. The end of a response does not wait: nothing follows to be drawn with. */
  receive(actions: readonly ChatAction[]): void {
    this.#waiting.push(...actions);
    if (actions.some(({ type }) => type === "response.ended")) this.#flush();
    else this.#drawSoon();
  }

  #drawSoon(): void {
    if (this.#timed || this.#waiting.length === 0) return;
    const now = performance.now();
    this.#budget = Math.min(AT_ONCE, this.#budget + (now - this.#counted) / SPACING_MS);
    this.#counted = now;
    if (this.#budget >= 1) {
      this.#flush();
      return;
    }
    this.#timed = true;
    setTimeout(
      () => {
        this.#timed = false;
        this.#drawSoon();
      },
      Math.ceil((1 - this.#budget) * SPACING_MS),
    );
  }

  #flush(): void {
    this.#budget -= 1;
    this.#state = this.#waiting.splice(0).reduce(reduce, this.#state);
    this.#notify();
    // The time that drawing takes is none to paint in. React draws in a microtask before this one.
    queueMicrotask(() => {
      this.#counted = performance.now();
    });
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
