/** Between plain text and the content of a message. */
import type { UserMessageContent } from "@openai/chatkit";

/** The content of a message that is only text. */
export function fromText(text: string): UserMessageContent[] {
  return text === "" ? [] : [{ type: "input_text", text }];
}

/** What a content says, with its tags by their names. */
export function toText(content: readonly UserMessageContent[]): string {
  return content.map(({ text }) => text).join("");
}
