/** For tests: a session with its store and a server that is fed by hand. */
import type { ChatKitEvents, ChatKitOptions } from "@openai/chatkit";
import type { ThreadInfo } from "../../protocol/state";
import type {
  AssistantMessageItem,
  Thread,
  ThreadItem,
  UserMessageItem,
} from "../../protocol/types.gen";
import { FakeServer } from "../../transport/fake";
import { ChatApi } from "../api";
import type { Emit } from "../events";
import { History } from "../history";
import { Session } from "../session";
import { ChatStore } from "../store";

const AT = "2026-01-01T00:00:00Z";

export function setUp() {
  const server = new FakeServer();
  const store = new ChatStore();
  const api = new ChatApi("/chat", server.transport);
  const emitted: [keyof ChatKitEvents, unknown][] = [];
  const emit: Emit = (name, ...[detail]) => emitted.push([name, detail]);
  const tools: { handler: ChatKitOptions["onClientTool"] } = { handler: undefined };
  const session = new Session({ store, emit, api: () => api, clientTool: () => tools.handler });
  const history = new History(store, emit, () => api);
  /** What was emitted under one name. */
  const details = (name: keyof ChatKitEvents) =>
    emitted.filter(([other]) => other === name).map(([, detail]) => detail);
  return { server, store, api, emit, emitted, details, session, history, tools };
}

export function thread(
  id: string,
  items: ThreadItem[] = [],
  more: Partial<ThreadInfo> = {},
): Thread {
  return { id, created_at: AT, items: { data: items, has_more: false }, ...more };
}

export function question(id: string, text = id): UserMessageItem {
  return {
    id,
    thread_id: "t",
    created_at: AT,
    type: "user_message",
    content: [{ type: "input_text", text }],
    inference_options: {},
  };
}

export function answer(id: string, text = id): AssistantMessageItem {
  return {
    id,
    thread_id: "t",
    created_at: AT,
    type: "assistant_message",
    content: [{ type: "output_text", text, annotations: [] }],
  };
}

export function input(text: string) {
  return {
    content: [{ type: "input_text" as const, text }],
    attachments: [],
    inference_options: {},
  };
}
