/** One answer as its pieces come in: put in order, asked for again when they are lost. */
import type { PieceKind } from "./commMessages";

/** How much may be read before the kernel is told, in bytes. */
export const ACK_BYTES = 256 * 1024;
/** How much is held for a reader who does not come, in bytes. */
const HELD_BYTES = 256 * 1024;
const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/** What an answer says to the kernel. */
export interface AnswerLine {
  ack(number: number): void;
  again(after: number): void;
  cancel(): void;
}

export class CommAnswer {
  /** The response, once its head is there; rejects when the request failed before. */
  readonly response: Promise<Response>;
  /** Whether the kernel has said anything about the request. */
  received = false;
  /** Whether nothing more is to come. */
  over = false;
  readonly #line: AnswerLine;
  #resolve!: (response: Response) => void;
  #reject!: (error: unknown) => void;
  #body!: ReadableStreamDefaultController<Uint8Array>;
  /** Number of the last piece that came in order. */
  #last = 0;
  #acked = 0;
  #unacked = 0;
  /** The piece after which others were asked for again, while they have not come. */
  #asked: number | null = null;

  constructor(line: AnswerLine) {
    this.#line = line;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Takes a piece that has come. */
  take(number: number, kind: PieceKind, payload: Uint8Array): void {
    this.received = true;
    if (this.over) return;
    if (kind === "mark") {
      if (number > this.#last) this.#line.again(this.#last);
    } else if (number > this.#last + 1) {
      if (this.#asked !== this.#last) this.#line.again(this.#last);
      this.#asked = this.#last;
    } else if (number === this.#last + 1) {
      this.#last = number;
      this.#asked = null;
      this.#use(kind, payload);
    }
  }

  /** Ends the answer before its end. */
  fail(error: unknown): void {
    if (this.over) return;
    this.over = true;
    this.#reject(error);
    this.#body?.error(error);
  }

  #use(kind: PieceKind, payload: Uint8Array): void {
    this.#unacked += payload.byteLength;
    if (kind === "head") this.#begin(JSON.parse(new TextDecoder().decode(payload)));
    else if (kind === "data") this.#body.enqueue(payload);
    else this.#end(kind);
  }

  #begin({ status, headers }: { status: number; headers: [string, string][] }): void {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#body = controller;
        },
        pull: () => this.#ackSome(),
        cancel: () => {
          if (this.over) return;
          this.over = true;
          this.#line.cancel();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: HELD_BYTES }),
    );
    this.#resolve(new Response(WITHOUT_BODY.has(status) ? null : body, { status, headers }));
  }

  #end(kind: PieceKind): void {
    this.over = true;
    this.#line.ack(this.#last);
    if (kind === "end") this.#body.close();
    else this.#body.error(new TypeError("The answer broke off."));
  }

  // Called whenever what is held has room, which is when the reader has read.
  #ackSome(): void {
    if (this.over || this.#unacked < ACK_BYTES || this.#acked === this.#last) return;
    this.#acked = this.#last;
    this.#unacked = 0;
    this.#line.ack(this.#last);
  }
}
