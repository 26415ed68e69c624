/** What the page does for each command of the frame. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { FrameCommand, Shortcut } from "./bridge";
import type { Emit } from "./events";
import type { History } from "./history";
import { userInput } from "./input";
import type { Session } from "./session";
import type { ChatStore } from "./store";

/** What commands act on. */
export interface CommandContext {
  readonly element: HTMLElement;
  readonly store: ChatStore;
  readonly session: Session;
  readonly history: History;
  readonly emit: Emit;
  readonly options: () => ChatKitOptions | null;
}

type Commands = {
  readonly [Type in FrameCommand["type"]]?: (
    context: CommandContext,
    command: Extract<FrameCommand, { type: Type }>,
  ) => unknown;
};

/** Carries out a command. What goes wrong is reported as `chatkit.error`. */
export async function runCommand(context: CommandContext, command: FrameCommand): Promise<void> {
  const run = COMMANDS[command.type] as
    | ((context: CommandContext, command: FrameCommand) => unknown)
    | undefined;
  try {
    await run?.(context, command);
  } catch (error) {
    context.emit("chatkit.error", { error: error as Error });
  }
}

const COMMANDS: Commands = {
  ready: ({ emit }) => emit("chatkit.ready"),
  send: async ({ session, store }, { content }) => {
    const sending = session.send(userInput({ content: [...content] }));
    store.dispatch({ type: "composer.sent" });
    await sending;
  },
  stop: ({ session }) => session.stop(),
  retry: ({ session }, { itemId }) => session.retry(itemId),
  selectThread: async ({ session, history }, { threadId }) => {
    history.close();
    await session.open(threadId);
  },
  newThread: ({ session, history }) => {
    history.close();
    session.startNew();
  },
  loadOlder: ({ session }) => session.loadOlder(),
  openHistory: ({ history }) => history.open(),
  closeHistory: ({ history }) => history.close(),
  loadMoreHistory: ({ history }) => history.more(),
  renameThread: ({ history }, { threadId, title }) => history.rename(threadId, title),
  deleteThread: async ({ store, session, history }, { threadId }) => {
    const gone = await history.delete(threadId);
    if (gone && store.state.thread?.id === threadId) session.startNew();
  },
  dismissError: ({ store }) => store.dispatch({ type: "error.cleared" }),
  dismissNotice: ({ store }, { id }) => store.dispatch({ type: "notice.dismissed", id }),
  headerAction: ({ options }, { side }) => {
    const header = options()?.header;
    (side === "left" ? header?.leftAction : header?.rightAction)?.onClick();
  },
  setDraft: ({ store }, { content }) => store.dispatch({ type: "draft.changed", content }),
  setScroll: ({ store }, { top }) => store.dispatch({ type: "scroll.changed", top }),
  shortcut: ({ element }, { key }) => element.dispatchEvent(keyPress(key)),
};

function keyPress(shortcut: Shortcut): KeyboardEvent {
  const init = { ...shortcut, bubbles: true, cancelable: true, composed: true };
  // JupyterLab finds its commands by the number of the key, which is that of its capital letter.
  return new KeyboardEvent("keydown", {
    ...init,
    keyCode: shortcut.key.toUpperCase().charCodeAt(0),
  } as KeyboardEventInit);
}
