/** Responses that go on after a connection was lost, with nothing missing and nothing twice. */
import { FrameReader } from "./frameReader";
import type { Transport } from "./types";

/** Whether requests get through. */
export type ConnectionState = "ok" | "lost";

export interface ResumeOptions {
  /** Told when a connection is lost, and when requests get through again. */
  readonly onConnection?: (state: ConnectionState) => void;
  /** How long to wait before each new try, in ms; the last one counts for all that follow. */
  readonly delays?: readonly number[];
  /**
   * After how long without a byte a connection counts as lost, in ms. Only for servers that send
   * something now and then while a response is silent.
   */
  readonly quietLimit?: number;
}

export const RESPONSE_ID = "ChatKit-Response-Id";
export const EVENT_STREAM = "text/event-stream";

const DELAYS = [250, 500, 1000, 2000, 4000, 5000];

/** A response that can not be followed any more, because the kernel or its log is gone. */
export class ResponseGoneError extends Error {
  override readonly name = "ResponseGoneError";

  /** @param status what the server answered. */
  constructor(readonly status: number) {
    super(`The response can not be followed any more (${status}).`);
  }
}

/**
 * A transport whose streams survive a lost connection.
 *
 * A request for a stream names its response, so it can be sent again without being carried out
 * twice; and a stream that breaks off is followed again from its last frame.
 */
export function resumable(send: Transport, options: ResumeOptions = {}): Transport {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (headers.get("Accept") !== EVENT_STREAM) return send(input, init);
    const tries = new Tries(options, init.signal ?? null);
    const response = await tries.until(() => send(input, init));
    if (!response.ok || !isStream(response)) return response;
    const address = responseAddress(String(input), headers);
    const again = (after: number) =>
      send(`${address}?after=${after}`, {
        headers: { Accept: EVENT_STREAM },
        signal: init.signal ?? null,
      });
    const body = new Follower(response.body, again, tries, options.quietLimit ?? 0).stream();
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

/** The address of the response that a request starts or follows, by its URL and headers. */
export function responseAddress(url: string, headers: Headers): string {
  const id = headers.get(RESPONSE_ID);
  return id === null ? (url.split("?")[0] ?? url) : `${url}/responses/${id}`;
}

function isStream(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  return response.body !== null && contentType(response).startsWith(EVENT_STREAM);
}

/** A browser makes an answer out of what has come, also where the headers broke off. */
function brokeOff(response: Response): boolean {
  const type = contentType(response);
  return response.ok && type !== EVENT_STREAM && EVENT_STREAM.startsWith(type);
}

function contentType(response: Response): string {
  return response.headers.get("Content-Type") ?? "";
}

/** Sends a request until it gets an answer, with longer and longer pauses. */
class Tries {
  readonly #options: ResumeOptions;
  readonly #signal: AbortSignal | null;

  constructor(options: ResumeOptions, signal: AbortSignal | null) {
    this.#options = options;
    this.#signal = signal;
  }

  /** @param lost whether the connection has just been lost. */
  async until(send: () => Promise<Response>, lost = false): Promise<Response> {
    let found = lost ? null : await this.#try(send);
    if (found === null) this.#options.onConnection?.("lost");
    for (let count = 0; found === null; count += 1) {
      await this.#pause(count);
      found = await this.#try(send);
    }
    this.#options.onConnection?.("ok");
    return found;
  }

  /** The answer; null when the request got none. */
  async #try(send: () => Promise<Response>): Promise<Response | null> {
    try {
      const response = await send();
      return brokeOff(response) ? null : response;
    } catch (error) {
      this.#signal?.throwIfAborted();
      if (error instanceof TypeError) return null; // what `fetch` rejects with
      throw error;
    }
  }

  #pause(count: number): Promise<void> {
    const { delays = DELAYS } = this.#options;
    return pause(delays.at(count) ?? delays.at(-1) ?? 0, this.#signal);
  }

  get aborted(): boolean {
    return this.#signal?.aborted ?? false;
  }
}

/** One stream out of those of several connections. */
class Follower {
  readonly #again: (after: number) => Promise<Response>;
  readonly #tries: Tries;
  readonly #quietLimit: number;
  #frames = new FrameReader();
  #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(
    body: ReadableStream<Uint8Array>,
    again: (after: number) => Promise<Response>,
    tries: Tries,
    quietLimit: number,
  ) {
    this.#reader = body.getReader();
    this.#again = again;
    this.#tries = tries;
    this.#quietLimit = quietLimit;
  }

  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const whole = await this.#next();
        if (whole) controller.enqueue(whole);
        else controller.close();
      },
      cancel: () => this.#reader.cancel(),
    });
  }

  /** The next whole frames; null at the end. */
  async #next(): Promise<Uint8Array | null> {
    for (;;) {
      try {
        const whole = this.#frames.push(await this.#read());
        if (whole.length > 0) return whole;
      } catch (error) {
        if (this.#frames.ended) return null;
        await this.#reattach(error);
      }
    }
  }

  /** The next bytes; rejects when no more come, be that the response's end or not. */
  async #read(): Promise<Uint8Array> {
    const reading = this.#reader.read();
    const { done, value } = await (this.#quietLimit > 0
      ? within(this.#quietLimit, reading)
      : reading);
    if (done) throw new TypeError("The connection has ended.");
    return value;
  }

  async #reattach(lost: unknown): Promise<void> {
    if (this.#tries.aborted) throw lost;
    this.#reader.cancel().catch(() => undefined);
    const response = await this.#tries.until(() => this.#again(this.#frames.lastId), true);
    if (!response.ok || !isStream(response)) throw new ResponseGoneError(response.status);
    this.#frames = new FrameReader(this.#frames.lastId);
    this.#reader = response.body.getReader();
  }
}

function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TypeError("nothing came for too long")), limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Waits; shorter when the computer is connected again. */
function pause(time: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      clearTimeout(timer);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, time);
    window.addEventListener("online", end, { signal: over.signal });
    signal?.addEventListener("abort", end, { signal: over.signal });
    if (signal?.aborted) end();
  });
}
