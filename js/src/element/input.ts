/** Turns what is to be sent into the wire format's user message. */
import type { OpenAIChatKit, UserMessageContent } from "@openai/chatkit";
import type { Attachment, UserMessageInput, UserMessageItem } from "../protocol/types.gen";
import { uuid } from "../transport/uuid";

/** What `sendUserMessage` takes. */
export type MessageParams = Parameters<OpenAIChatKit["sendUserMessage"]>[0];

/** A message for the server, and the attachments to show with it. */
export interface OutgoingMessage {
  readonly input: UserMessageInput;
  readonly attachments: readonly Attachment[];
}

/** The message to send; throws when there is nothing to send. */
export function outgoing(params: MessageParams): OutgoingMessage {
  const content = contentOf(params);
  const attachments = params.attachments ?? [];
  if (content.every(({ text }) => text.trim() === "") && attachments.length === 0) {
    throw new Error("A message needs a text or an attachment.");
  }
  const input = {
    content: content.map((part) =>
      part.type === "input_tag" ? { ...part, data: part.data ?? {} } : part,
    ),
    attachments: attachments.map(({ id }) => id),
    inference_options: {
      ...(params.model === undefined ? {} : { model: params.model }),
      ...(params.toolChoice === undefined ? {} : { tool_choice: params.toolChoice }),
    },
    ...(params.reply === undefined ? {} : { quoted_text: params.reply }),
  };
  return { input, attachments };
}

/** The message as the thread shows it until the server has confirmed it. */
export function localItem(
  { input, attachments }: OutgoingMessage,
  threadId: string,
): UserMessageItem {
  return {
    id: `local:${uuid()}`,
    thread_id: threadId,
    created_at: new Date().toISOString(),
    type: "user_message",
    content: input.content,
    attachments: [...attachments],
    quoted_text: input.quoted_text ?? null,
    inference_options: input.inference_options,
  };
}

function contentOf({ content, text }: MessageParams): UserMessageContent[] {
  return content ?? [{ type: "input_text", text: text ?? "" }];
}
