import { currentLocale } from "../../i18n";

const DAY_MS = 86_400_000;

/** When a thread was made, as short as it is clear: the time today, the day this year. */
export function dayLabel(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  if (now.getTime() - date.getTime() < DAY_MS && date.getDate() === now.getDate()) {
    return date.toLocaleTimeString(currentLocale(), { hour: "numeric", minute: "2-digit" });
  }
  const sameYear = date.getFullYear() === now.getFullYear();
  return date.toLocaleDateString(currentLocale(), {
    month: "short",
    day: "numeric",
    year: sameYear ? undefined : "numeric",
  });
}
