/** Turns what is to be sent into the wire format's user message. */
import type { OpenAIChatKit, UserMessageContent } from "@openai/chatkit";
import type { UserMessageInput } from "../protocol/types.gen";

/** What `sendUserMessage` takes. */
export type MessageParams = Parameters<OpenAIChatKit["sendUserMessage"]>[0];

/** The input for a request; throws when there is nothing to send. */
export function userInput(params: MessageParams): UserMessageInput {
  const content = contentOf(params);
  if (content.every(({ text }) => text.trim() === "") && !params.attachments?.length) {
    throw new Error("A message needs a text or an attachment.");
  }
  return {
    content: content.map((part) =>
      part.type === "input_tag" ? { ...part, data: part.data ?? {} } : part,
    ),
    attachments: (params.attachments ?? []).map(({ id }) => id),
    inference_options: {
      ...(params.model === undefined ? {} : { model: params.model }),
      ...(params.toolChoice === undefined ? {} : { tool_choice: params.toolChoice }),
    },
    ...(params.reply === undefined ? {} : { quoted_text: params.reply }),
  };
}

function contentOf({ content, text }: MessageParams): UserMessageContent[] {
  return content ?? [{ type: "input_text", text: text ?? "" }];
}
