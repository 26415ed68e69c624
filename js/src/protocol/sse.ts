/** Decodes server-sent events: bytes as they arrive in, whole events out. */

/** One server-sent event that carries data. */
export interface ServerSentEvent {
  /** The last `id:` seen so far in the stream; empty when there was none. */
  readonly id: string;
  readonly data: string;
}

/**
 * Reads a response body to its end.
 *
 * Yields the events of one chunk together, so that a burst can be shown in one step. An event that
 * the stream breaks off in the middle of is dropped, as the standard asks. Aborting `leave` ends the
 * reading at once and lets go of the connection.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  leave?: AbortSignal,
): AsyncGenerator<ServerSentEvent[], void, void> {
  const decoder = new EventDecoder();
  const reader = body.getReader();
  const cancel = () => reader.cancel().catch(() => undefined);
  leave?.addEventListener("abort", cancel, { once: true });
  try {
    if (leave?.aborted) return;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = decoder.push(value);
      if (events.length > 0) yield events;
    }
  } finally {
    // A consumer that stops early lets go of the connection.
    await cancel();
  }
}

/** Keeps what of the stream is not yet a whole line, and of the event not yet a whole event. */
export class EventDecoder {
  readonly #text = new TextDecoder();
  #rest = "";
  #afterReturn = false;
  #id = "";
  #data: string[] = [];

  /** The events that `chunk` completed. */
  push(chunk: Uint8Array): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    for (const line of this.#lines(this.#text.decode(chunk, { stream: true }))) {
      if (line !== "") this.#field(line);
      else if (this.#data.length > 0) {
        events.push({ id: this.#id, data: this.#data.join("\n") });
        this.#data = [];
      }
    }
    return events;
  }

  /** A line ends with CR, LF, or CR LF; the last may be split between two chunks. */
  #lines(received: string): string[] {
    if (received === "") return [];
    const text = this.#afterReturn && received.startsWith("\n") ? received.slice(1) : received;
    this.#afterReturn = received.endsWith("\r");
    const lines = text.split(/\r\n|\n|\r/);
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() ?? "";
    return lines;
  }

  #field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") this.#data.push(value);
    else if (name === "id" && !value.includes("\0")) this.#id = value;
  }
}
