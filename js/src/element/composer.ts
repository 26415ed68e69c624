/** The composer as the page sees it: what is in it, what is chosen, and what is sent from it. */
import type { OpenAIChatKit, UserMessageContent } from "@openai/chatkit";
import { fromText } from "../protocol/content";
import type { Attachments } from "./attachments";
import type { Emit } from "./events";
import { type MessageParams, outgoing } from "./input";
import type { Session } from "./session";
import type { ChatStore } from "./store";

/** What `setComposerValue` takes. */
export type ComposerValue = Parameters<OpenAIChatKit["setComposerValue"]>[0];

/** What the composer needs from the element. */
export interface ComposerContext {
  readonly store: ChatStore;
  readonly emit: Emit;
  readonly session: Session;
  readonly attachments: Attachments;
}

export class Composer {
  readonly #context: ComposerContext;
  #announcedTool: string | null = null;

  constructor(context: ComposerContext) {
    this.#context = context;
    context.store.subscribe(() => this.#announceTool());
  }

  /** Sends this content with everything else that is in the composer, and empties it. */
  async send(content: readonly UserMessageContent[]): Promise<void> {
    const { store, session, attachments } = this.#context;
    session.requireIdle();
    const { quote } = store.state.composer;
    const message = outgoing({
      ...this.#chosen(),
      content: [...content],
      attachments: attachments.ready(),
      ...(quote === null ? {} : { reply: quote }),
    });
    const sending = session.send(message);
    attachments.release();
    store.dispatch({ type: "composer.sent" });
    await sending;
  }

  /** Sends a prompt; what is in the composer stays there. */
  async sendPrompt(content: readonly UserMessageContent[]): Promise<void> {
    await this.#context.session.send(outgoing({ ...this.#chosen(), content: [...content] }));
  }

  /** Sets the parts that are given; the others stay as they are. */
  set(value: ComposerValue): void {
    const { store, attachments } = this.#context;
    this.#check(value);
    const { text, content, reply, files, selectedToolId, selectedModelId } = value;
    const draft = content ?? (text === undefined ? undefined : fromText(text));
    if (draft !== undefined) store.dispatch({ type: "composer.set", content: draft });
    if (reply !== undefined) store.dispatch({ type: "quote.set", text: reply || null });
    if (value.attachments !== undefined) attachments.set(value.attachments);
    if (selectedToolId !== undefined) this.selectTool(selectedToolId);
    if (selectedModelId !== undefined) this.selectModel(selectedModelId);
    if (files !== undefined) attachments.add(files);
  }

  /** Chooses a tool for the next message; null for none. */
  selectTool(toolId: string | null): void {
    this.#context.store.dispatch({ type: "tool.selected", toolId });
  }

  /** Chooses a model for the messages from now on. */
  selectModel(modelId: string): void {
    this.#context.store.dispatch({ type: "model.selected", modelId });
  }

  #check({ files, selectedToolId, selectedModelId }: ComposerValue): void {
    const { tools, models, attachments } = this.#context.store.state.options.composer;
    if (files !== undefined && attachments === null) {
      throw new Error("Files need the option “composer.attachments”, which is not enabled.");
    }
    if (selectedToolId != null && !tools.some(({ id }) => id === selectedToolId)) {
      throw new Error(`The option “composer.tools” has no tool “${selectedToolId}”.`);
    }
    const model = models.find(({ id }) => id === selectedModelId);
    if (selectedModelId !== undefined && (model === undefined || model.disabled)) {
      throw new Error(`The option “composer.models” has no model “${selectedModelId}” to choose.`);
    }
  }

  /** The tool and the model that a message is sent with. */
  #chosen(): Pick<MessageParams, "toolChoice" | "model"> {
    const { composer, options } = this.#context.store.state;
    const { toolId } = composer;
    const { models } = options.composer;
    // Without a default, the first one that can be chosen is what the composer shows.
    const open = models.filter(({ disabled }) => !disabled);
    const model = composer.modelId ?? (open.find((each) => each.default) ?? open[0])?.id;
    return {
      ...(toolId === null ? {} : { toolChoice: { id: toolId } }),
      ...(model === undefined ? {} : { model }),
    };
  }

  #announceTool(): void {
    const { toolId } = this.#context.store.state.composer;
    if (toolId === this.#announcedTool) return;
    this.#announcedTool = toolId;
    this.#context.emit("chatkit.tool.change", { toolId });
  }
}
