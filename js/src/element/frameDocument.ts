/** One document of the frame: an iframe with its policy, and the channel to what runs in it. */
import type { ChatAction, ChatState } from "../protocol/state";
import { uuid } from "../transport/uuid";
import { acceptFrame, type FrameCommand, type HostMessage } from "./bridge";

// Without allow-same-origin: what the frame shows must never reach the notebook page.
const SANDBOX =
  "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
const NONCE = "__CSP_NONCE__";
const IMAGES = "img-src data: blob:";

/** Whom a document reports to. */
export interface DocumentHost {
  /** The state for the snapshot of a document that has just connected. */
  readonly state: () => ChatState;
  readonly onCommand: (command: FrameCommand, from: FrameDocument) => void;
}

export class FrameDocument {
  readonly element = document.createElement("iframe");
  /** The origins that its policy lets pictures come from, as they stand there. */
  readonly imageSources: string;
  #host: DocumentHost;
  readonly #secret = uuid();
  #port: MessagePort | null = null;
  #attached: AbortController | null = null;
  #untold: ChatAction[] = [];

  /** @param html the built page; null where it comes later. */
  constructor(host: DocumentHost, html: string | null, imageSources: string) {
    this.#host = host;
    this.imageSources = imageSources;
    this.element.setAttribute("sandbox", SANDBOX);
    this.element.allow = "clipboard-write";
    if (html !== null) this.load(html);
  }

  load(html: string): void {
    this.element.srcdoc = html
      .replaceAll(NONCE, this.#secret)
      .replace(IMAGES, `${IMAGES}${this.imageSources}`);
  }

  /** To be called when the element has come into a page, again after each move. */
  attach(): void {
    this.#attached = new AbortController();
    acceptFrame({
      frameWindow: () => this.element.contentWindow,
      secret: this.#secret,
      onConnect: (port) => this.#connect(port),
      signal: this.#attached.signal,
    });
  }

  /** To be called when the element has left the page; a browser drops what runs in it. */
  detach(): void {
    this.#attached?.abort();
    this.#attached = null;
    this.#port?.close();
    this.#port = null;
  }

  /** Begins anew with another host, without starting again. */
  handTo(host: DocumentHost): void {
    this.#host = host;
    this.#untold = [];
    this.send({ type: "snapshot", state: host.state() });
  }

  /** Whether the keyboard focus is inside. */
  get hasFocus(): boolean {
    // What has it is in another document, so the element itself does not match `:focus`.
    const root = this.element.getRootNode() as Document | ShadowRoot;
    return root.activeElement === this.element;
  }

  /** Sends a message, if something runs that listens. */
  send(message: HostMessage): void {
    this.#tell();
    this.#port?.postMessage(message);
  }

  /** Tells what happened; all of one step of the page's together, to be drawn together. */
  tell(actions: readonly ChatAction[]): void {
    if (this.#untold.length === 0) queueMicrotask(() => this.#tell());
    this.#untold.push(...actions);
  }

  #tell(): void {
    const actions = this.#untold;
    if (actions.length === 0) return;
    this.#untold = [];
    this.#port?.postMessage({ type: "actions", actions } satisfies HostMessage);
  }

  #connect(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    this.#untold = []; // The snapshot has them.
    port.onmessage = ({ data }: MessageEvent<FrameCommand>) => this.#host.onCommand(data, this);
    this.send({ type: "snapshot", state: this.#host.state() });
  }
}
