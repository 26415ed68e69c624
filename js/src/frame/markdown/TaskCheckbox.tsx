/** The box of an item in a task list; it shows a state and can not be changed. */
import { t } from "../../i18n";

export function TaskCheckbox({ checked = false }: { checked?: boolean }) {
  const label = t(checked ? "markdown.taskDone" : "markdown.taskOpen");
  return <input type="checkbox" checked={checked} disabled aria-label={label} />;
}
