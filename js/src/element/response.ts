/** One response, from the request to its end. */
import type { ChatAction } from "../protocol/state";
import type { ThreadStreamEvent } from "../protocol/types.gen";
import type { ChatApi, StreamingRequest } from "./api";
import type { Emit } from "./events";
import type { ChatStore } from "./store";

/** How a response ended: by itself, with an error, or before its end. */
export type Outcome = "ended" | "failed" | "stopped" | "left";

export class ResponseRun {
  readonly #store: ChatStore;
  readonly #emit: Emit;
  readonly #stop = new AbortController();
  readonly #listening = new AbortController();
  #outcome: Outcome = "ended";

  constructor(store: ChatStore, emit: Emit) {
    this.#store = store;
    this.#emit = emit;
  }

  /** Ends the response on the server too. */
  stop(): void {
    this.#store.dispatch({ type: "response.stopping" });
    this.#outcome = "stopped";
    this.#stop.abort();
    this.#listening.abort();
  }

  /** Ends only the listening: the response goes on, but what it says is no longer shown here. */
  leave(): void {
    this.#outcome = "left";
    this.#listening.abort();
  }

  /** Sends the request and shows what comes back. Never rejects: a failure is shown too. */
  async run(api: ChatApi, request: StreamingRequest): Promise<Outcome> {
    this.#store.dispatch({ type: "response.started" });
    this.#emit("chatkit.log", { name: "request", data: { type: request.type } });
    this.#emit("chatkit.response.start");
    const signals = { stop: this.#stop.signal, leave: this.#listening.signal };
    try {
      for await (const events of api.stream(request, signals)) {
        if (signals.leave.aborted) break;
        this.#show(events);
      }
    } catch (error) {
      if (!signals.leave.aborted) this.#fail(error as Error);
    }
    if (this.#outcome !== "left") this.#store.dispatch({ type: "response.ended" });
    this.#emit("chatkit.response.end");
    return this.#outcome;
  }

  #show(events: readonly ThreadStreamEvent[]): void {
    this.#store.dispatch(...events.map((event): ChatAction => ({ type: "event", event })));
    for (const event of events) this.#announce(event);
  }

  #announce(event: ThreadStreamEvent): void {
    if (event.type === "client_effect") {
      this.#emit("chatkit.effect", { name: event.name, data: event.data ?? {} });
    }
    if (event.type === "error") {
      this.#outcome = "failed";
      this.#emit("chatkit.error", { error: new Error(event.message ?? event.code ?? "error") });
    }
  }

  #fail(error: Error): void {
    this.#outcome = "failed";
    const shown = { message: error.message, allowRetry: true };
    this.#store.dispatch({ type: "error.set", error: shown });
    this.#emit("chatkit.error", { error });
  }
}
