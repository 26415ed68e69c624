/** `<openai-chatkit>`: puts options, session, history and frame together. */
import type { ChatKitOptions, OpenAIChatKit } from "@openai/chatkit";
import type { Activity } from "../protocol/activity";
import { ChatApi } from "./api";
import { HOSTED_URL, secretTransport } from "./clientSecret";
import type { ToolClaim } from "./clientTool";
import { runCommand } from "./commands";
import type { ComposerValue } from "./composer";
import { makeCore } from "./core";
import { emitter } from "./events";
import { ChatFrame } from "./frame";
import { type MessageParams, outgoing } from "./input";
import type { AskNotebook } from "./notebook";
import { checkOptions, viewOptions } from "./options";
import { fetchPart } from "./parts";

const STYLE = `
:host { display: block; position: relative; height: 100%; min-height: 0; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
iframe[data-unseen] { position: absolute; inset: 0; visibility: hidden; }
iframe[data-starting] { opacity: 0; }
iframe[data-left] { position: absolute; inset: 0; opacity: 0; pointer-events: none; }
[role="alert"] {
  position: absolute; inset: 0 0 auto; margin: 0; padding: 12px 16px;
  background: #fdecea; color: #611a15; font: 14px/1.5 system-ui, sans-serif;
}
`;

/** The ChatKit element, with its own front end instead of OpenAI's. */
export class ChatKitElement extends HTMLElement implements OpenAIChatKit {
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #emit = emitter(this);
  readonly #core = makeCore({
    emit: this.#emit,
    api: () => this.#requireApi(),
    options: () => this.#options,
    notebook: () => this.#notebook,
    shown: () => this.isConnected,
    claim: (call, ours) => this.#claim(call, ours),
  });
  #claim: ToolClaim = (_, ours) => ours;
  #preview = false;
  #options: ChatKitOptions | null = null;
  #api: ChatApi | null = null;
  #notebook: AskNotebook | null = null;
  #frame: ChatFrame | null = null;
  #downloads = false;
  // One secret for as long as the chat is a hosted one, however often the options are set.
  readonly #hosted = secretTransport((expired) => this.#clientSecret(expired));

  constructor() {
    super();
    this.#root.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
    const { store } = this.#core;
    store.subscribe((actions) => {
      this.#frame?.forward(actions);
      this.#frame?.allowImages(store.state.thread?.allowed_image_domains ?? []);
    });
  }

  /** @internal */
  connectedCallback(): void {
    this.#frame?.attach();
    if (this.#core.store.state.connection !== null) this.checkConnection();
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
    const { store, session } = this.#core;
    const first = this.#options === null;
    const { api } = options;
    this.#options = options;
    this.#api =
      "url" in api
        ? new ChatApi(api.url, api.fetch, () => this.checkConnection())
        : new ChatApi(HOSTED_URL, this.#hosted);
    const more = {
      preview: this.#preview,
      downloads: this.#downloads,
      notebook: this.#notebook !== null && !this.#preview,
    };
    store.dispatch({ type: "options.set", options: { ...viewOptions(options), ...more } });
    this.#showFrame(store.state.options.frameTitle);
    if (first && options.initialThread) {
      // A thread that is gone, with the kernel that kept it in memory, is no error of the user.
      void session.open(options.initialThread, "new chat");
    }
  }

  /** @internal The server gives files back that were sent to it; to be called before `setOptions`. */
  offerDownloads(): void {
    this.#downloads = true;
  }

  /** @internal A notebook's kernel answers more than ChatKit's requests; before `setOptions`. */
  setNotebook(ask: AskNotebook): void {
    this.#notebook = ask;
  }

  /** @internal What goes on in the threads of the notebook's chat. */
  setActivity(activity: Activity): void {
    const { connection, session, history } = this.#core;
    connection.watch();
    session.take(activity);
    void history.refresh();
  }

  /** @internal Who finds out which of several pages runs a call of a client tool. */
  setToolClaim(claim: ToolClaim): void {
    this.#claim = claim;
  }

  /** @internal Whether only the thread is shown, from the next options on. */
  setPreview(preview: boolean): void {
    this.#preview = preview;
  }

  /** @internal Whether the connection of a stream is lost, or back. */
  setConnection(state: "ok" | "lost"): void {
    this.#core.connection.report(state);
  }

  /** @internal Finds out whether the chat is served, and waits until it is. */
  checkConnection(): void {
    if (this.#api !== null) void this.#core.connection.check();
  }

  /** @internal Shows a thread, if nothing is shown yet. */
  followThread(threadId: string): void {
    void this.#core.session.follow(threadId);
  }

  /** Moves the keyboard focus into the composer. */
  async focusComposer(): Promise<void> {
    this.#requireApi();
    this.#frame?.focusComposer();
  }

  /** Shows another thread, or with null a new chat. */
  async setThreadId(threadId: string | null): Promise<void> {
    this.#requireApi();
    if (threadId === null) this.#core.session.startNew();
    else await this.#core.session.open(threadId);
  }

  /** Sends an action to the server; resolves when the response to it has ended. */
  async sendCustomAction(
    action: { type: string; payload?: Record<string, unknown> },
    itemId?: string,
  ): Promise<void> {
    await this.#core.session.sendAction(action, itemId);
  }

  /** Sends a message; resolves when the response to it has ended, failed or been stopped. */
  async sendUserMessage(params: MessageParams): Promise<void> {
    this.#requireApi();
    const message = outgoing(params);
    if (params.newThread) this.#core.session.startNew();
    await this.#core.session.send(message);
  }

  /**
   * Sets what is in the composer; parts that are not given stay as they are.
   *
   * @throws Error that names the tool or the model that the options do not offer.
   */
  async setComposerValue(value: ComposerValue): Promise<void> {
    this.#requireApi();
    this.#core.composer.set(value);
  }

  /** Opens the list of threads. */
  async showHistory(): Promise<void> {
    await this.#core.history.open();
  }

  /** Closes the list of threads. */
  async hideHistory(): Promise<void> {
    this.#core.history.close();
  }

  /** Reads the current thread from the server again. */
  async fetchUpdates(): Promise<void> {
    await this.#core.session.refresh();
  }

  #showFrame(title: string): void {
    if (this.#frame) {
      this.#frame.title = title;
      return;
    }
    const context = { ...this.#core, element: this };
    const frame = new ChatFrame(
      this.#root,
      {
        state: () => this.#core.store.state,
        onCommand: (command, reply) => void runCommand({ ...context, reply }, command),
        onProblem: (message) => this.#showProblem(message),
        // Cells run again, and are moved.
        wantsSpare: () => this.#notebook !== null,
      },
      title,
    );
    this.#frame = frame;
    if (this.isConnected) frame.attach();
    fetchPart("frame.html").then(
      (html) => frame.load(html),
      (error: Error) => this.#showProblem(`The chat could not be loaded: ${error.message}.`),
    );
  }

  #showProblem(message: string | null): void {
    this.#root.querySelector("[role=alert]")?.remove();
    if (message === null) return;
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.textContent = message;
    this.#root.append(alert);
    this.#emit("chatkit.error", { error: new Error(message) });
  }

  async #clientSecret(expired: string | null): Promise<string> {
    const api = this.#options?.api;
    if (!api || "url" in api) throw new Error("the option “api.getClientSecret” is gone.");
    return api.getClientSecret(expired);
  }

  #requireApi(): ChatApi {
    if (this.#api === null) throw new Error("Call setOptions before any other method.");
    return this.#api;
  }
}
