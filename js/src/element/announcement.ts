/** Announces which thread is shown. */
import type { Emit } from "./events";
import type { ChatStore } from "./store";

export class Announcement {
  readonly #emit: Emit;
  #announced: string | null = null;

  // A thread that could not be loaded is still the one to come back to, so only a thread that is
  // there is announced from the state; leaving for a new chat is announced where it happens.
  constructor(store: ChatStore, emit: Emit) {
    this.#emit = emit;
    store.subscribe(() => {
      if (store.state.thread !== null) this.announce(store.state.thread.id);
    });
  }

  /** Announces this thread, or a new chat, unless it was the last one announced. */
  announce(threadId: string | null): void {
    if (threadId === this.#announced) return;
    this.#announced = threadId;
    this.#emit("chatkit.thread.change", { threadId });
  }
}
