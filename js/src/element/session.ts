/** The conversation with the server: which thread is shown, what is sent, what is tried again. */
import type { ChatKitOptions } from "@openai/chatkit";
import type {
  ClientToolCallItem,
  ItemFeedbackParams,
  StructuredInputSubmission,
  UserMessageInput,
} from "../protocol/types.gen";
import type { ChatApi, StreamingRequest } from "./api";
import { RequestError } from "./api";
import type { Emit } from "./events";
import { localItem, type OutgoingMessage } from "./input";
import { ResponseRun } from "./response";
import type { ChatStore } from "./store";
import { type LoadedThread, loadItems, loadThread } from "./threads";

/** What a session needs from the element; each is looked up when it is used. */
export interface SessionContext {
  readonly store: ChatStore;
  readonly emit: Emit;
  readonly api: () => ChatApi;
  readonly clientTool: () => ChatKitOptions["onClientTool"];
}

export class Session {
  readonly #context: SessionContext;
  #response: ResponseRun | null = null;
  /** The input of the message that the server has not confirmed. */
  #unsent: UserMessageInput | null = null;
  /** What Retry does when it is not about a response. */
  #again: (() => Promise<void>) | null = null;
  /** Goes up when another thread is shown, so that a late answer can be told to be late. */
  #visit = 0;
  #announced: string | null = null;

  constructor(context: SessionContext) {
    this.#context = context;
    context.store.subscribe(() => this.#announceThread());
  }

  /** Shows a thread. @param missing what to do when the server does not know it. */
  async open(threadId: string, missing: "error" | "new chat" = "error"): Promise<void> {
    const { store, emit, api } = this.#context;
    const visit = this.#moveOn();
    store.dispatch({ type: "thread.loading", threadId });
    emit("chatkit.thread.load.start", { threadId });
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
  }

  /** Shows an empty chat; the first message creates its thread. */
  startNew(): void {
    this.#moveOn();
    this.#context.store.dispatch({ type: "thread.new" });
    this.#announce(null);
  }

  /** Reads the current thread again, in place. */
  async refresh(): Promise<void> {
    const { store, api } = this.#context;
    const current = store.state.thread;
    if (current === null || this.#response !== null) return;
    const visit = this.#visit;
    const loaded = await loadThread(api(), current.id);
    if (visit === this.#visit && this.#response === null) {
      store.dispatch({ type: "thread.loaded", ...loaded });
    }
  }

  /** Adds the items before those that are shown. */
  async loadOlder(): Promise<void> {
    const { store, api, emit } = this.#context;
    const { thread, older } = store.state;
    if (thread === null || older.next === null || older.loading) return;
    const visit = this.#visit;
    store.dispatch({ type: "older.loading" });
    try {
      const page = await loadItems(api(), thread.id, older.next);
      if (visit === this.#visit) store.dispatch({ type: "older.loaded", page });
    } catch (error) {
      emit("chatkit.error", { error: error as Error });
      if (visit !== this.#visit) return;
      const { message } = error as Error;
      store.dispatch({ type: "older.failed", error: { message, allowRetry: true } });
      this.#again = () => this.loadOlder();
    }
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
      await this.#deliver(this.#unsent);
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

  async #respond(request: StreamingRequest): Promise<void> {
    const { store, emit, api } = this.#context;
    this.#again = null;
    const run = new ResponseRun(store, emit);
    this.#response = run;
    const outcome = await run.run(api(), request);
    if (this.#response !== run) return;
    this.#response = null;
    if (outcome === "ended") await this.#runClientTool();
  }

  /** A response that ends with a call of a client tool goes on once the page has answered it. */
  async #runClientTool(): Promise<void> {
    const { store, emit, clientTool } = this.#context;
    const { thread, items } = store.state;
    const call = items.at(-1);
    if (thread === null || !isPendingCall(call)) return;
    const visit = this.#visit;
    let output: unknown;
    try {
      output = await runTool(clientTool(), call);
    } catch (error) {
      const { message } = error as Error;
      store.dispatch({ type: "error.set", error: { message, allowRetry: true } });
      emit("chatkit.error", { error: error as Error });
      return;
    }
    if (visit !== this.#visit) return;
    store.dispatch({ type: "clientTool.done", itemId: call.id, output });
    const params = { thread_id: thread.id, result: output };
    await this.#respond({ type: "threads.add_client_tool_output", params });
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

  // A thread that could not be loaded is still the one to come back to, so only a thread that is
  // there is announced from the state; leaving for a new chat is announced where it happens.
  #announceThread(): void {
    const { thread } = this.#context.store.state;
    if (thread !== null) this.#announce(thread.id);
  }

  #announce(threadId: string | null): void {
    if (threadId === this.#announced) return;
    this.#announced = threadId;
    this.#context.emit("chatkit.thread.change", { threadId });
  }
}

function isMissing(error: Error): boolean {
  return error instanceof RequestError && error.status === 404;
}

function isPendingCall(item: { type: string } | undefined): item is ClientToolCallItem {
  if (item?.type !== "client_tool_call") return false;
  return (item as ClientToolCallItem).status !== "completed";
}

async function runTool(
  handler: ChatKitOptions["onClientTool"],
  call: ClientToolCallItem,
): Promise<unknown> {
  if (handler === undefined) {
    throw new Error(`The page has no onClientTool handler to run “${call.name}”.`);
  }
  return handler({ name: call.name, params: call.arguments });
}
