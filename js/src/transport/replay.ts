/** A transport that answers from a conversation that is over: it shows it, or plays it again. */
import type {
  AssistantMessageItem,
  ChatKitRequest,
  Thread,
  ThreadItem,
  ThreadStreamEvent,
} from "../protocol/types.gen";
import type { Transport } from "./types";

/** How long a message takes to be written at most, in ms. */
const LONGEST = 4_000;
const PER_WORD = 30;
const OVER = "This is a saved conversation; nobody answers here.";

/** A user's message and what came of it; the first turn may begin without one. */
export type Turn = readonly ThreadItem[];

export class Replay {
  readonly #thread: Thread;
  readonly #instant: boolean;
  /** The turns; each but perhaps the first begins with a user's message. */
  readonly turns: readonly Turn[];
  #next: number | null = null;

  /** @param instant whether messages are there at once instead of being written. */
  constructor(thread: Thread, instant: boolean) {
    this.#thread = thread;
    this.#instant = instant;
    this.turns = turnsOf(thread.items.data ?? []);
  }

  /** Lets the messages that are sent from now on be answered from the start; false: not any more. */
  play(playing: boolean): void {
    this.#next = playing ? 0 : null;
  }

  readonly transport: Transport = async (_, init) => {
    const request = JSON.parse(String(init?.body)) as ChatKitRequest;
    const { items: _items, ...info } = this.#thread;
    switch (request.type) {
      case "threads.get_by_id":
        return json(this.#thread);
      case "threads.list":
        return json({ data: [info], has_more: false });
      case "items.list":
        return json({ data: [...(this.#thread.items.data ?? [])].reverse(), has_more: false });
      case "threads.create":
      case "threads.add_user_message":
        return this.#answer(request.type === "threads.create");
      default:
        return json({ message: OVER }, 403);
    }
  };

  #answer(begins: boolean): Response {
    const turn = this.#next === null ? undefined : this.turns[this.#next++];
    if (turn === undefined) return json({ message: OVER }, 403);
    const thread = { ...this.#thread, items: { data: [], has_more: false } };
    const first: ThreadStreamEvent[] = begins ? [{ type: "thread.created", thread }] : [];
    return stream(this.#events(first, turn));
  }

  async *#events(first: ThreadStreamEvent[], turn: Turn): AsyncGenerator<ThreadStreamEvent> {
    yield* first;
    for (const item of turn) {
      if (item.type === "assistant_message" && !this.#instant) {
        yield* written(item as AssistantMessageItem);
      }
      yield { type: "thread.item.done", item };
    }
  }
}

function turnsOf(items: readonly ThreadItem[]): Turn[] {
  const turns: ThreadItem[][] = [];
  for (const item of items) {
    if (item.type === "user_message" || turns.length === 0) turns.push([]);
    turns.at(-1)?.push(item);
  }
  return turns;
}

async function* written(item: AssistantMessageItem): AsyncGenerator<ThreadStreamEvent> {
  yield { type: "thread.item.added", item: { ...item, content: [] } };
  const words = item.content.flatMap(({ text }, place) =>
    (text.match(/\s*\S+\s*/g) ?? []).map((word) => ({ place, word })),
  );
  const pause = Math.min(PER_WORD, LONGEST / Math.max(1, words.length));
  const begun = new Set<number>();
  for (const { place, word } of words) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (!begun.has(place)) {
      begun.add(place);
      const content = { type: "output_text" as const, text: "", annotations: [] };
      const update = { type: "assistant_message.content_part.added" as const, content };
      yield updated(item.id, { ...update, content_index: place });
    }
    const update = { type: "assistant_message.content_part.text_delta" as const, delta: word };
    yield updated(item.id, { ...update, content_index: place });
  }
}

type Updated = Extract<ThreadStreamEvent, { type: "thread.item.updated" }>;

function updated(itemId: string, update: Updated["update"]): ThreadStreamEvent {
  return { type: "thread.item.updated", item_id: itemId, update };
}

function stream(events: AsyncGenerator<ThreadStreamEvent>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
    },
    async cancel() {
      await events.return(undefined);
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

function json(body: unknown, status = 200): Response {
  const headers = { "Content-Type": "application/json" };
  return new Response(JSON.stringify(body), { status, headers });
}
