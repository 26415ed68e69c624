/** Versions of earlier messages: editing one goes on from there, and the old one can be shown again. */
import type { UserMessageContent } from "@openai/chatkit";
import type { UserMessageItem } from "../protocol/types.gen";
import type { OutgoingMessage } from "./input";
import type { AskNotebook } from "./notebook";
import type { Session } from "./session";
import type { ChatStore } from "./store";

/** What this needs; each is looked up when it is used. */
export interface BranchesContext {
  readonly store: ChatStore;
  readonly session: Session;
  /** Null where no notebook's kernel answers. */
  readonly notebook: () => AskNotebook | null;
}

export class Branches {
  readonly #context: BranchesContext;
  #editing = false;

  constructor(context: BranchesContext) {
    this.#context = context;
    context.store.subscribe((actions) => {
      const read = actions.some(({ type }) => type === "thread.loaded" || type === "thread.synced");
      const sent =
        this.#editing &&
        actions.some(
          (action) =>
            action.type === "event" &&
            action.event.type === "thread.item.done" &&
            action.event.item.type === "user_message",
        );
      if (read || sent) void this.#list();
    });
  }

  /** Says something else in the place of a message; what was said there so far can be shown again. */
  async edit(itemId: string, content: readonly UserMessageContent[]): Promise<void> {
    const { store, session } = this.#context;
    const item = store.state.items.find(({ id }) => id === itemId);
    if (item?.type !== "user_message") return;
    await this.#change(async (ask, threadId) => {
      const about = { thread_id: threadId, item_id: itemId };
      const { branches } = await ask("branches.leave", about);
      store.dispatch({ type: "branch.left", itemId }, { type: "branches.set", branches });
      this.#editing = true;
      try {
        await session.send(edited(item, content));
      } finally {
        this.#editing = false;
      }
    });
  }

  /** Shows another version of a message, with what followed it. */
  async switch(itemId: string, index: number): Promise<void> {
    const { store, session } = this.#context;
    await this.#change(async (ask, threadId) => {
      const about = { thread_id: threadId, item_id: itemId, index };
      const { branches } = await ask("branches.switch", about);
      await session.refresh();
      store.dispatch({ type: "branches.set", branches });
    });
  }

  async #change(change: (ask: AskNotebook, threadId: string) => Promise<void>): Promise<void> {
    const { store, session, notebook } = this.#context;
    const ask = notebook();
    const { thread } = store.state;
    if (ask === null || thread === null) return;
    try {
      session.requireIdle();
      await change(ask, thread.id);
    } catch (error) {
      const { message } = error as Error;
      store.dispatch({ type: "error.set", error: { message, allowRetry: false } });
    }
  }

  async #list(): Promise<void> {
    const { store, notebook } = this.#context;
    const ask = notebook();
    const threadId = store.state.thread?.id;
    if (ask === null || threadId === undefined) return;
    // A kernel that can not say it now is asked again with the thread.
    const found = await ask("branches.list", { thread_id: threadId }).catch(() => null);
    if (found === null || store.state.thread?.id !== threadId) return;
    if (JSON.stringify(found.branches) === JSON.stringify(store.state.branches)) return;
    store.dispatch({ type: "branches.set", branches: found.branches });
  }
}

/** The message with another text; its files, its quote and the model it was for stay. */
function edited(item: UserMessageItem, content: readonly UserMessageContent[]): OutgoingMessage {
  const attachments = item.attachments ?? [];
  const input = {
    content: content.map((part) =>
      part.type === "input_tag" ? { ...part, data: part.data ?? {} } : part,
    ),
    attachments: attachments.map(({ id }) => id),
    inference_options: item.inference_options ?? {},
    ...(item.quoted_text ? { quoted_text: item.quoted_text } : {}),
  };
  return { input, attachments };
}
