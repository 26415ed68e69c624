/** What goes on in the threads of a chat, as the kernel tells its views; ids and numbers only. */
import type { Feedback } from "./state";

export interface RunningResponse {
  readonly response: string;
  readonly thread: string;
}

export interface ThreadChange {
  readonly thread: string;
  /** Goes up with each change in the chat. */
  readonly revision: number;
  /** The response that changed the thread, if one did. */
  readonly by?: string;
  /** What the user thinks of items, if that is the change. */
  readonly feedback?: { readonly item_ids: readonly string[]; readonly kind: Feedback };
}

export interface Activity {
  /** Another one after the kernel was started again. */
  readonly runtime: string;
  readonly running: readonly RunningResponse[];
  /** Of each thread that changed lately, how it changed last. */
  readonly changed: readonly ThreadChange[];
}
