/** One chat without its element and frame: the state, and everything that works on it. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { ChatApi } from "./api";
import { Attachments } from "./attachments";
import { Composer } from "./composer";
import { Dictation } from "./dictation";
import type { Emit } from "./events";
import { History } from "./history";
import { Session } from "./session";
import { ChatStore } from "./store";
import { WidgetActions } from "./widgetActions";

/** What a chat needs from its element; each is looked up when it is used. */
export interface CoreContext {
  readonly emit: Emit;
  /** Throws before there are options. */
  readonly api: () => ChatApi;
  readonly options: () => ChatKitOptions | null;
}

export type ChatCore = ReturnType<typeof makeCore>;

/** The parts of a chat, put together. */
export function makeCore({ emit, api, options }: CoreContext) {
  const store = new ChatStore();
  const session = new Session({ store, emit, api, clientTool: () => options()?.onClientTool });
  const attachments = new Attachments({ store, emit, api, options });
  return {
    emit,
    api,
    options,
    store,
    session,
    attachments,
    composer: new Composer({ store, emit, session, attachments }),
    dictation: new Dictation(store, emit, api),
    history: new History(store, emit, api),
    widgetActions: new WidgetActions({ store, session, api, options }),
  };
}
