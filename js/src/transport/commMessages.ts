/** What a page and the kernel say to each other in a widget's custom messages. */

/** Tells our messages from anything else that a widget may say. */
export const KIND = "chatkit";

/** What a page says; the one buffer of `request` and `body` is a piece of the request's body. */
export type Operation =
  | {
      readonly op: "request";
      readonly stream: string;
      readonly method: string;
      /** Percent-encoded, with its query. */
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Whether more of the body follows. */
      readonly more: boolean;
    }
  | { readonly op: "body"; readonly stream: string; readonly more: boolean }
  /** The pieces up to this one were read. */
  | { readonly op: "ack"; readonly stream: string; readonly number: number }
  /** The pieces after this one did not come. */
  | { readonly op: "again"; readonly stream: string; readonly after: number }
  /** Nothing; but its way takes along that the page's system has what came last. */
  | { readonly op: "nudge"; readonly stream: string }
  /** The rest of the answer is not wanted. */
  | { readonly op: "cancel"; readonly stream: string }
  /** How this page reaches the chat. */
  | { readonly op: "chosen"; readonly transport: string };

/** A `mark` is no piece of an answer: its number says which piece was the last. */
export type PieceKind = "head" | "data" | "end" | "broken" | "mark";

/** A piece of an answer: the stream, its number from 1 on, its kind and its size in bytes. */
export type Piece = readonly [stream: string, number: number, kind: PieceKind, size: number];

/** What the kernel says; the buffer holds the payloads, one after the other, and may be longer. */
export interface Delivery {
  readonly kind: typeof KIND;
  readonly pieces: readonly Piece[];
}

/** The custom messages of a widget, as anywidget gives them. */
export interface WidgetMessages {
  /** Throws where the kernel is gone. */
  send(content: object, buffers: ArrayBuffer[]): void;
  /** Calls back for each message of the kernel. */
  listen(listener: (content: unknown, buffers: readonly DataView[]) => void): void;
  /** Calls back when the kernel can not be reached any more. */
  onGone(listener: () => void): void;
}
