/** Reads the items before those that are shown. */
import type { ChatApi } from "./api";
import type { Emit } from "./events";
import type { ChatStore } from "./store";
import { loadItems } from "./threads";

interface OlderContext {
  readonly store: ChatStore;
  readonly emit: Emit;
  readonly api: () => ChatApi;
}

/**
 * Adds the next page of earlier items, if there is one. Never rejects: a failure is shown.
 *
 * @param stays whether their thread is still the one that is shown.
 */
export async function loadOlder(
  { store, emit, api }: OlderContext,
  stays: () => boolean,
): Promise<void> {
  const { thread, older } = store.state;
  if (thread === null || older.next === null || older.loading) return;
  const wanted = () => stays() && store.state.older.next === older.next;
  store.dispatch({ type: "older.loading" });
  try {
    const page = await loadItems(api(), thread.id, older.next);
    if (wanted()) store.dispatch({ type: "older.loaded", page });
  } catch (error) {
    emit("chatkit.error", { error: error as Error });
    if (wanted()) store.dispatch({ type: "older.failed", message: (error as Error).message });
  }
}
