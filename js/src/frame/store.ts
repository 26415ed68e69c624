/** The frame's copy of the host's state: fed by its messages, read by the components. */
import type { HostMessage } from "../element/bridge";
import { reduce } from "../protocol/reducer";
import type { ChatAction, ChatState } from "../protocol/state";

// A frame that is scrolled out of view gets no animation frames, but its log must go on.
const FALLBACK_MS = 100;

/**
 * Applies the host's actions at once where none were applied since the last animation frame, and
 * otherwise together with the next one, however many arrive until then.
 */
export class ChatStore {
  #state: ChatState;
  #waiting: ChatAction[] = [];
  #pausing = false;
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

  /** Takes in a message. A snapshot replaces what was waiting. */
  receive(message: Extract<HostMessage, { type: "snapshot" | "actions" }>): void {
    if (message.type === "snapshot") {
      this.#waiting = [];
      this.#state = message.state;
      this.#notify();
    } else {
      this.#waiting.push(...message.actions);
      if (!this.#pausing) this.#flush();
    }
  }

  #flush(): void {
    this.#pausing = true;
    onceSoon(() => {
      this.#pausing = false;
      if (this.#waiting.length > 0) this.#flush();
    });
    this.#state = this.#waiting.splice(0).reduce(reduce, this.#state);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function onceSoon(run: () => void): void {
  const runOnce = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(runOnce);
  const timer = setTimeout(runOnce, FALLBACK_MS);
}
