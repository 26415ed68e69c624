/** For tests: the kernel's end of a widget's messages. */
import type { Operation, Piece, PieceKind, WidgetMessages } from "./commMessages";

type Listener = (content: unknown, buffers: readonly DataView[]) => void;

export class FakeKernel implements WidgetMessages {
  /** What the page said, oldest first. */
  readonly heard: (Operation & { readonly body: string })[] = [];
  /** Whether the page can reach it. */
  alive = true;
  #listener: Listener = () => {};
  #gone: () => void = () => {};

  send(content: object, buffers: ArrayBuffer[]): void {
    if (!this.alive) throw new Error("Cannot send");
    const body = buffers.map((each) => new TextDecoder().decode(each)).join("");
    this.heard.push({ ...(content as Operation), body });
  }

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  onGone(listener: () => void): void {
    this.#gone = listener;
  }

  /** The id of the latest request. */
  get stream(): string {
    const request = this.heard.findLast(({ op }) => op === "request");
    return (request as { stream: string }).stream;
  }

  /** What the page said of one kind. */
  said(op: Operation["op"]) {
    return this.heard.filter((each) => each.op === op);
  }

  /** Sends pieces of the latest request's answer, in one message. */
  deliver(...pieces: [number: number, kind: PieceKind, payload?: string][]): void {
    this.deliverTo(this.stream, ...pieces);
  }

  /** Sends pieces of an answer, in one message whose buffer begins anywhere in its memory. */
  deliverTo(
    stream: string,
    ...pieces: [number: number, kind: PieceKind, payload?: string][]
  ): void {
    const payloads = pieces.map(([, , payload = ""]) => new TextEncoder().encode(payload));
    const size = payloads.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const memory = new Uint8Array(3 + size);
    let start = 3;
    for (const payload of payloads) {
      memory.set(payload, start);
      start += payload.byteLength;
    }
    const listed = pieces.map(
      ([number, kind], index): Piece => [stream, number, kind, payloads[index]?.byteLength ?? 0],
    );
    this.#listener({ kind: "chatkit", pieces: listed }, [new DataView(memory.buffer, 3)]);
  }

  /** Says anything else. */
  say(content: unknown): void {
    this.#listener(content, []);
  }

  die(): void {
    this.alive = false;
    this.#gone();
  }
}

/** The head of an answer. */
export function head(status = 200, headers: [string, string][] = []): string {
  return JSON.stringify({ status, headers });
}
