/** The text of a message as it is edited, and the message that comes of it. */
import type { UserMessageContent } from "@openai/chatkit";
import type { UserMessageItem } from "../../protocol/types.gen";

type Content = UserMessageItem["content"];

/** The text to edit; what was mentioned stands with its `@`. */
export function editableText(content: Content): string {
  return content.map((part) => (part.type === "input_tag" ? `@${part.text}` : part.text)).join("");
}

/** The content of the edited text: what was mentioned before and still is stays a mention. */
export function editedContent(text: string, before: Content): readonly UserMessageContent[] {
  const parts: UserMessageContent[] = [];
  let rest = text;
  for (const tag of before) {
    if (tag.type !== "input_tag") continue;
    const start = rest.indexOf(`@${tag.text}`);
    if (start < 0) continue;
    if (start > 0) parts.push({ type: "input_text", text: rest.slice(0, start) });
    parts.push(tag as UserMessageContent);
    rest = rest.slice(start + tag.text.length + 1);
  }
  if (rest !== "" || parts.length === 0) parts.push({ type: "input_text", text: rest });
  return parts;
}
