/** What the chat shows, as plain data, and the actions that change it. */
import { type ComposerAction, type ComposerState, EMPTY_COMPOSER } from "./composer";
import type {
  IconName,
  ItemFeedbackParams,
  ItemPage,
  NoticeEvent,
  Thread,
  ThreadItem,
  ThreadStreamEvent,
  UserMessageItem,
} from "./types.gen";
import { DEFAULT_OPTIONS, type ViewOptions } from "./viewOptions";

export type {
  ComposerAttachment,
  ComposerProblem,
  ComposerState,
  DictationPhase,
} from "./composer";
export { EMPTY_COMPOSER } from "./composer";
export { DEFAULT_OPTIONS, type ViewOptions } from "./viewOptions";

/** A thread without its items. */
export type ThreadInfo = Omit<Thread, "items">;

/** A response that is under way. */
export interface ResponseState {
  /** False when the server does not let the user stop it. */
  readonly allowCancel: boolean;
  /** True between the press on Stop and the end of the response. */
  readonly stopping: boolean;
  /** What the server says it is doing just now. */
  readonly progress: { readonly text: string; readonly icon: IconName | string | null } | null;
}

/** The last thing that went wrong; the next request clears it. */
export interface ChatError {
  /** A readable line; null for the general one, in the view's language. */
  readonly message: string | null;
  /** Whether pressing Retry can help. */
  readonly allowRetry: boolean;
  /** What happened, where the view has words of its own for it. */
  readonly reason?: "cutOff" | "unanswered";
}

/**
 * What keeps the chat from its server: it can not be reached, or the kernel can not answer just now,
 * or does not serve this chat. Null when nothing does.
 */
export type ConnectionProblem = "lost" | "busy" | "gone" | null;

/** A message from the server to the user that is not part of the thread. */
export interface Notice {
  readonly id: number;
  readonly level: NoticeEvent["level"];
  readonly title: string | null;
  readonly message: string;
}

export interface HistoryState {
  readonly open: boolean;
  readonly loading: boolean;
  /** Newest first. */
  readonly threads: readonly ThreadInfo[];
  /** Where the next page starts; null when there is none. */
  readonly next: string | null;
  /** A readable line when the list, a rename or a deletion failed. */
  readonly error: string | null;
}

/** The items on the server before those that are there. */
export interface OlderItems {
  /** Where their next page starts; null when there are none. */
  readonly next: string | null;
  readonly loading: boolean;
  /** A readable line when they could not be read. */
  readonly error: string | null;
}

/** What the reader of a thread has before them: an item, and how far its top is below the view's, in px. */
export interface ScrollPlace {
  readonly item: string;
  readonly offset: number;
}

/** Which of the versions of a message is shown. */
export interface BranchPlace {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

export interface ChatState {
  readonly options: ViewOptions;
  /** The current thread; null for a new chat, and until a first message created it. */
  readonly thread: ThreadInfo | null;
  /** The thread that is being loaded, if any. */
  readonly loading: string | null;
  /** Oldest first. */
  readonly items: readonly ThreadItem[];
  /** Ids of items that were added and are not done: these are streaming. */
  readonly streaming: readonly string[];
  /** The user message that the server has not confirmed yet, by its local id. */
  readonly unsent: string | null;
  readonly older: OlderItems;
  /** Messages of the user that have other versions, by their ids. */
  readonly branches: Readonly<Record<string, BranchPlace>>;
  readonly response: ResponseState | null;
  readonly error: ChatError | null;
  readonly connection: ConnectionProblem;
  readonly notices: readonly Notice[];
  readonly history: HistoryState;
  readonly composer: ComposerState;
  /** What the user thinks of answers, by the id of the item. */
  readonly feedback: Readonly<Record<string, Feedback>>;
  /** How far images are that are being made, from 0 to 1, by the id of the item. */
  readonly imageProgress: Readonly<Record<string, number>>;
  /** Null while the end is followed. */
  readonly scroll: ScrollPlace | null;
}

/** Everything that can happen to a `ChatState`. */
export type ChatAction =
  | { readonly type: "options.set"; readonly options: ViewOptions }
  | { readonly type: "thread.loading"; readonly threadId: string }
  | { readonly type: "thread.loaded"; readonly thread: ThreadInfo; readonly page: ItemsNewestFirst }
  /** The thread was read again, because it changed elsewhere. */
  | { readonly type: "thread.synced"; readonly thread: ThreadInfo; readonly page: ItemsNewestFirst }
  | { readonly type: "thread.failed"; readonly error: ChatError }
  | { readonly type: "thread.new" }
  | { readonly type: "older.loading" }
  | { readonly type: "older.loaded"; readonly page: ItemsNewestFirst }
  | { readonly type: "older.failed"; readonly message: string }
  | { readonly type: "message.sent"; readonly item: UserMessageItem }
  | { readonly type: "retry.started"; readonly itemId: string }
  | { readonly type: "branches.set"; readonly branches: ChatState["branches"] }
  /** A message was put aside, with all that followed, for another version of it. */
  | { readonly type: "branch.left"; readonly itemId: string }
  | { readonly type: "response.started" }
  | { readonly type: "response.stopping" }
  | { readonly type: "response.ended" }
  | { readonly type: "event"; readonly event: ThreadStreamEvent }
  /** The page ran a client tool; the server stores the result without announcing it. */
  | { readonly type: "clientTool.done"; readonly itemId: string; readonly output: unknown }
  | { readonly type: "connection.changed"; readonly connection: ConnectionProblem }
  | { readonly type: "error.set"; readonly error: ChatError }
  | { readonly type: "error.cleared" }
  | { readonly type: "notice.dismissed"; readonly id: number }
  | { readonly type: "history.opened" }
  | { readonly type: "history.closed" }
  | { readonly type: "history.loading" }
  | { readonly type: "history.loaded"; readonly page: ThreadPage; readonly append: boolean }
  | { readonly type: "history.failed"; readonly message: string }
  | { readonly type: "history.renamed"; readonly threadId: string; readonly title: string }
  | { readonly type: "history.deleted"; readonly threadId: string }
  | {
      readonly type: "feedback.given";
      readonly itemIds: readonly string[];
      readonly kind: Feedback;
    }
  /** An item that the server changed without a response, such as a widget after an action. */
  | { readonly type: "item.replaced"; readonly item: ThreadItem }
  | { readonly type: "scroll.changed"; readonly place: ScrollPlace | null }
  | ComposerAction;

export type Feedback = ItemFeedbackParams["kind"];

/** A page of items as `items.list` returns it in descending order. */
export type ItemsNewestFirst = Readonly<ItemPage>;

/** A page of threads as `threads.list` returns it. */
export interface ThreadPage {
  readonly data: readonly Thread[];
  readonly has_more: boolean;
  readonly after?: string | null;
}

/** Nothing before the items that are there. */
export const NO_OLDER: OlderItems = { next: null, loading: false, error: null };

/** A new chat with nothing typed yet. */
export function initialState(options: ViewOptions = DEFAULT_OPTIONS): ChatState {
  return {
    options,
    thread: null,
    loading: null,
    items: [],
    streaming: [],
    unsent: null,
    older: NO_OLDER,
    branches: {},
    response: null,
    error: null,
    connection: null,
    notices: [],
    history: { open: false, loading: false, threads: [], next: null, error: null },
    composer: EMPTY_COMPOSER,
    feedback: {},
    imageProgress: {},
    scroll: null,
  };
}
