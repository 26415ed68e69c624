/** Keeps a chat for a moment when its view goes, because a notebook that moves a cell makes it anew. */
import type { OpenAIChatKit } from "@openai/chatkit";

/** For how long, in ms. */
export const PARKED_FOR = 10_000;

const parked = new Map<string, OpenAIChatKit>();

/** The chat that was kept under this key, with its draft and its response, or a new one. */
export function takeChat(key: string, tag: string): OpenAIChatKit {
  const kept = parked.get(key);
  parked.delete(key);
  return kept ?? (document.createElement(tag) as OpenAIChatKit);
}

/** Takes a chat out of the page, and keeps it for the next view. */
export function parkChat(key: string, chat: OpenAIChatKit): void {
  chat.remove();
  parked.set(key, chat);
  setTimeout(() => {
    if (parked.get(key) === chat) parked.delete(key);
  }, PARKED_FOR);
}
