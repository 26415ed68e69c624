/** Keeps the thread that is shown in step with what happens to it elsewhere. */
import type { Activity } from "../protocol/activity";
import type { ThreadStreamEvent } from "../protocol/types.gen";
import { type ChatApi, CutOffError, RequestError, type ResponseSignals } from "./api";
import { News } from "./news";
import type { Listen, ResponseRun } from "./response";
import type { ChatStore } from "./store";
import { type LoadedThread, loadThread } from "./threads";

/** What this needs from the session. */
export interface CatchUpContext {
  readonly store: ChatStore;
  readonly api: () => ChatApi;
  /** Goes up when another thread is shown. */
  readonly visit: () => number;
  /** Whether a response is being shown. */
  readonly responding: () => boolean;
  /** Goes up when a response is shown, or the thread refreshed. */
  readonly changes: () => number;
  /** Shows a response. */
  readonly show: (listen: Listen) => Promise<void>;
  readonly startNew: () => void;
  /** Called when the thread is shown as it is. */
  readonly settled: () => void;
}

export class CatchUp {
  readonly #context: CatchUpContext;
  readonly #news = new News();
  #reading = false;

  constructor(context: CatchUpContext) {
    this.#context = context;
  }

  /** The kernel tells what goes on. */
  take(activity: Activity): void {
    this.#news.take(activity);
    void this.run();
  }

  /** The chat is served again, after a time in which nothing was told. */
  takeAgain(activity: Activity): void {
    this.#news.doubt();
    this.take(activity);
  }

  /** A thread is about to be read anyway. */
  reading(): void {
    this.#news.read();
  }

  /** A response was shown to its end. */
  followed(run: ResponseRun): void {
    if (run.id !== null) this.#news.followed(run.id);
  }

  /** Does what is to be done about the thread that is shown. Never rejects. */
  async run(): Promise<void> {
    const { store, responding } = this.#context;
    const { thread, loading } = store.state;
    if (thread === null || loading !== null || responding() || this.#reading) return;
    const next = this.#news.next(thread.id);
    if (next === null) {
      this.#judge();
      if (this.#news.known) this.#context.settled();
      return;
    }
    if (next.type === "feedback") {
      store.dispatch({ type: "feedback.given", itemIds: next.itemIds, kind: next.kind });
      return this.run();
    }
    if (await this.#read(thread.id)) {
      if (next.type === "join") await this.#join(next.response);
      await this.run();
    }
  }

  /** A response that was shown can not be followed any more. */
  async afterCut(cut: CutOffError): Promise<void> {
    if (cut.overtaken) {
      this.#news.doubt();
      await this.run();
    } else {
      const error = { message: null, allowRetry: true, reason: "cutOff" } as const;
      this.#context.store.dispatch({ type: "error.set", error });
    }
  }

  /** Reads the thread anew. @returns whether it is still the one to show. */
  async #read(threadId: string): Promise<boolean> {
    const { store, api, visit, responding, changes, startNew } = this.#context;
    const [now, before] = [visit(), changes()];
    this.#reading = true;
    this.#news.read();
    let loaded: LoadedThread | Error;
    try {
      loaded = await loadThread(api(), threadId);
    } catch (error) {
      loaded = error as Error;
    }
    this.#reading = false;
    if (now !== visit()) return false;
    if (before !== changes()) {
      // What was read may be older than what came here while it was on its way.
      this.#news.doubt();
      if (!responding()) void this.run();
      return false;
    }
    if (!(loaded instanceof Error)) store.dispatch({ type: "thread.synced", ...loaded });
    else if (loaded instanceof RequestError && loaded.status === 404) startNew();
    return !(loaded instanceof Error);
  }

  async #join(response: string): Promise<void> {
    const { api, show } = this.#context;
    this.#news.followed(response); // whatever comes of it, it is not joined twice
    await show((signals) => joined(api(), response, signals, () => this.#news.doubt()));
  }

  /** Offers to answer a message that has no answer and gets none. */
  #judge(): void {
    const { store } = this.#context;
    if (!this.#news.known) return;
    const { items, error, unsent, thread } = store.state;
    const open = thread?.status === undefined || thread.status.type === "active";
    const unanswered = items.at(-1)?.type === "user_message" && unsent === null && open;
    if (unanswered && error === null) {
      const found = { message: null, allowRetry: true, reason: "unanswered" } as const;
      store.dispatch({ type: "error.set", error: found });
    } else if (!unanswered && error?.reason === "unanswered") {
      store.dispatch({ type: "error.cleared" });
    }
  }
}

/**
 * The events of a response that runs already: all of them, or those still to come where the first
 * are not kept any more.
 *
 * @param doubt called when this does not make the thread complete.
 */
async function* joined(
  api: ChatApi,
  response: string,
  signals: ResponseSignals,
  doubt: () => void,
): AsyncGenerator<readonly ThreadStreamEvent[]> {
  let begun = false;
  try {
    for await (const events of api.follow(response, 0, signals)) {
      begun = true;
      yield events;
    }
  } catch (error) {
    if (!isCut(error) || (begun && !error.overtaken)) throw error;
    doubt();
    if (error.overtaken) yield* wholeItems(api.follow(response, "latest", signals));
  }
}

function isCut(error: unknown): error is CutOffError {
  return error instanceof CutOffError;
}

/** Leaves out the pieces of items whose beginning did not come; they come again as a whole. */
async function* wholeItems(
  batches: AsyncIterable<readonly ThreadStreamEvent[]>,
): AsyncGenerator<readonly ThreadStreamEvent[]> {
  const begun = new Set<string>();
  for await (const events of batches) {
    yield events.filter((event) => {
      if (event.type === "thread.item.added") begun.add(event.item.id);
      return event.type !== "thread.item.updated" || begun.has(event.item_id);
    });
  }
}
