/** Tools that the page runs for the server. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { ClientToolCallItem } from "../protocol/types.gen";
import type { StreamingRequest } from "./api";
import type { Emit } from "./events";
import type { ChatStore } from "./store";

/**
 * Says whether this page is the one to run a call, of all that show its thread.
 *
 * @param ours whether the response that ended with it was asked for here.
 */
export type ToolClaim = (call: ClientToolCallItem, ours: boolean) => boolean | Promise<boolean>;

/** What this needs; functions are looked up when they are used. */
export interface ClientToolContext {
  readonly store: ChatStore;
  readonly emit: Emit;
  readonly clientTool: () => ChatKitOptions["onClientTool"];
  readonly claim: ToolClaim;
  /** Sends a request, and shows the response. */
  readonly respond: (request: StreamingRequest) => Promise<void>;
}

/** Runs a call once, also when its thread is left in the meantime and shown again. */
export class ClientTools {
  readonly #context: ClientToolContext;
  readonly #seen = new Set<string>();
  readonly #outputs = new Map<string, unknown>();

  constructor(context: ClientToolContext) {
    this.#context = context;
  }

  /** Answers the call that the thread ends with, if it is for this page to do. Never rejects. */
  async run(ours: boolean): Promise<void> {
    const { store, respond } = this.#context;
    const call = store.state.items.at(-1);
    if (store.state.thread === null || !isPendingCall(call)) return;
    const threadId = store.state.thread.id;
    if (!this.#outputs.has(call.id) && !(await this.#answer(call, ours))) return;
    const { thread, items, response } = store.state;
    if (thread?.id !== threadId || items.at(-1)?.id !== call.id || response !== null) return;
    const output = this.#outputs.get(call.id);
    this.#outputs.delete(call.id);
    store.dispatch({ type: "clientTool.done", itemId: call.id, output });
    const params = { thread_id: threadId, result: output };
    await respond({ type: "threads.add_client_tool_output", params });
  }

  /** Keeps the output of a call. @returns whether there is one. */
  async #answer(call: ClientToolCallItem, ours: boolean): Promise<boolean> {
    const { store, emit, clientTool, claim } = this.#context;
    if (this.#seen.has(call.id)) return false;
    try {
      const claimed = claim(call, ours);
      if (claimed === false) return false;
      this.#seen.add(call.id);
      if (!(await claimed)) return false;
      this.#outputs.set(call.id, await runTool(clientTool(), call));
      return true;
    } catch (error) {
      const { message } = error as Error;
      store.dispatch({ type: "error.set", error: { message, allowRetry: true } });
      emit("chatkit.error", { error: error as Error });
      return false;
    }
  }
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
