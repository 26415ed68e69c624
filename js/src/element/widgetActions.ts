/** What happens when the user does something in a widget. */
import type { ChatKitOptions, Widgets } from "@openai/chatkit";
import type { ActionConfig, WidgetItem } from "../protocol/types.gen";
import type { ChatApi } from "./api";
import type { Session } from "./session";
import type { ChatStore } from "./store";

type OnAction = NonNullable<NonNullable<ChatKitOptions["widgets"]>["onAction"]>;

/** What the actions need from the element; each is looked up when it is used. */
export interface WidgetActionContext {
  readonly store: ChatStore;
  readonly session: Session;
  readonly api: () => ChatApi;
  readonly options: () => ChatKitOptions | null;
}

export class WidgetActions {
  readonly #context: WidgetActionContext;

  constructor(context: WidgetActionContext) {
    this.#context = context;
  }

  /**
   * Runs an action where its widget says: in the page, on the server with a response that streams,
   * or on the server with a single answer.
   */
  async run(itemId: string, config: ActionConfig): Promise<void> {
    const { handler = "server", streaming = true, type, payload } = config;
    const action = { type, ...(payload ? { payload } : {}) };
    if (handler === "client") await this.#runInPage(action, itemId);
    else if (streaming) await this.#context.session.sendAction(action, itemId);
    else await this.#runAtOnce(action, itemId);
  }

  async #runInPage(action: Parameters<OnAction>[0], itemId: string): Promise<void> {
    const { store, options } = this.#context;
    const onAction = options()?.widgets?.onAction;
    if (onAction === undefined) {
      throw new Error(`The page has no widgets.onAction handler to run “${action.type}”.`);
    }
    const item = store.state.items.find(
      (each): each is WidgetItem => each.id === itemId && each.type === "widget",
    );
    if (item === undefined) throw new Error("The widget of this action is not in the thread.");
    // The wire's widgets and the public types describe the same documents in different words.
    const widget = item.widget as unknown as Widgets.Card | Widgets.ListView | Widgets.BasicRoot;
    await onAction(action, { id: itemId, widget });
  }

  async #runAtOnce(action: Parameters<OnAction>[0], itemId: string): Promise<void> {
    const { store, api } = this.#context;
    const { thread } = store.state;
    if (thread === null) throw new Error("An action needs a thread; send a message first.");
    const { updated_item: item } = await api().call({
      type: "threads.sync_custom_action",
      params: { thread_id: thread.id, item_id: itemId, action },
    });
    if (item && store.state.thread?.id === thread.id)
      store.dispatch({ type: "item.replaced", item });
  }
}
