/** The sandboxed frame: its document, its life cycle, and the messages to and from it. */
import type { ChatAction, ChatState } from "../protocol/state";
import { uuid } from "../transport/uuid";
import { acceptFrame, type FrameCommand, type HostMessage } from "./bridge";
import type { HostAnswer } from "./queries";

/** How long a frame may take to show something, in ms. */
export const START_LIMIT = 10_000;

// Without allow-same-origin: what the frame shows must never reach the notebook page.
const SANDBOX =
  "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
const NONCE = "__CSP_NONCE__";
const IMAGES = "img-src data: blob:";
const DOMAIN = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/i;
// The frame alone produces these, and it must not be told what the user has typed since.
const FROM_VIEW: ReadonlySet<ChatAction["type"]> = new Set(["draft.changed", "scroll.changed"]);

/** Whom a frame reports to. */
export interface FrameHost {
  /** The state for the snapshot of a frame that has just connected. */
  readonly state: () => ChatState;
  readonly onCommand: (command: FrameCommand) => void;
  /** The frame did not start; null when it did after all. */
  readonly onProblem: (message: string | null) => void;
}

export class ChatFrame {
  readonly element = document.createElement("iframe");
  readonly #host: FrameHost;
  readonly #secret = uuid();
  #port: MessagePort | null = null;
  #attached: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #html: string | null = null;
  #imageSources = "";
  /** Whether the document that is being loaded takes the place of one that had the focus. */
  #refocus = false;

  constructor(host: FrameHost, title: string) {
    this.#host = host;
    this.element.title = title;
    this.element.setAttribute("sandbox", SANDBOX);
    this.element.allow = "clipboard-write";
  }

  /** Gives the frame its document; `html` is the built page. */
  load(html: string): void {
    this.#html = html;
    this.element.srcdoc = html
      .replaceAll(NONCE, this.#secret)
      .replace(IMAGES, `${IMAGES}${this.#imageSources}`);
    if (this.#attached) this.#startTimer();
  }

  /**
   * Lets the frame show pictures from these domains and no others. A policy can not be changed in
   * a document that is there, so the frame gets a new one when they differ from those so far.
   */
  allowImages(domains: readonly string[]): void {
    const named = domains.filter((domain) => DOMAIN.test(domain));
    const joined = named.map((domain) => ` https://${domain}`).join("");
    if (joined === this.#imageSources) return;
    this.#imageSources = joined;
    if (this.#html === null) return;
    // What has the focus is inside the frame, so the frame itself does not match `:focus`.
    this.#refocus ||= (this.element.getRootNode() as ShadowRoot).activeElement === this.element;
    this.load(this.#html);
  }

  /** To be called when the frame's element has come into a page, again after each move. */
  attach(): void {
    this.#attached = new AbortController();
    acceptFrame({
      frameWindow: () => this.element.contentWindow,
      secret: this.#secret,
      onConnect: (port) => this.#connect(port),
      signal: this.#attached.signal,
    });
    if (this.element.srcdoc) this.#startTimer();
  }

  /** To be called when the frame's element has left the page; a browser drops its document. */
  detach(): void {
    this.#attached?.abort();
    this.#attached = null;
    this.#port?.close();
    this.#port = null;
    clearTimeout(this.#timer);
  }

  /** Tells the frame what happened; a frame that is not connected gets a snapshot later. */
  forward(actions: readonly ChatAction[]): void {
    const news = actions.filter(({ type }) => !FROM_VIEW.has(type));
    if (news.length > 0) this.#send({ type: "actions", actions: news });
  }

  /** Moves the keyboard focus into the composer. */
  focusComposer(): void {
    this.element.focus();
    this.#send({ type: "focusComposer" });
  }

  /** Answers a query of the frame. */
  reply(answer: HostAnswer): void {
    this.#send(answer);
  }

  #connect(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<FrameCommand>) => {
      if (data.type === "ready") this.#started();
      this.#host.onCommand(data);
    };
    this.#send({ type: "snapshot", state: this.#host.state() });
  }

  #send(message: HostMessage): void {
    this.#port?.postMessage(message);
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#host.onProblem(
        `The chat did not start within ${START_LIMIT / 1000} seconds. The security policy of this ` +
          "page may forbid it to run; the browser's console says what was blocked.",
      );
    }, START_LIMIT);
  }

  #started(): void {
    clearTimeout(this.#timer);
    this.#host.onProblem(null);
    if (this.#refocus) this.focusComposer();
    this.#refocus = false;
  }
}
