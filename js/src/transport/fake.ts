/** A ChatKit server for tests: answers by request type and remembers what it was asked. */
import type { ChatKitRequest, ThreadStreamEvent } from "../protocol/types.gen";
import type { Transport } from "./types";

type Answer = (request: ChatKitRequest) => Response | Promise<Response>;

export class FakeServer {
  /** Every request, oldest first. */
  readonly requests: ChatKitRequest[] = [];
  /** The abort signal of each request. */
  readonly signals: (AbortSignal | null)[] = [];
  /** The addresses that were read, such as those of responses, oldest first. */
  readonly followed: string[] = [];
  readonly #responses: Response[] = [];
  readonly #answers = new Map<string, Answer>();

  /** Sets how requests of a type are answered from now on. */
  on(type: ChatKitRequest["type"], answer: Answer): void {
    this.#answers.set(type, answer);
  }

  /** A stream that the next request of this type is answered with. */
  streamOn(type: ChatKitRequest["type"]): FakeStream {
    const stream = new FakeStream();
    this.on(type, () => stream.response);
    return stream;
  }

  /** Sets how the next reading of an address is answered, such as that of a response. */
  onFollow(response: Response): void {
    this.#responses.push(response);
  }

  /** Passes requests to the answers, and an abort to the body, as a network would. */
  readonly transport: Transport = async (url, init) => {
    if (init?.method !== "POST") {
      this.followed.push(String(url));
      const answer = this.#responses.shift();
      return abortable(answer ?? json({ message: "gone" }, 404), init?.signal ?? null);
    }
    const request = JSON.parse(String(init?.body)) as ChatKitRequest;
    this.requests.push(request);
    this.signals.push(init?.signal ?? null);
    const answer = this.#answers.get(request.type);
    if (!answer) return json({ message: `nothing answers ${request.type}` }, 500);
    return abortable(await answer(request), init?.signal ?? null);
  };
}

/** The body of a streamed answer, fed by hand. */
export class FakeStream {
  /** Whether the reader has let go of the connection. */
  closed = false;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly response: Response;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.closed = true;
      },
    });
    this.response = new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  /** Sends events in one chunk. */
  send(...events: ThreadStreamEvent[]): void {
    this.write(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  }

  /** Sends text as it is, in one chunk. */
  write(text: string): void {
    if (text !== "") this.#controller.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller.close();
  }

  /** Breaks the connection. */
  fail(error: Error = new TypeError("network error")): void {
    this.#controller.error(error);
  }
}

/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}

/** A stream answer that is complete already. */
export function streamed(...events: ThreadStreamEvent[]): Response {
  const stream = new FakeStream();
  stream.send(...events);
  stream.end();
  return stream.response;
}

function abortable(response: Response, signal: AbortSignal | null): Response {
  if (!signal || !response.body) return response;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  response.body.pipeTo(writable, { signal }).catch(() => undefined);
  return new Response(readable, { status: response.status, headers: response.headers });
}
