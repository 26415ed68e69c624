/** Saves a file that was sent with a message, as the browser saves what a link leads to. */
import type { ChatState } from "../protocol/state";
import type { ChatApi } from "./api";
import type { ChatStore } from "./store";

/** For how long the browser may take to begin, in ms. */
const BEGIN = 60_000;

/** Fetches a file of the thread that is shown, and hands it to the browser; a failure is shown. */
export async function download(
  store: ChatStore,
  api: ChatApi,
  attachmentId: string,
): Promise<void> {
  try {
    const name = nameOf(store.state, attachmentId);
    save(await api.file(attachmentId), name);
  } catch (error) {
    const { message } = error as Error;
    store.dispatch({ type: "event", event: { type: "notice", level: "danger", message } });
  }
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  // With a name to save it by, so that nothing of a hostile file is opened in this page.
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), BEGIN);
}

function nameOf({ items }: ChatState, attachmentId: string): string {
  const sent = items.flatMap((item) =>
    item.type === "user_message" ? (item.attachments ?? []) : [],
  );
  const attachment = sent.find(({ id }) => id === attachmentId);
  if (attachment === undefined) throw new Error("This file is not in the conversation.");
  return attachment.name;
}
