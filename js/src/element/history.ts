/** The list of threads: opening it, paging, renaming, deleting. */
import type { ThreadPage } from "../protocol/state";
import type { ChatApi } from "./api";
import type { Emit } from "./events";
import type { ChatStore } from "./store";

/** Threads per page. */
const PAGE = 30;

export class History {
  readonly #store: ChatStore;
  readonly #emit: Emit;
  readonly #api: () => ChatApi;

  constructor(store: ChatStore, emit: Emit, api: () => ChatApi) {
    this.#store = store;
    this.#emit = emit;
    this.#api = api;
  }

  /** Shows the list, and reads it anew. */
  async open(): Promise<void> {
    if (!this.#store.state.history.open) {
      this.#store.dispatch({ type: "history.opened" });
      this.#emit("chatkit.history.open");
    }
    await this.#load(null);
  }

  /** Reads the list anew while it is shown. */
  async refresh(): Promise<void> {
    if (this.#store.state.history.open) await this.#load(null);
  }

  close(): void {
    if (!this.#store.state.history.open) return;
    this.#store.dispatch({ type: "history.closed" });
    this.#emit("chatkit.history.close");
  }

  /** Adds the next page, if there is one. */
  async more(): Promise<void> {
    const { next, loading } = this.#store.state.history;
    if (next !== null && !loading) await this.#load(next);
  }

  /** Renames a thread; a blank title leaves it as it is. */
  async rename(threadId: string, text: string): Promise<void> {
    const title = text.trim();
    if (title === "") return;
    await this.#attempt(async () => {
      await this.#api().call({ type: "threads.update", params: { thread_id: threadId, title } });
      this.#store.dispatch({ type: "history.renamed", threadId, title });
    });
  }

  /** Deletes a thread. @returns whether it is gone. */
  delete(threadId: string): Promise<boolean> {
    return this.#attempt(async () => {
      await this.#api().call({ type: "threads.delete", params: { thread_id: threadId } });
      this.#store.dispatch({ type: "history.deleted", threadId });
    });
  }

  async #load(after: string | null): Promise<void> {
    this.#store.dispatch({ type: "history.loading" });
    await this.#attempt(async () => {
      const page: ThreadPage = await this.#api().call({
        type: "threads.list",
        params: { limit: PAGE, order: "desc", ...(after === null ? {} : { after }) },
      });
      this.#store.dispatch({ type: "history.loaded", page, append: after !== null });
    });
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const failure = error as Error;
      this.#store.dispatch({ type: "history.failed", message: failure.message });
      this.#emit("chatkit.error", { error: failure });
      return false;
    }
  }
}
