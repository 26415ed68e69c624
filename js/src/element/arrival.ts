/** Whether a message arrived whose request got no answer. */
import type { ChatState } from "../protocol/state";
import type { ThreadItem, UserMessageInput, UserMessageItem } from "../protocol/types.gen";
import type { ChatApi } from "./api";
import { RequestError } from "./api";
import { type LoadedThread, loadThread } from "./threads";

/** Answers that leave it open whether the request was carried out. */
const OPEN = new Set([null, 410, 502, 504]);

/** Whether a request that failed like this may have been carried out all the same. */
export function mayHaveArrived(error: Error): boolean {
  return error instanceof RequestError && OPEN.has(error.status);
}

/** The thread that holds the message, when it arrived; null when it did not. */
export async function findArrived(
  api: ChatApi,
  state: ChatState,
  input: UserMessageInput,
): Promise<LoadedThread | null> {
  const threadId = state.thread?.id ?? (await newestThread(api, state));
  if (threadId === null) return null;
  const loaded = await loadThread(api, threadId);
  const known = new Set(state.items.map(({ id }) => id));
  const newest = loaded.page.data?.find(({ type }) => type === "user_message");
  return newest && !known.has(newest.id) && saysTheSame(newest, input) ? loaded : null;
}

async function newestThread(api: ChatApi, state: ChatState): Promise<string | null> {
  const page = await api.call({ type: "threads.list", params: { limit: 1, order: "desc" } });
  const newest = page.data[0];
  const known = state.history.threads.some(({ id }) => id === newest?.id);
  return newest && !known ? newest.id : null;
}

function saysTheSame(item: ThreadItem, input: UserMessageInput): boolean {
  const { content, attachments, quoted_text, inference_options } = item as UserMessageItem;
  const files = attachments?.map(({ id }) => id);
  const stored = message(content, files, quoted_text, inference_options);
  const { content: said, attachments: sent, quoted_text: quote, inference_options: chosen } = input;
  return stored === message(said, sent, quote, chosen);
}

type Part = { readonly type?: string; readonly id?: string; readonly text?: string };
type Choices = UserMessageInput["inference_options"];

/** What makes a message this one; two that say the same are told apart by the rest. */
function message(
  content: readonly Part[],
  attachments: readonly string[] | undefined,
  quote: string | null | undefined,
  choices: Choices | undefined,
): string {
  return JSON.stringify([
    content.map(({ type, id, text }) => [type, id ?? null, text ?? ""]),
    attachments ?? [],
    quote || null,
    choices?.model ?? null,
    choices?.tool_choice?.id ?? null,
  ]);
}
