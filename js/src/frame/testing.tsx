/** Shows parts of the frame in tests, with a state of the test's own in place of a host. */
import { act, cleanup, type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach } from "vitest";
import type { FrameCommand } from "../element/bridge";
import type { Queries, QueryName } from "../element/queries";
import { reduce } from "../protocol/reducer";
import {
  type ChatAction,
  type ChatState,
  DEFAULT_OPTIONS,
  initialState,
  type ViewOptions,
} from "../protocol/state";
import type { AssistantMessageItem, UserMessageItem } from "../protocol/types.gen";
import { type Ask, ChatContext } from "./context";

afterEach(cleanup);

/** A shown part, what it sent to the host, and the way to change its state. */
export type ShownChat = RenderResult & {
  sent: FrameCommand[];
  apply: (...actions: ChatAction[]) => void;
};

/** What the host answers; a question that is not among them is answered with an error. */
export type Answers = {
  [Name in QueryName]?: (ask: Queries[Name]["ask"]) => Queries[Name]["answer"];
};

/** Renders `children` in a chat whose state differs from a new one by `change`. */
export function showChat(
  children: ReactNode,
  change: Partial<ChatState> = {},
  answers: Answers = {},
): ShownChat {
  const sent: FrameCommand[] = [];
  let state = { ...initialState(), ...change };
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const store = { getState: () => state, subscribe };
  const send = (command: FrameCommand) => sent.push(command);
  const ask: Ask = async (name, question) => {
    const answer = answers[name];
    if (!answer) throw new Error(`The host does not answer “${name}”.`);
    return answer(question);
  };
  const wrapper = (props: { children: ReactNode }) => (
    <ChatContext value={{ store, send, ask }}>{props.children}</ChatContext>
  );
  const shown = render(children, { wrapper });
  const apply = (...actions: ChatAction[]) =>
    act(() => {
      state = actions.reduce(reduce, state);
      for (const listener of listeners) listener();
    });
  return { ...shown, sent, apply };
}

/** The default options with some changed. */
export function options(change: Partial<ViewOptions>): ViewOptions {
  return { ...DEFAULT_OPTIONS, ...change };
}

const ITEM = { thread_id: "thr_1", created_at: "2026-01-01T00:00:00Z" };

/** A message of the user. */
export function question(id: string, text: string): UserMessageItem {
  const content = [{ type: "input_text" as const, text }];
  return { ...ITEM, id, type: "user_message", content, inference_options: {} };
}

/** A message of the assistant. */
export function answer(id: string, text: string): AssistantMessageItem {
  return { ...ITEM, id, type: "assistant_message", content: [{ type: "output_text", text }] };
}

/** A thread without its items. */
export const THREAD = { id: "thr_1", created_at: ITEM.created_at, title: "Orders" };

/** A response under way. */
export const RESPONSE = { id: "r_1", allowCancel: true, stopping: false, progress: null };
