/** A frame that has started where nobody sees it, so that the next chat of the page is there at once. */
import { type ChatState, initialState } from "../protocol/state";
import type { FrameCommand } from "./bridge";
import { type DocumentHost, FrameDocument } from "./frameDocument";
import type { HostAnswer, HostQuery } from "./queries";

/** It starts so long after what was last done in a chat, in ms: that has the browser to itself. */
export const SPARE_AFTER = 1_000;
/** For how long it is kept when no chat is in the page any more, in ms. */
export const SPARE_KEPT = 30_000;

/** What TypeScript does not know of newer browsers. */
interface Mover {
  moveBefore(node: Node, next: Node): void;
}

/** The chat that a spare frame looks like, and that answers for it. */
export interface SpareModel {
  readonly state: () => ChatState;
  /** What its frame has the size of. */
  readonly element: HTMLElement;
  readonly onQuery: (query: HostQuery, reply: (answer: HostAnswer) => void) => void;
}

/**
 * Keeps one frame in spare for the page, which only browsers can put into a chat that can move what
 * runs without ending it.
 */
class SpareFrame {
  #html = "";
  #document: FrameDocument | null = null;
  #ready = false;
  #chats = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** To be called when a chat has come into the page. */
  enter(): void {
    this.#chats += 1;
    if (this.#document !== null) this.#stopTimer();
  }

  /** To be called when a chat has left the page. */
  leave(): void {
    this.#chats -= 1;
    if (this.#chats > 0) return;
    this.#stopTimer();
    this.#timer = setTimeout(() => this.#drop(), SPARE_KEPT);
  }

  /** Starts one when there is time, unless there is one; begins to wait anew. @param html the built page. */
  prepare(html: string, model: SpareModel): void {
    if (!canMove(document.body) || this.#document !== null || this.#chats === 0) return;
    this.#stopTimer();
    this.#timer = setTimeout(() => {
      // It would take turns with the answer that is being drawn.
      if (model.state().response === null) this.#start(html, model);
      else this.prepare(html, model);
    }, SPARE_AFTER);
  }

  /** Puts it before a node of this page; null where there is none of this built page. */
  moveBefore(html: string, next: Node): FrameDocument | null {
    const { parentNode } = next;
    const spare = this.#document;
    if (spare === null || !this.#ready || html !== this.#html) return null;
    if (!parentNode?.isConnected || !canMove(parentNode)) return null;
    this.#document = null;
    spare.element.removeAttribute("style");
    parentNode.moveBefore(spare.element, next);
    return spare;
  }

  #start(html: string, model: SpareModel): void {
    this.#html = html;
    this.#ready = false;
    const host: DocumentHost = {
      state: () => ({ ...initialState(), options: model.state().options }),
      onCommand: (command, spare) => this.#take(spare, model, command),
    };
    const spare = new FrameDocument(host, html, "");
    this.#document = spare;
    hide(spare.element, model.element.getBoundingClientRect());
    document.body.append(spare.element);
    spare.attach();
  }

  #take(spare: FrameDocument, model: SpareModel, command: FrameCommand): void {
    if (command.type === "ready") this.#ready = true;
    if (command.type === "query") model.onQuery(command, (answer) => spare.send(answer));
  }

  #drop(): void {
    this.#document?.detach();
    this.#document?.element.remove();
    this.#document = null;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
  }
}

/** The one of this page. */
export const spareFrame = new SpareFrame();

function canMove(node: Node): node is Node & Mover {
  return "moveBefore" in node;
}

/** Of the size that it will have, and in view, or the browser would lay out nothing in it. */
function hide(element: HTMLElement, { width, height }: DOMRect): void {
  Object.assign(element.style, {
    position: "fixed",
    inset: "0 auto auto 0",
    width: `${width}px`,
    height: `${height}px`,
    border: "0",
    visibility: "hidden",
    pointerEvents: "none",
    zIndex: "-1",
  });
}
