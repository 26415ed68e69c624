/** The one place where the state changes; the page and the frame both run it. */
import { type ComposerAction, isComposerAction, reduceComposer, withChoicesOf } from "./composer";
import { applyEvent, threadInfo } from "./events";
import { before, change, keepThrough, prepend, upsert } from "./items";
import {
  type ChatAction,
  type ChatState,
  type HistoryState,
  type ItemsNewestFirst,
  initialState,
  NO_OLDER,
  type OlderItems,
} from "./state";
import type { ThreadItem } from "./types.gen";

type Handlers = {
  readonly [Type in Exclude<ChatAction, ComposerAction>["type"]]: (
    state: ChatState,
    action: Extract<ChatAction, { type: Type }>,
  ) => ChatState;
};

/** The state after `action`; neither argument is changed. */
export function reduce(state: ChatState, action: ChatAction): ChatState {
  if (isComposerAction(action)) {
    return { ...state, composer: reduceComposer(state.composer, action, state.options) };
  }
  const handle = HANDLERS[action.type] as (state: ChatState, action: ChatAction) => ChatState;
  return handle(state, action);
}

const HANDLERS: Handlers = {
  "options.set": (state, { options }) => ({
    ...state,
    options,
    composer: withChoicesOf(options, state.composer),
  }),

  "thread.loading": (state, { threadId }) => ({ ...emptied(state), loading: threadId }),
  "thread.loaded": (state, { thread, page }) => ({
    ...emptied(state),
    ...(state.thread?.id === thread.id ? ofThread(state) : {}),
    thread,
    items: oldestFirst(page),
    older: olderThan(page),
  }),
  "thread.synced": (state, { thread, page }) => ({
    ...state,
    thread,
    ...joinedPage(state, page),
  }),
  "thread.failed": (state, { error }) => ({ ...emptied(state), error }),
  "thread.new": emptied,

  "older.loading": (state) => ({
    ...state,
    older: { ...state.older, loading: true, error: null },
  }),
  "older.loaded": (state, { page }) => ({
    ...state,
    items: prepend(state.items, oldestFirst(page)),
    older: olderThan(page),
  }),
  "older.failed": (state, { message }) => ({
    ...state,
    older: { ...state.older, loading: false, error: message },
  }),

  "message.sent": (state, { item }) => ({
    ...state,
    items: upsert(state.items, item),
    unsent: item.id,
    scroll: null,
  }),
  "retry.started": (state, { itemId }) => ({
    ...state,
    items: keepThrough(state.items, itemId),
    scroll: null,
  }),
  "branches.set": (state, { branches }) => ({ ...state, branches }),
  "branch.left": (state, { itemId }) => ({
    ...state,
    items: before(state.items, itemId),
    error: null,
    scroll: null,
  }),
  "response.started": (state) => ({
    ...state,
    error: null,
    response: { allowCancel: true, stopping: false, progress: null },
  }),
  "response.stopping": (state) =>
    state.response ? { ...state, response: { ...state.response, stopping: true } } : state,
  "response.ended": (state) => ({
    ...state,
    response: null,
    streaming: [],
    items: withoutEmptyReplies(state),
  }),
  event: (state, { event }) => applyEvent(state, event),

  "clientTool.done": (state, { itemId, output }) => ({
    ...state,
    items: change(state.items, itemId, (item) =>
      item.type === "client_tool_call" ? { ...item, status: "completed", output } : item,
    ),
  }),

  "connection.changed": (state, { connection }) => ({ ...state, connection }),
  "error.set": (state, { error }) => ({ ...state, error }),
  "error.cleared": (state) => ({ ...state, error: null }),
  "notice.dismissed": (state, { id }) => ({
    ...state,
    notices: state.notices.filter((notice) => notice.id !== id),
  }),

  "history.opened": (state) => withHistory(state, { open: true }),
  "history.closed": (state) => withHistory(state, { open: false, error: null }),
  "history.loading": (state) => withHistory(state, { loading: true, error: null }),
  "history.loaded": (state, { page, append }) => {
    const before = append ? state.history.threads : [];
    const known = new Set(before.map(({ id }) => id));
    const found = page.data.map(threadInfo).filter(({ id }) => !known.has(id));
    const next = page.has_more ? (page.after ?? null) : null;
    return withHistory(state, { loading: false, threads: [...before, ...found], next });
  },
  "history.failed": (state, { message }) => withHistory(state, { loading: false, error: message }),
  "history.renamed": (state, { threadId, title }) => {
    const threads = state.history.threads.map((thread) =>
      thread.id === threadId ? { ...thread, title } : thread,
    );
    const thread = state.thread?.id === threadId ? { ...state.thread, title } : state.thread;
    return { ...withHistory(state, { threads }), thread };
  },
  "history.deleted": (state, { threadId }) =>
    withHistory(state, { threads: state.history.threads.filter(({ id }) => id !== threadId) }),

  "feedback.given": (state, { itemIds, kind }) => ({
    ...state,
    feedback: { ...state.feedback, ...Object.fromEntries(itemIds.map((id) => [id, kind])) },
  }),
  "item.replaced": (state, { item }) => ({
    ...state,
    items: change(state.items, item.id, () => item),
  }),
  "scroll.changed": (state, { place }) => ({ ...state, scroll: place }),
};

/** A new chat that keeps what does not belong to a thread: options, history, what is typed. */
function emptied(state: ChatState): ChatState {
  const { options, history, composer, connection } = state;
  return { ...initialState(options), history, composer, connection };
}

/** What belongs to a thread and is not on the server; it outlives reading the thread again. */
function ofThread({ feedback, scroll, branches }: ChatState): Partial<ChatState> {
  return { feedback, scroll, branches };
}

function withHistory(state: ChatState, change: Partial<HistoryState>): ChatState {
  return { ...state, history: { ...state.history, ...change } };
}

function oldestFirst(page: ItemsNewestFirst): readonly ThreadItem[] {
  return (page.data ?? []).toReversed();
}

/** The newest page in the place of what it covers; earlier items that were loaded stay. */
function joinedPage(
  { items, older, unsent }: ChatState,
  page: ItemsNewestFirst,
): Pick<ChatState, "items" | "older"> {
  const newest = oldestFirst(page);
  const waiting = items.filter(({ id }) => id === unsent);
  const start = page.has_more ? items.findIndex(({ id }) => id === newest[0]?.id) : -1;
  if (start < 0) {
    return { items: [...newest, ...waiting], older: olderThan(page) };
  }
  return { items: [...items.slice(0, start), ...newest, ...waiting], older };
}

function olderThan(page: ItemsNewestFirst): OlderItems {
  return { ...NO_OLDER, next: page.has_more ? (page.after ?? null) : null };
}

/** A reply that ended before its first word is not kept by the server either. */
function withoutEmptyReplies(state: ChatState): readonly ThreadItem[] {
  if (state.streaming.length === 0) return state.items;
  return state.items.filter(
    (item) =>
      item.type !== "assistant_message" ||
      !state.streaming.includes(item.id) ||
      item.content.some(({ text }) => text !== ""),
  );
}
