/** Whether the chat is served; finds out when there is doubt, and waits until it is again. */
import type { Activity } from "../protocol/activity";
import type { ConnectionProblem } from "../protocol/state";
import type { ChatApi } from "./api";
import { BusyError, RequestError } from "./api";
import type { ChatStore } from "./store";

/** How long to wait before asking again, in ms; the last one counts for all that follow. */
const DELAYS = [500, 1000, 2000, 4000, 8000];

export interface ConnectionContext {
  readonly store: ChatStore;
  readonly api: () => ChatApi;
  /** Whether anyone looks at the chat. */
  readonly shown: () => boolean;
  /** The chat is served. @param again whether it was not, for a time. */
  readonly onNews: (activity: Activity, again: boolean) => void;
  readonly delays?: readonly number[];
}

export class Connection {
  readonly #context: ConnectionContext;
  #watching = false;
  #checking = false;

  constructor(context: ConnectionContext) {
    this.#context = context;
  }

  /** The server is one that can be asked whether it serves the chat. */
  watch(): void {
    this.#watching = true;
  }

  /** A stream's connection was lost, or is back. */
  report(state: "ok" | "lost"): void {
    if (this.#checking) return;
    this.#show(state === "ok" ? null : "lost");
  }

  /** Finds out whether the chat is served; where it is not, says so and waits until it is. */
  async check(): Promise<void> {
    if (!this.#watching || this.#checking) return;
    this.#checking = true;
    const { delays = DELAYS, shown } = this.#context;
    for (let count = 0; shown(); count += 1) {
      const found = await this.#ask();
      if (typeof found !== "string") {
        this.#checking = false;
        this.#restored(found);
        return;
      }
      this.#show(found);
      await pause(delays.at(count) ?? delays.at(-1) ?? 0);
    }
    this.#checking = false;
  }

  #restored(activity: Activity): void {
    const { store, onNews } = this.#context;
    const again = store.state.connection !== null;
    this.#show(null);
    onNews(activity, again);
  }

  async #ask(): Promise<Activity | NonNullable<ConnectionProblem>> {
    try {
      return await this.#context.api().news();
    } catch (error) {
      if (error instanceof BusyError) return "busy";
      return error instanceof RequestError && error.status !== null ? "gone" : "lost";
    }
  }

  #show(connection: ConnectionProblem): void {
    const { store } = this.#context;
    if (store.state.connection !== connection) {
      store.dispatch({ type: "connection.changed", connection });
    }
  }
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, time);
    window.addEventListener("online", end, { signal: over.signal });
  });
}
