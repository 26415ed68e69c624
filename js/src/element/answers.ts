/** Answers what the frame asks the page. */
import type { ChatKitOptions } from "@openai/chatkit";
import type { ChatApi } from "./api";
import type { AskNotebook } from "./notebook";
import { fetchPart } from "./parts";
import type { HostAnswer, HostQuery, IconShapes, Queries, QueryName } from "./queries";
import type { ChatStore } from "./store";
import { dataUrl, PREVIEW_WIDTH, thumbnail } from "./thumbnail";
import type { WidgetActions } from "./widgetActions";

/** What answers are made from; each is looked up when it is used. */
export interface AnswerContext {
  readonly store: ChatStore;
  readonly api: () => ChatApi;
  readonly options: () => ChatKitOptions | null;
  readonly notebook: () => AskNotebook | null;
  readonly widgetActions: WidgetActions;
}

type Answers = {
  readonly [Name in QueryName]: (
    context: AnswerContext,
    ask: Queries[Name]["ask"],
  ) => Promise<Queries[Name]["answer"]>;
};

/** The answer to a query; never rejects, because what goes wrong is an answer too. */
export async function answerQuery(context: AnswerContext, query: HostQuery): Promise<HostAnswer> {
  const { id, name, ask } = query;
  const answer = ANSWERS[name] as (
    context: AnswerContext,
    ask: HostQuery["ask"],
  ) => Promise<unknown>;
  try {
    return { type: "answer", id, value: await answer(context, ask) };
  } catch (error) {
    return { type: "answer", id, error: (error as Error).message };
  }
}

const ANSWERS: Answers = {
  searchEntities: async ({ options }, { query }) =>
    (await options()?.entities?.onTagSearch?.(query)) ?? [],
  previewEntity: async ({ options }, { entity }) =>
    (await options()?.entities?.onRequestPreview?.(entity))?.preview ?? null,
  searchCommands: async ({ options }, { query }) =>
    (await options()?.commands?.onSearch?.(query)) ?? [],
  selectCommand: async ({ options }, { command }) =>
    (await options()?.commands?.onSelect?.(command)) ?? null,
  widgetAction: async ({ widgetActions }, { itemId, action }) => {
    await widgetActions.run(itemId, action);
    return null;
  },
  icon: async (_, { name }) => {
    const icons = JSON.parse(await fetchPart("icons.json")) as Record<string, IconShapes>;
    return Object.hasOwn(icons, name) ? (icons[name] ?? null) : null;
  },
  file: async (context, { url }) => {
    const file = await fetchFile(context, url);
    if (!isPreview(context.store, url)) return dataUrl(file);
    const picture = await thumbnail(file, PREVIEW_WIDTH);
    if (picture === null) throw new Error("The file is no picture that can be shown.");
    return picture;
  },
  trace: async ({ notebook, store }) => {
    const threadId = store.state.thread?.id;
    if (threadId === undefined) return null;
    return (await notebook()?.("trace.last", { thread_id: threadId }))?.trace ?? null;
  },
  chunk: (_, { name }) => fetchPart(name),
};

/** Only what the chat itself refers to: the page's cookies go along with the request. */
async function fetchFile({ store, api, options }: AnswerContext, url: string): Promise<Blob> {
  if (!isPreview(store, url) && !isFont(options(), url)) {
    throw new Error("The chat does not refer to this file.");
  }
  const response = await (api().sendToServer(url, { method: "GET" }) ?? fetch(url));
  if (!response.ok) throw new Error(`The file could not be read (${response.status}).`);
  return response.blob();
}

function isPreview(store: ChatStore, url: string): boolean {
  const { items, composer } = store.state;
  const sent = items.flatMap((item) =>
    item.type === "user_message" ? (item.attachments ?? []) : [],
  );
  const waiting = composer.attachments.flatMap(({ attachment }) => attachment ?? []);
  return [...sent, ...waiting].some((each) => each.type === "image" && each.preview_url === url);
}

function isFont(options: ChatKitOptions | null, url: string): boolean {
  const theme = options?.theme;
  if (typeof theme !== "object") return false;
  return theme.typography?.fontSources?.some(({ src }) => src === url) ?? false;
}
