/** Cuts a stream of server-sent events into whole frames, without reading what is in them. */

/** What comes after a response's last frame. */
const END = new TextEncoder().encode(": end\n\n");
const NEWLINE = 10;
const NO_BYTES = new Uint8Array(0);
const ID_LINE = /^id: (\d+)\n/;
/** An id line is no longer than this, in bytes. */
const ID_LINE_LIMIT = 24;

export class FrameReader {
  /** The number of the last whole frame that had one. */
  lastId: number;
  /** Whether that was the response's last one. */
  ended = false;
  #rest: Uint8Array = NO_BYTES;

  constructor(lastId = 0) {
    this.lastId = lastId;
  }

  /** The frames that `chunk` completed; what is not complete yet waits for the next one. */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    const end = endOfFrame(bytes, bytes.length);
    this.#rest = bytes.subarray(end);
    const whole = bytes.subarray(0, end);
    this.lastId = lastIdOf(whole) ?? this.lastId;
    this.ended ||= isEnd(whole.subarray(endOfFrame(whole, end - 1)));
    return whole;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Where the last frame before `limit` ends: after two line ends; 0 when none ends there. */
function endOfFrame(bytes: Uint8Array, limit: number): number {
  for (let end = limit; end > 1; end -= 1) {
    if (bytes[end - 1] === NEWLINE && bytes[end - 2] === NEWLINE) return end;
  }
  return 0;
}

function isEnd(frame: Uint8Array): boolean {
  return frame.length === END.length && frame.every((byte, index) => byte === END[index]);
}

/** Not every frame has a number: what the server says in between has none. */
function lastIdOf(frames: Uint8Array): number | null {
  for (let end = frames.length; end > 0; ) {
    const start = endOfFrame(frames, end - 1);
    const head = frames.subarray(start, Math.min(end, start + ID_LINE_LIMIT));
    const id = new TextDecoder().decode(head).match(ID_LINE)?.[1];
    if (id !== undefined) return Number(id);
    end = start;
  }
  return null;
}
