/** `<openai-chatkit>`: puts options, session, history and frame together. */
import type { ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import { fromText } from "../protocol/content";
import { ChatApi } from "./api";
import { runCommand } from "./commands";
import { emitter } from "./events";
import { ChatFrame, framePage } from "./frame";
import { History } from "./history";
import { ignoredOptions } from "./ignored";
import { type MessageParams, userInput } from "./input";
import { type CustomChatKitOptions, checkOptions, viewOptions } from "./options";
import { Session } from "./session";
import { ChatStore } from "./store";

const STYLE = `
:host { display: block; position: relative; height: 100%; min-height: 0; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
[role="alert"] {
  position: absolute; inset: 0 0 auto; margin: 0; padding: 12px 16px;
  background: #fdecea; color: #611a15; font: 14px/1.5 system-ui, sans-serif;
}
`;
// Not written as new URL(…, import.meta.url), which a bundler would take for a file to copy.
const BASE = import.meta.url;

/** The ChatKit element, with its own front end instead of OpenAI's. */
export class ChatKitElement extends HTMLElement implements OpenAIChatKit {
  readonly #store = new ChatStore();
  readonly #emit = emitter(this);
  readonly #session = new Session({
    store: this.#store,
    emit: this.#emit,
    api: () => this.#requireApi(),
    clientTool: () => this.#options?.onClientTool,
  });
  readonly #history = new History(this.#store, this.#emit, () => this.#requireApi());
  #options: CustomChatKitOptions | null = null;
  #api: ChatApi | null = null;
  #frame: ChatFrame | null = null;
  readonly #warned = new Set<string>();

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
    this.#store.subscribe((actions) => this.#frame?.forward(actions));
  }

  /** @internal */
  connectedCallback(): void {
    this.#frame?.attach();
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#frame?.detach();
  }

  /**
   * Applies a full set of options; nothing of an earlier set is kept.
   *
   * @throws Error that names the option that is missing, unknown or of the wrong type.
   */
  setOptions(options: ChatKitOptions): void {
    checkOptions(options);
    this.#warnOf(ignoredOptions(options));
    const first = this.#options === null;
    this.#options = options;
    this.#api = new ChatApi(options.api.url, options.api.fetch);
    this.#store.dispatch({ type: "options.set", options: viewOptions(options) });
    this.#showFrame(this.#store.state.options.frameTitle);
    if (first && options.initialThread) {
      // A thread that is gone, with the kernel that kept it in memory, is no error of the user.
      void this.#session.open(options.initialThread, "new chat");
    }
  }

  /** Moves the keyboard focus into the composer. */
  async focusComposer(): Promise<void> {
    this.#requireApi();
    this.#frame?.focusComposer();
  }

  /** Shows another thread, or with null a new chat. */
  async setThreadId(threadId: string | null): Promise<void> {
    this.#requireApi();
    if (threadId === null) this.#session.startNew();
    else await this.#session.open(threadId);
  }

  /** Sends an action to the server; resolves when the response to it has ended. */
  async sendCustomAction(
    action: { type: string; payload?: Record<string, unknown> },
    itemId?: string,
  ): Promise<void> {
    await this.#session.sendAction(action, itemId);
  }

  /** Sends a message; resolves when the response to it has ended, failed or been stopped. */
  async sendUserMessage(params: MessageParams): Promise<void> {
    this.#requireApi();
    const input = userInput(params);
    if (params.newThread) this.#session.startNew();
    await this.#session.send(input);
  }

  /** Sets the text in the composer; its other parts are not supported yet and rejected. */
  async setComposerValue(params: Parameters<OpenAIChatKit["setComposerValue"]>[0]): Promise<void> {
    const { text, ...others } = params;
    const [unsupported] = Object.keys(others);
    if (unsupported !== undefined) {
      throw new Error(`setComposerValue does not support “${unsupported}” yet.`);
    }
    this.#store.dispatch({ type: "composer.set", content: fromText(text ?? "") });
  }

  /** Opens the list of threads. */
  async showHistory(): Promise<void> {
    await this.#history.open();
  }

  /** Closes the list of threads. */
  async hideHistory(): Promise<void> {
    this.#history.close();
  }

  /** Reads the current thread from the server again. */
  async fetchUpdates(): Promise<void> {
    await this.#session.refresh();
  }

  #showFrame(title: string): void {
    if (this.#frame) {
      this.#frame.element.title = title;
      return;
    }
    const frame = new ChatFrame(
      {
        state: () => this.#store.state,
        onCommand: (command) => void runCommand(this.#commandContext(), command),
        onProblem: (message) => this.#showProblem(message),
      },
      title,
    );
    this.#frame = frame;
    this.shadowRoot?.append(frame.element);
    if (this.isConnected) frame.attach();
    framePage(BASE).then(
      (html) => frame.load(html),
      (error: Error) => this.#showProblem(`The chat could not be loaded: ${error.message}.`),
    );
  }

  #warnOf(ignored: readonly string[]): void {
    for (const option of ignored.filter((each) => !this.#warned.has(each))) {
      this.#warned.add(option);
      console.warn(`ChatKit's option “${option}” has no effect yet.`);
    }
  }

  #commandContext() {
    return {
      element: this,
      store: this.#store,
      session: this.#session,
      history: this.#history,
      emit: this.#emit,
      options: () => this.#options,
    };
  }

  #showProblem(message: string | null): void {
    this.shadowRoot?.querySelector("[role=alert]")?.remove();
    if (message === null) return;
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.textContent = message;
    this.shadowRoot?.append(alert);
    this.#emit("chatkit.error", { error: new Error(message) });
  }

  #requireApi(): ChatApi {
    if (this.#api === null) throw new Error("Call setOptions before any other method.");
    return this.#api;
  }
}
