/** The conversation with the server: which thread is shown, what is sent, what is tried again. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { Activity } from "../protocol/activity";
import type {
  ItemFeedbackParams,
  StructuredInputSubmission,
  UserMessageInput,
} from "../protocol/types.gen";
import { Announcement } from "./announcement";
import type { ChatApi, StreamingRequest } from "./api";
import { CutOffError, RequestError } from "./api";
import { findArrived, mayHaveArrived } from "./arrival";
import { CatchUp } from "./catchUp";
import { ClientTools, type ToolClaim } from "./clientTool";
import type { Emit } from "./events";
import { localItem, type OutgoingMessage } from "./input";
import { loadOlder } from "./olderItems";
import { type Listen, ResponseRun } from "./response";
import type { ChatStore } from "./store";
import { type LoadedThread, loadThread } from "./threads";

/** What a session needs from the element; each is looked up when it is used. */
export interface SessionContext {
  readonly store: ChatStore;
  readonly emit: Emit;
  readonly api: () => ChatApi;
  readonly clientTool: () => ChatKitOptions["onClientTool"];
  readonly claim: ToolClaim;
  /** Called when a response was cut off, to find out whether the chat is served. */
  readonly onCut: () => void;
}

export class Session {
  readonly #context: SessionContext;
  readonly #catchUp: CatchUp;
  readonly #clientTools: ClientTools;
  #response: ResponseRun | null = null;
  /** The input of the message that the server has not confirmed. */
  #unsent: UserMessageInput | null = null;
  /** Whether it may be there all the same. */
  #uncertain = false;
  /** What Retry does when it is not about a response. */
  #again: (() => Promise<void>) | null = null;
  /** Goes up when another thread is shown, so that a late answer can be told to be late. */
  #visit = 0;
  /** How many responses were shown, and how often the thread was refreshed, for the same. */
  #changes = 0;
  readonly #announcement: Announcement;

  constructor(context: SessionContext) {
    this.#context = context;
    const { store, api } = context;
    this.#catchUp = new CatchUp({
      store,
      api,
      visit: () => this.#visit,
      responding: () => this.#response !== null,
      changes: () => this.#changes,
      show: (listen) => this.#show(listen),
      startNew: () => this.startNew(),
      settled: () => void this.#clientTools.run(false),
    });
    const respond = (request: StreamingRequest) => this.#respond(request);
    this.#clientTools = new ClientTools({ ...context, respond });
    this.#announcement = new Announcement(store, context.emit);
  }

  /** The kernel tells what goes on in its threads. */
  take(activity: Activity): void {
    this.#catchUp.take(activity);
  }

  /** The chat is served again: shows what has happened, and does again what could not be done. */
  async reconnected(activity: Activity): Promise<void> {
    this.#catchUp.takeAgain(activity);
    if (this.#context.store.state.older.error !== null) void this.loadOlder();
    if (this.#again !== null) await this.retry(null);
  }

  /** Shows a thread where nothing is shown yet. */
  async follow(threadId: string): Promise<void> {
    const { thread, items, loading } = this.#context.store.state;
    const empty = thread === null && items.length === 0 && loading === null;
    if (empty && this.#response === null) await this.open(threadId, "new chat");
  }

  /** Shows a thread. @param missing what to do when the server does not know it. */
  async open(threadId: string, missing: "error" | "new chat" = "error"): Promise<void> {
    const { store, emit, api } = this.#context;
    const visit = this.#moveOn();
    store.dispatch({ type: "thread.loading", threadId });
    emit("chatkit.thread.load.start", { threadId });
    this.#catchUp.reading();
    let loaded: LoadedThread | Error;
    try {
      loaded = await loadThread(api(), threadId);
    } catch (error) {
      loaded = error as Error;
    }
    if (visit !== this.#visit) return;
    if (!(loaded instanceof Error)) store.dispatch({ type: "thread.loaded", ...loaded });
    else if (missing === "new chat" && isMissing(loaded)) this.startNew();
    else this.#failToOpen(loaded, () => this.open(threadId, missing));
    emit("chatkit.thread.load.end", { threadId });
    void this.#catchUp.run();
  }

  /** Shows an empty chat; the first message creates its thread. */
  startNew(): void {
    this.#moveOn();
    this.#context.store.dispatch({ type: "thread.new" });
    this.#announcement.announce(null);
  }

  /** Reads the current thread again, in place. */
  async refresh(): Promise<void> {
    const { store, api } = this.#context;
    const current = store.state.thread;
    if (current === null || this.#response !== null) return;
    this.#changes += 1;
    const [visit, changes] = [this.#visit, this.#changes];
    const loaded = await loadThread(api(), current.id);
    if (visit === this.#visit && changes === this.#changes) {
      store.dispatch({ type: "thread.synced", ...loaded });
    }
  }

  /** Adds the items before those that are shown. */
  async loadOlder(): Promise<void> {
    const visit = this.#visit;
    await loadOlder(this.#context, () => visit === this.#visit);
  }

  /** Sends a message to the current thread, or creates one with it; shown at once. */
  async send(message: OutgoingMessage): Promise<void> {
    this.requireIdle();
    const { store } = this.#context;
    this.#unsent = message.input;
    const item = localItem(message, store.state.thread?.id ?? "");
    store.dispatch({ type: "message.sent", item });
    await this.#deliver(message.input);
  }

  /** Answers or skips the questions of a structured input; the response goes on with that. */
  async submitInput(itemId: string, input: StructuredInputSubmission): Promise<void> {
    this.requireIdle();
    const { thread } = this.#context.store.state;
    if (thread === null) throw new Error("These questions do not belong to a thread.");
    const params = { thread_id: thread.id, item_id: itemId, input };
    await this.#respond({ type: "threads.add_structured_input", params });
  }

  /** Tells the server what the user thinks of an answer. */
  async giveFeedback(itemIds: readonly string[], kind: ItemFeedbackParams["kind"]): Promise<void> {
    const { store, api } = this.#context;
    const { thread } = store.state;
    if (thread === null) return;
    const params = { thread_id: thread.id, item_ids: [...itemIds], kind };
    await api().call({ type: "items.feedback", params });
    store.dispatch({ type: "feedback.given", itemIds, kind });
  }

  /** Sends an action of the application; `itemId` names the widget it came from. */
  async sendAction(action: { type: string; payload?: object }, itemId?: string): Promise<void> {
    this.requireIdle();
    const { thread } = this.#context.store.state;
    if (thread === null) throw new Error("An action needs a thread; send a message first.");
    const payload = { ...action.payload };
    await this.#respond({
      type: "threads.custom_action",
      params: {
        thread_id: thread.id,
        action: { type: action.type, payload },
        ...(itemId === undefined ? {} : { item_id: itemId }),
      },
    });
  }

  /** Stops the response that is under way, here and on the server. */
  stop(): void {
    this.#response?.stop();
  }

  /** Answers again: the message at or before this item, or, with null, does again what failed. */
  async retry(itemId: string | null): Promise<void> {
    const { store } = this.#context;
    const again = this.#again;
    if (itemId === null && again !== null) {
      this.#again = null;
      store.dispatch({ type: "error.cleared" });
      await again();
    } else if (itemId === null && this.#unsent !== null && store.state.unsent !== null) {
      await this.#deliverAgain(this.#unsent);
    } else {
      await this.#answerAgain(itemId);
    }
  }

  async #answerAgain(itemId: string | null): Promise<void> {
    this.requireIdle();
    const { store } = this.#context;
    const { thread, items } = store.state;
    const end = itemId === null ? items.length : items.findIndex(({ id }) => id === itemId) + 1;
    const message = items.slice(0, end).findLast(({ type }) => type === "user_message");
    if (thread === null || message === undefined) return;
    store.dispatch({ type: "retry.started", itemId: message.id });
    const params = { thread_id: thread.id, item_id: message.id };
    await this.#respond({ type: "threads.retry_after_item", params });
  }

  #deliver(input: UserMessageInput): Promise<void> {
    const { thread } = this.#context.store.state;
    return this.#respond(
      thread === null
        ? { type: "threads.create", params: { input } }
        : { type: "threads.add_user_message", params: { thread_id: thread.id, input } },
    );
  }

  /** Sends a message again, unless it arrived the first time, or answers it then. */
  async #deliverAgain(input: UserMessageInput): Promise<void> {
    const { store, api } = this.#context;
    if (!this.#uncertain) return this.#deliver(input);
    const arrived = await findArrived(api(), store.state, input);
    if (arrived === null) return this.#deliver(input);
    store.dispatch({ type: "thread.loaded", ...arrived });
    await this.#catchUp.run();
    if (store.state.items.at(-1)?.type === "user_message") await this.#answerAgain(null);
  }

  async #respond(request: StreamingRequest): Promise<void> {
    const { api, emit } = this.#context;
    emit("chatkit.log", { name: "request", data: { type: request.type } });
    await this.#show((signals) => api().stream(request, signals), true);
  }

  /** Shows a response to its end. @param ours whether it was started here. */
  async #show(listen: Listen, ours = false): Promise<void> {
    const { store, emit, onCut } = this.#context;
    this.#again = null;
    const run = new ResponseRun(store, emit);
    this.#response = run;
    this.#changes += 1;
    const outcome = await run.run(listen);
    if (this.#response !== run) return;
    this.#response = null;
    this.#uncertain = run.failure !== null && mayHaveArrived(run.failure);
    if (run.failure instanceof CutOffError) {
      if (!run.failure.overtaken) onCut();
      await this.#catchUp.afterCut(run.failure);
      return;
    }
    this.#catchUp.followed(run);
    if (outcome === "ended" && ours) await this.#clientTools.run(true);
    if (ours) void this.#catchUp.run();
  }

  /** Lets go of what belongs to the thread shown so far; its response goes on unseen. */
  #moveOn(): number {
    this.#response?.leave();
    this.#response = null;
    this.#unsent = null;
    this.#again = null;
    this.#visit += 1;
    return this.#visit;
  }

  #failToOpen(error: Error, again: () => Promise<void>): void {
    const { store, emit } = this.#context;
    store.dispatch({ type: "thread.failed", error: { message: error.message, allowRetry: true } });
    emit("chatkit.error", { error });
    this.#again = again;
  }

  /** Throws where nothing can be sent just now. */
  requireIdle(): void {
    const { response, loading } = this.#context.store.state;
    if (response !== null) throw new Error("A response is still arriving; stop it first.");
    if (loading !== null) throw new Error("The thread is still loading.");
  }
}

function isMissing(error: Error): boolean {
  return error instanceof RequestError && error.status === 404;
}
