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

/** The content with a text after it, a space apart. */
export function withText(
  content: readonly UserMessageContent[],
  text: string,
): readonly UserMessageContent[] {
  const last = content.at(-1);
  if (last?.type !== "input_text") return [...content, { type: "input_text", text }];
  const space = last.text === "" || /\s$/.test(last.text) ? "" : " ";
  return [...content.slice(0, -1), { type: "input_text", text: `${last.text}${space}${text}` }];
}
