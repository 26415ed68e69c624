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
import { makeCore } from "../core";
import type { Emit } from "../events";
import { outgoing } from "../input";
import type { AskNotebook } from "../notebook";
import { viewOptions } from "../options";

const AT = "2026-01-01T00:00:00Z";

/**
 * @param other another server than one that is fed by hand.
 * @param notebook asks a notebook's kernel.
 */
export function setUp(other?: ChatApi, notebook: AskNotebook | null = null) {
  const server = new FakeServer();
  const api = other ?? new ChatApi("/chat", server.transport);
  const emitted: [keyof ChatKitEvents, unknown][] = [];
  const emit: Emit = (name, ...[detail]) => emitted.push([name, detail]);
  /** The options that are asked at the time of use; those of the view are in the store. */
  const given: { options: ChatKitOptions } = { options: { api: { url: "/", domainKey: "local" } } };
  const core = makeCore({
    emit,
    api: () => api,
    options: () => given.options,
    notebook: () => notebook,
  });
  /** What was emitted under one name. */
  const details = (name: keyof ChatKitEvents) =>
    emitted.filter(([other]) => other === name).map(([, detail]) => detail);
  /** Sets options as the element does. */
  const setOptions = (more: Partial<ChatKitOptions>) => {
    given.options = { ...given.options, ...more };
    core.store.dispatch({ type: "options.set", options: viewOptions(given.options) });
  };
  return { ...core, server, emitted, details, setOptions };
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

/** A message with nothing but a text. */
export function message(text: string) {
  return outgoing({ text });
}
