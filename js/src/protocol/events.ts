/** What each event of a response does to the state. */
import { change, remove, upsert } from "./items";
import type { ChatState, ThreadInfo } from "./state";
import type { ErrorEvent, NoticeEvent, Thread, ThreadItem, ThreadStreamEvent } from "./types.gen";
import { applyUpdate } from "./updates";

/** The state after an event of the current thread's response. */
export function applyEvent(state: ChatState, event: ThreadStreamEvent): ChatState {
  switch (event.type) {
    case "thread.created":
    case "thread.updated":
      return withThread(state, event.thread);
    case "thread.item.added":
      return { ...withItem(state, event.item), streaming: opened(state, event.item.id) };
    case "thread.item.done":
    case "thread.item.replaced":
      return { ...withItem(state, event.item), streaming: closed(state, event.item.id) };
    case "thread.item.updated":
      return {
        ...withImageProgress(writes(event) ? withoutProgress(state) : state, event),
        items: change(state.items, event.item_id, (item) => applyUpdate(item, event.update)),
      };
    case "thread.item.removed":
      return {
        ...state,
        items: remove(state.items, event.item_id),
        streaming: closed(state, event.item_id),
      };
    case "stream_options":
      return withResponse(state, { allowCancel: event.stream_options.allow_cancel });
    case "progress_update":
      return withResponse(state, { progress: { text: event.text, icon: event.icon ?? null } });
    case "error":
      return { ...state, error: errorOf(event) };
    case "notice":
      return withNotice(state, event);
    default:
      return state; // A client effect is the page's business; unknown events are for newer clients.
  }
}

/** A thread without its items. */
export function threadInfo({ items: _, ...info }: Thread): ThreadInfo {
  return info;
}

function withThread(state: ChatState, thread: Thread): ChatState {
  const info = threadInfo(thread);
  const known = state.history.threads.some(({ id }) => id === info.id);
  const threads = known
    ? state.history.threads.map((other) => (other.id === info.id ? info : other))
    : [info, ...state.history.threads];
  return { ...state, thread: info, history: { ...state.history, threads } };
}

/** The server's copy of the message that was sent takes the place of the local one. */
function withItem(state: ChatState, item: ThreadItem): ChatState {
  const next = withoutProgress(state);
  if (item.type !== "user_message" || state.unsent === null) {
    return { ...next, items: upsert(state.items, item) };
  }
  return { ...next, unsent: null, items: change(state.items, state.unsent, () => item) };
}

function withResponse(
  state: ChatState,
  change: Partial<NonNullable<ChatState["response"]>>,
): ChatState {
  return state.response ? { ...state, response: { ...state.response, ...change } } : state;
}

function writes({ update }: Extract<ThreadStreamEvent, { type: "thread.item.updated" }>): boolean {
  return update.type === "assistant_message.content_part.text_delta";
}

function withoutProgress(state: ChatState): ChatState {
  return state.response?.progress ? withResponse(state, { progress: null }) : state;
}

function withImageProgress(
  state: ChatState,
  { item_id, update }: Extract<ThreadStreamEvent, { type: "thread.item.updated" }>,
): ChatState {
  if (update.type !== "generated_image.updated" || typeof update.progress !== "number") {
    return state;
  }
  return { ...state, imageProgress: { ...state.imageProgress, [item_id]: update.progress } };
}

function opened(state: ChatState, id: string): readonly string[] {
  return state.streaming.includes(id) ? state.streaming : [...state.streaming, id];
}

function closed(state: ChatState, id: string): readonly string[] {
  return state.streaming.includes(id)
    ? state.streaming.filter((other) => other !== id)
    : state.streaming;
}

function errorOf(event: ErrorEvent) {
  return { message: event.message ?? null, allowRetry: event.allow_retry ?? false };
}

function withNotice(state: ChatState, event: NoticeEvent): ChatState {
  const { level, message, title = null } = event;
  const id = (state.notices.at(-1)?.id ?? 0) + 1;
  return { ...state, notices: [...state.notices, { id, level, message, title }] };
}
