/** One view of a chat: the ChatKit element with the model's options. */
import type { ChatKitOptions, OpenAIChatKit, ThemeOption } from "@openai/chatkit";
import { endpointFetch } from "../transport/endpoint";
import { type ConnectionState, resumable } from "../transport/resumable";
import { stoppable } from "../transport/stoppable";
import type { Transport } from "../transport/types";
import { authorOptions, toolClaim, watchResponses } from "./authorCode";
import type { Connection } from "./connection";
import { keepInStep, type LiveChat } from "./live";
import { type ChatModel, onChange } from "./model";
import { parkChat, takeChat } from "./parking";
import { kernelQueries } from "./queries";
import { onThemeChange, pageColorScheme } from "./theme";
import { variableOptions } from "./variables";

/** Where a chat is shown, and by which element. */
export interface ChatPlace {
  readonly connection: Connection;
  readonly parent: HTMLElement;
  /** The name of the element, which must be registered. */
  readonly tag: string;
  readonly signal: AbortSignal;
}

/** Shows the chat. */
export function showChat(model: ChatModel, place: ChatPlace): void {
  const { parent, tag, signal } = place;
  const key = [tag, model.get("kernel_id"), model.get("chat")].join(" ");
  const chat: OpenAIChatKit & Partial<LiveChat> = takeChat(key, tag);
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
  const transport = lasting(place.connection, (state) => chat.setConnection?.(state));
  chat.setPreview?.(model.get("preview") ?? false);
  chat.setToolClaim?.(toolClaim(model, () => kernelQueries(place.connection.url(), transport)));
  const applyOptions = () => {
    chat.setNotebook?.(kernelQueries(place.connection.url(), transport));
    chat.setOptions({ ...ofAuthor, ...chatOptions(model, place, transport) });
  };
  (chat as Partial<LiveChat>).offerDownloads?.();
  applyOptions();
  keepInStep(model, chat, signal);
  parent.append(chat);
  signal.addEventListener("abort", () => parkChat(key, chat), { once: true });
  onChange(model, ["options", "variables", "kernel_id", "chat"], applyOptions, signal);
  onThemeChange(parent, applyOptions, signal);
}

/** The connection as the element needs it: streams outlive a lost one, and can be stopped. */
function lasting(
  { server, send }: Connection,
  onConnection: (state: ConnectionState) => void,
): Transport {
  if (server) return endpointFetch(server, onConnection);
  return stoppable(resumable(send, { onConnection }));
}

function chatOptions(
  model: ChatModel,
  { connection, parent }: ChatPlace,
  transport: Transport,
): ChatKitOptions {
  const options = model.get("options");
  const url = connection.url();
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
    theme: { colorScheme: pageColorScheme(parent), ...themeOption(options) },
    initialThread: model.get("thread_id"),
  };
}

function themeOption({ theme }: Partial<ChatKitOptions>): ThemeOption {
  return typeof theme === "string" ? { colorScheme: theme } : (theme ?? {});
}
