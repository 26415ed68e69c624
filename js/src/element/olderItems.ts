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
 * Adds the next page of earlier items, if there is one.
 *
 * @param wanted whether their thread is still the one that is shown.
 * @returns false when it failed, which is shown.
 */
export async function loadOlder(
  { store, emit, api }: OlderContext,
  wanted: () => boolean,
): Promise<boolean> {
  const { thread, older } = store.state;
  if (thread === null || older.next === null || older.loading) return true;
  store.dispatch({ type: "older.loading" });
  try {
    const page = await loadItems(api(), thread.id, older.next);
    if (wanted()) store.dispatch({ type: "older.loaded", page });
    return true;
  } catch (error) {
    emit("chatkit.error", { error: error as Error });
    if (!wanted()) return true;
    const { message } = error as Error;
    store.dispatch({ type: "older.failed", error: { message, allowRetry: true } });
    return false;
  }
}
