/** One chat without its element and frame: the state, and everything that works on it. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { ChatApi } from "./api";
import { Attachments } from "./attachments";
import { Branches } from "./branches";
import type { ToolClaim } from "./clientTool";
import { Composer } from "./composer";
import { Connection } from "./connection";
import { Dictation } from "./dictation";
import type { Emit } from "./events";
import { History } from "./history";
import type { AskNotebook } from "./notebook";
import { Session } from "./session";
import { ChatStore } from "./store";
import { WidgetActions } from "./widgetActions";

/** What a chat needs from its element; each is looked up when it is used. */
export interface CoreContext {
  readonly emit: Emit;
  /** Throws before there are options. */
  readonly api: () => ChatApi;
  readonly options: () => ChatKitOptions | null;
  /** Asks a notebook's kernel; null where the chat has none. */
  readonly notebook?: () => AskNotebook | null;
  /** Whether the chat is in a page; without it, it always is. */
  readonly shown?: () => boolean;
  /** Without it, the page that asked runs what its answer calls. */
  readonly claim?: ToolClaim;
}

export type ChatCore = ReturnType<typeof makeCore>;

/** The parts of a chat, put together. */
export function makeCore(context: CoreContext) {
  const { emit, api, options, notebook = () => null, shown = () => true } = context;
  const { claim = (_, ours) => ours } = context;
  const store = new ChatStore();
  const connection = new Connection({
    store,
    api,
    shown,
    onNews: (activity, again) =>
      again ? void session.reconnected(activity) : session.take(activity),
  });
  const session: Session = new Session({
    store,
    emit,
    api,
    clientTool: () => options()?.onClientTool,
    claim,
    onCut: () => void connection.check(),
  });
  const attachments = new Attachments({ store, emit, api, options });
  return {
    emit,
    api,
    options,
    notebook,
    store,
    session,
    connection,
    attachments,
    branches: new Branches({ store, session, notebook }),
    composer: new Composer({ store, emit, session, attachments }),
    dictation: new Dictation(store, emit, api),
    history: new History(store, emit, api),
    widgetActions: new WidgetActions({ store, session, api, options }),
  };
}
