import { type TextKey, t } from "../../i18n";
import type { Task } from "../../protocol/types.gen";

const UNTITLED: Record<Task["type"], TextKey> = {
  custom: "task.custom",
  web_search: "task.search",
  thought: "task.thought",
  file: "task.file",
  image: "task.image",
};

/** One line that says what a task is about. */
export function taskTitle(task: Task): string {
  if (task.title) return task.title;
  if (task.type === "web_search" && task.title_query) {
    return t("task.searchFor", { query: task.title_query });
  }
  return t(UNTITLED[task.type] ?? "task.custom");
}
