/** Reads a thread and its newest items. */
import { threadInfo } from "../protocol/events";
import type { ItemsNewestFirst, ThreadInfo } from "../protocol/state";
import type { ChatApi } from "./api";

/** Items per page; more than fills a screen, so that the first page is enough to start with. */
const PAGE = 50;

export interface LoadedThread {
  readonly thread: ThreadInfo;
  readonly page: ItemsNewestFirst;
}

/**
 * A thread with its newest items.
 *
 * The thread's own answer holds its first items; only when there are more is the end of the thread
 * asked for.
 */
export async function loadThread(api: ChatApi, threadId: string): Promise<LoadedThread> {
  const thread = await api.call({ type: "threads.get_by_id", params: { thread_id: threadId } });
  if (thread.items.has_more) {
    return { thread: threadInfo(thread), page: await loadItems(api, threadId, null) };
  }
  const data = (thread.items.data ?? []).toReversed();
  return { thread: threadInfo(thread), page: { data, has_more: false } };
}

/** The items before the cursor `after`, newest first; without a cursor those at the end. */
export function loadItems(
  api: ChatApi,
  threadId: string,
  after: string | null,
): Promise<ItemsNewestFirst> {
  return api.call({
    type: "items.list",
    params: {
      thread_id: threadId,
      limit: PAGE,
      order: "desc",
      ...(after === null ? {} : { after }),
    },
  });
}
