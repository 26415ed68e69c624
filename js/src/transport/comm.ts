/** Requests to the kernel in a widget's messages, where no server extension answers for it. */
import { CommAnswer } from "./commAnswer";
import { type Delivery, KIND, type Operation, type WidgetMessages } from "./commMessages";
import type { Transport } from "./types";
import { uuid } from "./uuid";

/** Where requests in messages go; no host can have this name, should one ever leave the page. */
export const COMM_ORIGIN = "https://kernel.chatkit.invalid";

/** How long the kernel may say nothing about a request before it counts as busy, in ms. */
export const BUSY_AFTER = 1_000;
/**
 * How long to wait for an answer's first message before a nudge, in ms. A server lets TCP hold it
 * back until the page's system has acknowledged what came before, such as that the kernel is busy;
 * by itself that takes Linux 40 ms and others up to 200, and goes along with whatever is sent.
 */
export const NUDGE_AFTER = 20;
const BODY_BYTES = 1 << 20;

/** The address of a chat in the kernel. */
export function commChatUrl(chat: string): string {
  return `${COMM_ORIGIN}/chats/${encodeURIComponent(chat)}`;
}

export class CommTransport {
  readonly #messages: WidgetMessages;
  readonly #answers = new Map<string, CommAnswer>();
  readonly #waiting = new Set<string>();
  readonly #busyListeners = new Set<() => void>();

  constructor(messages: WidgetMessages) {
    this.#messages = messages;
    messages.listen((content, buffers) => {
      if (isDelivery(content)) this.#deliver(content, buffers[0]);
    });
    messages.onGone(() => this.#failAll());
  }

  /** Whether a request waits because the kernel is busy, most likely with a cell. */
  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Calls back when `busy` changes, until `signal` ends it. */
  onBusy(listener: () => void, signal: AbortSignal): void {
    this.#busyListeners.add(listener);
    signal.addEventListener("abort", () => this.#busyListeners.delete(listener), { once: true });
  }

  /** Tells the kernel how this page reaches the chat. */
  tell(transport: string): void {
    try {
      this.#say({ op: "chosen", transport });
    } catch {
      // A kernel that is gone has nothing to tell its author either.
    }
  }

  /** Shaped like `fetch`: aborting the signal ends the request, cancelling the body too. */
  readonly fetch: Transport = async (input, init) => {
    const request = new Request(input, init);
    const { method, signal } = request;
    const { pathname, search } = new URL(request.url);
    const body = await request.arrayBuffer();
    signal.throwIfAborted();
    const stream = uuid();
    const answer = this.#open(stream);
    const headers = Object.fromEntries(request.headers);
    try {
      const more = body.byteLength > BODY_BYTES;
      const head = { op: "request", stream, method, path: pathname + search, headers } as const;
      this.#say({ ...head, more }, body.slice(0, BODY_BYTES));
      this.#sendRest(stream, body);
    } catch (error) {
      this.#close(stream, new TypeError("The kernel can not be reached.", { cause: error }));
    }
    const abort = () => {
      this.#cancel(stream);
      this.#close(stream, signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    return answer.response;
  };

  #open(stream: string): CommAnswer {
    const answer = new CommAnswer({
      ack: (number) => this.#trySaying({ op: "ack", stream, number }),
      again: (after) => this.#trySaying({ op: "again", stream, after }),
      cancel: () => {
        this.#cancel(stream);
        this.#answers.delete(stream);
      },
    });
    this.#answers.set(stream, answer);
    setTimeout(() => {
      if (!answer.received && !answer.over) this.#trySaying({ op: "nudge", stream });
    }, NUDGE_AFTER);
    setTimeout(() => {
      if (!answer.received && !answer.over) this.#setWaiting(stream, true);
    }, BUSY_AFTER);
    return answer;
  }

  #sendRest(stream: string, body: ArrayBuffer): void {
    for (let start = BODY_BYTES; start < body.byteLength; start += BODY_BYTES) {
      const more = start + BODY_BYTES < body.byteLength;
      this.#say({ op: "body", stream, more }, body.slice(start, start + BODY_BYTES));
    }
  }

  #deliver({ pieces }: Delivery, buffer: DataView | undefined): void {
    let start = buffer?.byteOffset ?? 0;
    for (const [stream, number, kind, size] of pieces) {
      const payload = new Uint8Array(buffer?.buffer ?? new ArrayBuffer(0), start, size);
      start += size;
      const answer = this.#answers.get(stream);
      if (answer === undefined) continue; // It belongs to another page.
      answer.take(number, kind, payload as Uint8Array<ArrayBuffer>);
      this.#setWaiting(stream, false);
      if (answer.over) this.#answers.delete(stream);
    }
  }

  #failAll(): void {
    for (const stream of [...this.#answers.keys()]) {
      this.#close(stream, new TypeError("The kernel can not be reached any more."));
    }
  }

  #close(stream: string, error: unknown): void {
    this.#answers.get(stream)?.fail(error);
    this.#answers.delete(stream);
    this.#setWaiting(stream, false);
  }

  #cancel(stream: string): void {
    if (this.#answers.has(stream)) this.#trySaying({ op: "cancel", stream });
  }

  #setWaiting(stream: string, waiting: boolean): void {
    if (this.#waiting.has(stream) === waiting) return;
    if (waiting) this.#waiting.add(stream);
    else this.#waiting.delete(stream);
    for (const listener of this.#busyListeners) listener();
  }

  #trySaying(operation: Operation): void {
    try {
      this.#say(operation);
    } catch (error) {
      this.#close("stream" in operation ? operation.stream : "", error);
    }
  }

  #say(operation: Operation, body?: ArrayBuffer): void {
    this.#messages.send({ kind: KIND, ...operation }, body?.byteLength ? [body] : []);
  }
}

function isDelivery(content: unknown): content is Delivery {
  const { kind, pieces } = (content ?? {}) as Partial<Delivery>;
  return kind === KIND && Array.isArray(pieces);
}
