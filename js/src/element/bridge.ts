/**
 * What the page and the sandboxed frame say to each other, and how they find each other.
 *
 * The frame's document posts a hello with the secret that the host wrote into it (the nonce of its
 * script); the host answers with one end of a message channel, and everything else goes through
 * that. A frame whose document was reloaded says hello again and gets a new channel. A document the
 * frame went to by itself does not know the secret and gets nothing.
 */
import type { Entity, UserMessageContent } from "@openai/chatkit";
import type { ChatAction, ChatState, Feedback, ScrollPlace } from "../protocol/state";
import type { StructuredInputSubmission } from "../protocol/types.gen";
import type { HostAnswer, HostQuery } from "./queries";

/** From the host to the frame. The first message on a channel is a snapshot. */
export type HostMessage =
  | { readonly type: "snapshot"; readonly state: ChatState }
  | { readonly type: "actions"; readonly actions: readonly ChatAction[] }
  | { readonly type: "focusComposer" }
  /** Another document is about to take this one's place: say so when all is told. */
  | { readonly type: "leave" }
  /** The composer has the focus from now on, and its caret stands there. */
  | { readonly type: "takeOver"; readonly caret: number | null }
  /** A key that the document before this one got too late. */
  | { readonly type: "typed"; readonly key: string }
  | HostAnswer;

/** From the frame to the host. */
export type FrameCommand =
  /** The first snapshot is on the page. Must not wait for an animation frame: off screen there are none. */
  | { readonly type: "ready" }
  /**
   * Send what is in the composer: this content, with the quote, attachments, tool and model of the
   * state. The frame clears its text field itself.
   */
  | { readonly type: "send"; readonly content: readonly UserMessageContent[] }
  /** Send a prompt of the start screen; what is in the composer stays, its tool and model count. */
  | { readonly type: "prompt"; readonly content: readonly UserMessageContent[] }
  | { readonly type: "stop" }
  /** Answer again: after this item, or, when null, what failed last. */
  | { readonly type: "retry"; readonly itemId: string | null }
  /** Say something else in the place of an earlier message. */
  | {
      readonly type: "editMessage";
      readonly itemId: string;
      readonly content: readonly UserMessageContent[];
    }
  /** Show another version of a message, with what followed it. */
  | { readonly type: "switchBranch"; readonly itemId: string; readonly index: number }
  | { readonly type: "selectThread"; readonly threadId: string }
  | { readonly type: "newThread" }
  | { readonly type: "loadOlder" }
  | { readonly type: "openHistory" }
  | { readonly type: "closeHistory" }
  | { readonly type: "loadMoreHistory" }
  | { readonly type: "renameThread"; readonly threadId: string; readonly title: string }
  | { readonly type: "deleteThread"; readonly threadId: string }
  | { readonly type: "dismissError" }
  | { readonly type: "dismissNotice"; readonly id: number }
  | { readonly type: "headerAction"; readonly side: "left" | "right" }
  /** The user typed; the host keeps it and does not send it back. */
  | { readonly type: "setDraft"; readonly content: readonly UserMessageContent[] }
  /** Reply to a text that the user marked; null to reply to none. */
  | { readonly type: "setQuote"; readonly text: string | null }
  /** Attach files that the user picked, dropped or pasted. */
  | { readonly type: "addFiles"; readonly files: readonly File[] }
  /** Take an attachment away; an upload that is under way ends. */
  | { readonly type: "removeAttachment"; readonly localId: string }
  /** Upload a file again that failed. */
  | { readonly type: "retryAttachment"; readonly localId: string }
  | { readonly type: "selectTool"; readonly toolId: string | null }
  | { readonly type: "selectModel"; readonly modelId: string }
  /** Record speech; the page asks for the microphone. */
  | { readonly type: "startDictation" }
  /** End the recording and insert what was said. */
  | { readonly type: "finishDictation" }
  /** End the recording and forget it. */
  | { readonly type: "cancelDictation" }
  | { readonly type: "dismissComposerProblem" }
  | { readonly type: "feedback"; readonly itemIds: readonly string[]; readonly kind: Feedback }
  /** Answer or skip the questions of a structured input. */
  | {
      readonly type: "submitInput";
      readonly itemId: string;
      readonly input: StructuredInputSubmission;
    }
  /** Save a file that was sent with a message. */
  | { readonly type: "download"; readonly attachmentId: string }
  | { readonly type: "clickEntity"; readonly entity: Entity }
  /** The user followed a `chatkit-link://` address. */
  | { readonly type: "deepLink"; readonly url: string }
  /** Something worth a `chatkit.log` event. */
  | {
      readonly type: "log";
      readonly name: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | HostQuery
  /** The user scrolled, to the end with null; the host does not send it back. */
  | { readonly type: "setScroll"; readonly place: ScrollPlace | null }
  /** All was told, the answer to `leave`; the caret of the composer, where it has the focus. */
  | { readonly type: "left"; readonly caret: number | null }
  /** A key that came after that, for the document that has taken over. */
  | { readonly type: "typed"; readonly key: string }
  /** A key press that belongs to the page, such as Ctrl+S. */
  | { readonly type: "shortcut"; readonly key: Shortcut }
  /** The user pressed Escape where nothing in the chat was there to be closed. */
  | { readonly type: "escape" };

/** A command that is not between two documents of the frame. */
export type PageCommand = Exclude<FrameCommand, { type: "left" | "typed" }>;

/** The parts of a key press that the page needs to repeat it. */
export interface Shortcut {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

interface Hello {
  readonly type: "chatkit.hello";
  readonly secret: string;
}

const PORT = "chatkit.port";

/**
 * The frame's side: says hello, and hands over every message of the host.
 *
 * @param onMessage called with each message, in order; the first is a snapshot.
 * @param secret the nonce of the frame's own script; read from the document unless given.
 * @returns sends a command to the host; commands given before the channel is open wait for it.
 */
export function connectToHost(
  onMessage: (message: HostMessage) => void,
  secret: string = scriptNonce(),
): (command: FrameCommand) => void {
  const waiting: FrameCommand[] = [];
  let port: MessagePort | null = null;
  const controller = new AbortController();
  window.addEventListener(
    "message",
    (event: MessageEvent<unknown>) => {
      const received = event.ports[0];
      if (event.source !== window.parent || event.data !== PORT || received === undefined) return;
      controller.abort();
      port = received;
      port.onmessage = (incoming: MessageEvent<HostMessage>) => onMessage(incoming.data);
      for (const command of waiting.splice(0)) port.postMessage(command);
    },
    { signal: controller.signal },
  );
  window.parent.postMessage({ type: "chatkit.hello", secret } satisfies Hello, "*");
  return (command) => {
    if (port) port.postMessage(command);
    else waiting.push(command);
  };
}

/** What the host needs for a handshake. */
export interface AcceptOptions {
  /** The window of the frame as it is now, or null while it has none. */
  readonly frameWindow: () => Window | null;
  /** The secret that was written into the frame's document. */
  readonly secret: string;
  /** Called with the host's end of a new channel, at every handshake. */
  readonly onConnect: (port: MessagePort) => void;
  /** Ends the listening. */
  readonly signal: AbortSignal;
}

/** The host's side: answers each hello of the frame with a new channel. */
export function acceptFrame({ frameWindow, secret, onConnect, signal }: AcceptOptions): void {
  window.addEventListener(
    "message",
    (event: MessageEvent<unknown>) => {
      const target = frameWindow();
      if (target === null || event.source !== target || !isHello(event.data, secret)) return;
      const channel = new MessageChannel();
      onConnect(channel.port1);
      target.postMessage(PORT, "*", [channel.port2]);
    },
    { signal },
  );
}

function isHello(data: unknown, secret: string): data is Hello {
  if (typeof data !== "object" || data === null) return false;
  const { type, secret: given } = data as Partial<Hello>;
  return type === "chatkit.hello" && given === secret;
}

function scriptNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}
