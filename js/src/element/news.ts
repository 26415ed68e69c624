/** Compares what the kernel tells about its threads with what a view has seen. */
import type { Activity } from "../protocol/activity";
import type { Feedback } from "../protocol/state";

/** What a view has to do to show a thread as it is. */
export type Catching =
  /** Read the thread, and follow this response. */
  | { readonly type: "join"; readonly response: string }
  | { readonly type: "read" }
  | { readonly type: "feedback"; readonly itemIds: readonly string[]; readonly kind: Feedback };

export class News {
  #activity: Activity | null = null;
  /** Revision as of which the thread was read. */
  #seen = 0;
  #stale = false;
  #followed = new Set<string>();

  /** Whether the kernel tells anything at all. */
  get known(): boolean {
    return this.#activity !== null;
  }

  /** The newest news have come. */
  take(activity: Activity): void {
    const before = this.#activity?.runtime;
    if (before !== undefined && before !== activity.runtime) {
      this.#seen = 0;
      this.#stale = true;
    }
    this.#activity = activity;
    const named = new Set([
      ...activity.running.map(({ response }) => response),
      ...activity.changed.map(({ by }) => by),
    ]);
    this.#followed = new Set([...this.#followed].filter((response) => named.has(response)));
  }

  /** The thread may have changed in a way that was not told. */
  doubt(): void {
    this.#stale = true;
  }

  /** The thread is being read, as of now. */
  read(): void {
    this.#stale = false;
    this.#seen = this.#latest();
  }

  /** A response was shown to its end. */
  followed(response: string): void {
    this.#followed.add(response);
  }

  /** What is to be done about a thread that is shown; null when nothing is. */
  next(thread: string): Catching | null {
    if (this.#activity === null) return null;
    const response = this.running(thread);
    if (response !== null) return { type: "join", response };
    if (this.#stale) return { type: "read" };
    const change = this.#activity.changed.find((changed) => changed.thread === thread);
    if (change === undefined || change.revision <= this.#seen) return null;
    this.#seen = change.revision;
    if (change.by !== undefined && this.#followed.has(change.by)) return null;
    if (change.feedback === undefined) return { type: "read" };
    return {
      type: "feedback",
      itemIds: change.feedback.item_ids,
      kind: change.feedback.kind,
    };
  }

  /** The response that runs in a thread and was not shown to its end here. */
  running(thread: string): string | null {
    const found = this.#activity?.running.find(
      (running) => running.thread === thread && !this.#followed.has(running.response),
    );
    return found?.response ?? null;
  }

  #latest(): number {
    return Math.max(0, ...(this.#activity?.changed.map(({ revision }) => revision) ?? []));
  }
}
