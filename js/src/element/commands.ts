/** What the page does for each command of the frame. */
import { answerQuery } from "./answers";
import type { PageCommand, Shortcut } from "./bridge";
import type { ChatCore } from "./core";
import { deepLink } from "./deepLink";
import { download } from "./download";
import type { HostAnswer } from "./queries";

/** What commands act on. */
export interface CommandContext extends ChatCore {
  readonly element: HTMLElement;
  /** Sends an answer to the frame. */
  readonly reply: (answer: HostAnswer) => void;
}

type Commands = {
  readonly [Type in PageCommand["type"]]: (
    context: CommandContext,
    command: Extract<PageCommand, { type: Type }>,
  ) => unknown;
};

/** Carries out a command. What goes wrong is reported as `chatkit.error`. */
export async function runCommand(context: CommandContext, command: PageCommand): Promise<void> {
  const run = COMMANDS[command.type] as (context: CommandContext, command: PageCommand) => unknown;
  try {
    await run(context, command);
  } catch (error) {
    context.emit("chatkit.error", { error: error as Error });
  }
}

const COMMANDS: Commands = {
  ready: ({ emit }) => emit("chatkit.ready"),
  query: async (context, query) => context.reply(await answerQuery(context, query)),
  send: ({ composer }, { content }) => composer.send(content),
  prompt: ({ composer }, { content }) => composer.sendPrompt(content),
  stop: ({ session }) => session.stop(),
  retry: ({ session }, { itemId }) => session.retry(itemId),
  editMessage: ({ branches }, { itemId, content }) => branches.edit(itemId, content),
  switchBranch: ({ branches }, { itemId, index }) => branches.switch(itemId, index),
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
  setQuote: ({ store }, { text }) => store.dispatch({ type: "quote.set", text }),
  addFiles: ({ attachments }, { files }) => attachments.add(files),
  removeAttachment: ({ attachments }, { localId }) => attachments.remove(localId),
  retryAttachment: ({ attachments }, { localId }) => attachments.retry(localId),
  selectTool: ({ composer }, { toolId }) => composer.selectTool(toolId),
  selectModel: ({ composer }, { modelId }) => composer.selectModel(modelId),
  startDictation: ({ dictation }) => dictation.start(),
  finishDictation: ({ dictation }) => dictation.finish(),
  cancelDictation: ({ dictation }) => dictation.cancel(),
  dismissComposerProblem: ({ store }) => store.dispatch({ type: "composer.failed", problem: null }),
  feedback: ({ session }, { itemIds, kind }) => session.giveFeedback(itemIds, kind),
  submitInput: ({ session }, { itemId, input }) => session.submitInput(itemId, input),
  download: ({ store, api }, { attachmentId }) => download(store, api(), attachmentId),
  clickEntity: ({ options }, { entity }) => options()?.entities?.onClick?.(entity),
  deepLink: ({ emit }, { url }) => {
    const link = deepLink(url);
    if (link) emit("chatkit.deeplink", link);
  },
  log: ({ emit }, { name, data }) => emit("chatkit.log", { name, ...(data ? { data } : {}) }),
  setScroll: ({ store }, { place }) => store.dispatch({ type: "scroll.changed", place }),
  escape: ({ element }) => element.dispatchEvent(new Event("chatkit-escape", { bubbles: true })),
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
