/** The sandboxed frame: its life cycle, and the messages to and from the document that it shows. */
import type { ChatAction, ChatState } from "../protocol/state";
import type { FrameCommand, PageCommand } from "./bridge";
import { type DocumentHost, FrameDocument } from "./frameDocument";
import type { HostAnswer } from "./queries";
import { spareFrame } from "./spareFrame";

/** How long a frame may take to show something, in ms. */
export const START_LIMIT = 10_000;
/** How long a document may take to say that it has told all, and how long its last keys, in ms. */
export const LEAVE_LIMIT = 1_000;

const DOMAIN = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/i;
// A document produces these itself, and must not be told what the user has typed since.
const FROM_VIEW: ReadonlySet<ChatAction["type"]> = new Set(["draft.changed", "scroll.changed"]);

/** Whom a frame reports to. */
export interface FrameHost {
  /** The state for the snapshot of a document that has just connected. */
  readonly state: () => ChatState;
  /** @param reply answers a query, to the document that asked. */
  readonly onCommand: (command: PageCommand, reply: (answer: HostAnswer) => void) => void;
  /** The frame did not start; null when it did after all. */
  readonly onProblem: (message: string | null) => void;
  /** Whether the page is likely to show the chat again, or another one. */
  readonly wantsSpare?: () => boolean;
}

/**
 * The frame in the element's shadow root.
 *
 * The policy of a document that is there can not be changed. When the thread lets pictures come from
 * other domains, a new document starts unseen behind the one that is shown and takes its place, its
 * draft and its focus when it is ready. The one before it stays a moment, unseen, for keys that were
 * on their way to it.
 */
export class ChatFrame {
  readonly #root: ParentNode;
  readonly #host: FrameHost;
  readonly #documentHost: DocumentHost;
  #shown: FrameDocument;
  #next: FrameDocument | null = null;
  /** What was shown before, for its last keys. */
  #last: FrameDocument | null = null;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #started = false;
  #attached = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #html: string | null = null;

  constructor(root: ParentNode, host: FrameHost, title: string) {
    this.#root = root;
    this.#host = host;
    this.#documentHost = {
      state: host.state,
      onCommand: (command, from) => this.#take(from, command),
    };
    this.#shown = this.#makeDocument("");
    this.title = title;
    root.append(this.element);
  }

  /** The iframe that is shown now. */
  get element(): HTMLIFrameElement {
    return this.#shown.element;
  }

  /** Its name for a screen reader. */
  set title(title: string) {
    this.element.title = title;
  }

  /** Gives the frame its document; `html` is the built page. */
  load(html: string): void {
    this.#html = html;
    if (this.#attached && this.#takeSpare()) return;
    this.#shown.load(html);
    if (this.#attached) this.#startTimer();
  }

  /** Lets the frame show pictures from these domains and no others. */
  allowImages(domains: readonly string[]): void {
    const named = domains.filter((domain) => DOMAIN.test(domain));
    const sources = named.map((domain) => ` https://${domain}`).join("");
    if (sources === (this.#next ?? this.#shown).imageSources) return;
    this.#dropNext();
    if (sources === this.#shown.imageSources) return;
    this.#next = this.#makeDocument(sources);
    if (this.#started) this.#startUnseen(this.#next);
    else this.#showNext();
  }

  /** To be called when the element has come into a page, again after each move. */
  attach(): void {
    this.#attached = true;
    spareFrame.enter();
    if (this.#takeSpare()) return;
    this.#shown.attach();
    if (this.element.srcdoc) this.#startTimer();
  }

  /** To be called when the element has left the page; a browser drops all documents then. */
  detach(): void {
    if (this.#attached) spareFrame.leave();
    this.#attached = false;
    this.#started = false;
    this.#showNext();
    this.#dropLast();
    this.#shown.detach();
    clearTimeout(this.#timer);
  }

  /** Tells the frame what happened; a document that is not connected gets a snapshot later. */
  forward(actions: readonly ChatAction[]): void {
    const news = actions.filter(({ type }) => !FROM_VIEW.has(type));
    if (news.length > 0) this.#shown.tell(news);
    this.#next?.tell(actions.map(asTyped));
  }

  /** Moves the keyboard focus into the composer. */
  focusComposer(): void {
    this.element.focus();
    this.#shown.send({ type: "focusComposer" });
  }

  #makeDocument(imageSources: string): FrameDocument {
    return new FrameDocument(this.#documentHost, this.#html, imageSources);
  }

  /** Puts a frame that has started already into the place of one that has not. */
  #takeSpare(): boolean {
    if (this.#html === null || this.#shown.imageSources !== "") return false;
    const spare = spareFrame.moveBefore(this.#html, this.element);
    if (spare === null) return false;
    const { element } = this;
    spare.element.dataset.starting = "";
    spare.element.title = element.title;
    this.#shown.detach();
    this.#shown = spare;
    element.remove();
    spare.handTo(this.#documentHost);
    this.#startTimer();
    return true;
  }

  #take(from: FrameDocument, command: FrameCommand): void {
    // For the page the frame has been ready all along.
    if (command.type === "ready" && from === this.#next) this.#takeLeave();
    else if (command.type === "left") this.#onLeft(from, command.caret);
    else if (command.type === "typed") this.#shown.send(command);
    else this.#carryOut(from, command);
  }

  #carryOut(from: FrameDocument, command: PageCommand): void {
    if (command.type === "ready") this.#onStart();
    this.#prepareSpare();
    this.#host.onCommand(command, (answer) => from.send(answer));
  }

  #onStart(): void {
    clearTimeout(this.#timer);
    this.#started = true;
    delete this.element.dataset.starting;
    this.#host.onProblem(null);
  }

  /** Lets the next chat's frame start, some time after what the user did last. */
  #prepareSpare(): void {
    if (!this.#started || this.#html === null || !this.#host.wantsSpare?.()) return;
    spareFrame.prepare(this.#html, {
      state: this.#host.state,
      element: this.element,
      onQuery: this.#host.onCommand,
    });
  }

  #startUnseen(next: FrameDocument): void {
    next.element.dataset.unseen = "";
    this.#root.append(next.element);
    if (this.#attached) next.attach();
  }

  /** Lets the next document follow, when the one that has the keys has told what it got of them. */
  #takeLeave(): void {
    if (!this.#shown.hasFocus) {
      this.#showNext();
      return;
    }
    this.#shown.send({ type: "leave" });
    this.#leaving = setTimeout(() => this.#showNext(), LEAVE_LIMIT);
  }

  #onLeft(from: FrameDocument, caret: number | null): void {
    if (from !== this.#shown) return;
    if (this.#leaving === undefined) from.send({ type: "takeOver", caret });
    else this.#showNext(caret);
  }

  /** Puts the next document, if there is one, into the place of the one that is shown. */
  #showNext(caret: number | null = null): void {
    const next = this.#next;
    if (next === null) return;
    this.#next = null;
    this.#dropLast();
    const last = this.#shown;
    const hadFocus = last.hasFocus;
    this.#shown = next;
    this.title = last.element.title;
    delete next.element.dataset.unseen;
    if (!next.element.isConnected) last.element.after(next.element);
    if (this.#attached && !this.#started) next.attach();
    this.#last = last;
    if (!hadFocus) {
      this.#dropLast();
      return;
    }
    // Before the last one goes: a browser may give the focus of what is gone to the page later.
    this.element.focus();
    next.send({ type: "takeOver", caret });
    last.element.dataset.left = "";
    last.element.title = "";
    this.#leaving = setTimeout(() => this.#dropLast(), LEAVE_LIMIT);
  }

  #dropLast(): void {
    this.#stay();
    this.#last?.element.remove();
    this.#last?.detach();
    this.#last = null;
  }

  #stay(): void {
    clearTimeout(this.#leaving);
    this.#leaving = undefined;
  }

  #dropNext(): void {
    if (this.#last === null) this.#stay();
    this.#next?.detach();
    this.#next?.element.remove();
    this.#next = null;
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
}

// A document that is not shown yet must learn what is typed in the one that is.
function asTyped(action: ChatAction): ChatAction {
  if (action.type !== "draft.changed") return action;
  return { type: "composer.set", content: action.content };
}
