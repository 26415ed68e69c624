/** Applies the updates that stream into one item. */
import type {
  AssistantMessageContent,
  AssistantMessageItem,
  ThreadItem,
  ThreadItemUpdate,
  WorkflowItem,
} from "./types.gen";
import { appendText, replaceComponent } from "./widgetTree";

/** The item after `update`; the same object when the update is not meant for such an item. */
export function applyUpdate(item: ThreadItem, update: ThreadItemUpdate): ThreadItem {
  switch (item.type) {
    case "assistant_message":
      return updateMessage(item, update);
    case "workflow":
      return updateWorkflow(item, update);
    case "widget":
      return updateWidget(item, update);
    case "generated_image":
      return update.type === "generated_image.updated" ? { ...item, image: update.image } : item;
    default:
      return item;
  }
}

function updateMessage(item: AssistantMessageItem, update: ThreadItemUpdate): ThreadItem {
  switch (update.type) {
    case "assistant_message.content_part.added":
    case "assistant_message.content_part.done":
      return withPart(item, update.content_index, () => update.content);
    case "assistant_message.content_part.text_delta":
      return withPart(item, update.content_index, (part) => ({
        ...part,
        text: part.text + update.delta,
      }));
    case "assistant_message.content_part.annotation_added":
      return withPart(item, update.content_index, (part) => ({
        ...part,
        annotations: put(part.annotations ?? [], update.annotation_index, update.annotation),
      }));
    default:
      return item;
  }
}

function withPart(
  item: AssistantMessageItem,
  index: number,
  change: (part: AssistantMessageContent) => AssistantMessageContent,
): AssistantMessageItem {
  const part = item.content[index] ?? { type: "output_text", text: "", annotations: [] };
  return { ...item, content: put(item.content, index, change(part)) };
}

function updateWorkflow(item: WorkflowItem, update: ThreadItemUpdate): ThreadItem {
  if (update.type !== "workflow.task.added" && update.type !== "workflow.task.updated") return item;
  const tasks = put(item.workflow.tasks, update.task_index, update.task);
  return { ...item, workflow: { ...item.workflow, tasks } };
}

function updateWidget(
  item: Extract<ThreadItem, { type: "widget" }>,
  update: ThreadItemUpdate,
): ThreadItem {
  switch (update.type) {
    case "widget.root.updated":
      return { ...item, widget: update.widget };
    case "widget.component.updated":
      return {
        ...item,
        widget: replaceComponent(item.widget, update.component_id, update.component),
      };
    case "widget.streaming_text.value_delta":
      return {
        ...item,
        widget: appendText(item.widget, update.component_id, update.delta, update.done),
      };
    default:
      return item;
  }
}

/** Sets an entry; one past the end, or beyond, is appended. */
function put<T>(list: readonly T[], index: number, value: T): T[] {
  return index < list.length ? list.with(index, value) : [...list, value];
}
