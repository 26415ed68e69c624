/** One response, from the request to its end. */
import type { ChatAction } from "../protocol/state";
import type { ThreadStreamEvent } from "../protocol/types.gen";
import { CutOffError, type ResponseSignals } from "./api";
import type { Emit } from "./events";
import type { ChatStore } from "./store";

/** How a response ended: by itself, with an error, or before its end. */
export type Outcome = "ended" | "failed" | "stopped" | "left" | "cutOff";

/** Begins to listen to a response. */
export type Listen = (signals: ResponseSignals) => AsyncIterable<readonly ThreadStreamEvent[]>;

export class ResponseRun {
  readonly #store: ChatStore;
  readonly #emit: Emit;
  readonly #stop = new AbortController();
  readonly #listening = new AbortController();
  #outcome: Outcome = "ended";
  #id: string | null = null;
  #failure: Error | null = null;

  constructor(store: ChatStore, emit: Emit) {
    this.#store = store;
    this.#emit = emit;
  }

  /** Ends the response on the server too. */
  stop(): void {
    this.#outcome = "stopped";
    this.#stop.abort(); // First of all: the kernel is to know as soon as it can.
    this.#store.dispatch({ type: "response.stopping" });
    this.#listening.abort();
  }

  /** Ends only the listening: the response goes on, but what it says is no longer shown here. */
  leave(): void {
    this.#outcome = "left";
    this.#listening.abort();
  }

  /** The response's id; null until it is known. */
  get id(): string | null {
    return this.#id;
  }

  /** What ended it, if it did not end by itself. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Listens and shows what comes. Never rejects: a failure is shown too, unless it is a cut. */
  async run(listen: Listen): Promise<Outcome> {
    this.#store.dispatch({ type: "response.started" });
    this.#emit("chatkit.response.start");
    const signals: ResponseSignals = {
      stop: this.#stop.signal,
      leave: this.#listening.signal,
      begun: (id) => {
        this.#id = id;
      },
    };
    try {
      for await (const events of listen(signals)) {
        if (signals.leave.aborted) break;
        this.#show(events);
      }
    } catch (error) {
      if (!signals.leave.aborted) this.#end(error as Error);
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

  #end(error: Error): void {
    this.#failure = error;
    if (error instanceof CutOffError) {
      this.#outcome = "cutOff";
      return;
    }
    this.#outcome = "failed";
    const shown = { message: error.message, allowRetry: true };
    this.#store.dispatch({ type: "error.set", error: shown });
    this.#emit("chatkit.error", { error });
  }
}
