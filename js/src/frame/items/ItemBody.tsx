/** Chooses how an item of the thread is shown. */
import { t } from "../../i18n";
import type { ThreadItem } from "../../protocol/types.gen";
import { AssistantMessage } from "./AssistantMessage";
import { ClientToolCall } from "./ClientToolCall";
import { GeneratedImage } from "./GeneratedImage";
import { Note } from "./Note";
import { StructuredInput } from "./StructuredInput";
import { TaskLine } from "./TaskLine";
import { UserMessage } from "./UserMessage";
import { WidgetItemView } from "./WidgetItemView";
import { Workflow } from "./Workflow";

type ItemBodyProps = {
  item: ThreadItem;
  /** Whether more of it is on its way. */
  streaming: boolean;
  imageDomains: readonly string[];
};

export function ItemBody({ item, streaming, imageDomains }: ItemBodyProps) {
  switch (item.type) {
    case "user_message":
      return <UserMessage item={item} imageDomains={imageDomains} />;
    case "assistant_message":
      return <AssistantMessage item={item} streaming={streaming} imageDomains={imageDomains} />;
    case "workflow":
      return <Workflow workflow={item.workflow} active={streaming} />;
    case "task":
      return <TaskLine as="div" task={item.task} active={streaming} />;
    case "client_tool_call":
      return <ClientToolCall item={item} />;
    case "generated_image":
      return <GeneratedImage item={item} streaming={streaming} imageDomains={imageDomains} />;
    case "widget":
      return <WidgetItemView item={item} imageDomains={imageDomains} />;
    case "structured_input":
      return <StructuredInput item={item} />;
    default:
      return <Note text={t("item.unknown", { type: item.type })} />;
  }
}

const SILENT = new Set(["end_of_turn", "hidden_context_item", "sdk_hidden_context"]);

/** Whether an item has anything to show. */
export function isVisible(item: ThreadItem): boolean {
  return !SILENT.has(item.type);
}

/** The text that Copy takes from an item, or null where there is nothing to copy. */
export function copyTextOf(item: ThreadItem): string | null {
  switch (item.type) {
    case "assistant_message":
      return item.content.map((part) => part.text).join("\n\n");
    case "user_message":
      return item.content.map((part) => part.text).join("");
    case "widget":
      return item.copy_text ?? null;
    default:
      return null;
  }
}
