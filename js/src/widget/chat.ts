/** One view of a chat: the ChatKit element with the model's options. */
import type { ChatKitOptions, ThemeOption } from "@openai/chatkit";
import { chatUrl, endpointFetch, type JupyterServer } from "../transport/endpoint";
import type { Transport } from "../transport/types";
import { authorOptions, watchResponses } from "./authorCode";
import { jupyterColorScheme, onThemeChange } from "./jupyter";
import { keepInStep, type LiveChat } from "./live";
import { type ChatModel, onChange } from "./model";
import { parkChat, takeChat } from "./parking";
import { variableOptions } from "./variables";

/** The name that our element has in a notebook; the usual one is left to OpenAI's. */
export const LOCAL_TAG = "chatkit-notebook";

/** Where a chat is shown, and by which element. */
export interface ChatPlace {
  readonly server: JupyterServer;
  readonly parent: HTMLElement;
  /** The name of the element, which must be registered. */
  readonly tag: string;
  readonly signal: AbortSignal;
}

/** Shows the chat. */
export function showChat(model: ChatModel, { server, parent, tag, signal }: ChatPlace): void {
  const key = [tag, model.get("kernel_id"), model.get("chat")].join(" ");
  const chat = takeChat(key, tag);
  chat.addEventListener(
    "chatkit.thread.change",
    ({ detail }) => {
      model.set("thread_id", detail.threadId);
      model.save_changes();
    },
    { signal },
  );
  watchResponses(chat);
  const ofAuthor = authorOptions(model, chat);
  const transport = endpointFetch(server, (state) =>
    (chat as Partial<LiveChat>).setConnection?.(state),
  );
  const applyOptions = () =>
    chat.setOptions({ ...ofAuthor, ...chatOptions(model, server, transport) });
  applyOptions();
  keepInStep(model, chat, signal);
  parent.append(chat);
  signal.addEventListener("abort", () => parkChat(key, chat), { once: true });
  onChange(model, ["options", "variables", "kernel_id", "chat"], applyOptions, signal);
  onThemeChange(applyOptions, signal);
}

function chatOptions(
  model: ChatModel,
  server: JupyterServer,
  transport: Transport,
): ChatKitOptions {
  const options = model.get("options");
  const url = chatUrl(server, model.get("kernel_id"), model.get("chat"));
  return {
    ...(model.get("variables") === false ? {} : { entities: variableOptions(url, transport) }),
    ...options,
    // What suits a notebook where its author has not chosen.
    thread: { autoScroll: true, ...options.thread },
    threadItemActions: { retry: true, ...options.threadItemActions },
    api: {
      url,
      domainKey: model.get("domain_key") || "local",
      fetch: transport,
      uploadStrategy: { type: "two_phase" },
    },
    theme: { colorScheme: jupyterColorScheme(), ...themeOption(options) },
    initialThread: model.get("thread_id"),
  };
}

function themeOption({ theme }: Partial<ChatKitOptions>): ThemeOption {
  return typeof theme === "string" ? { colorScheme: theme } : (theme ?? {});
}
