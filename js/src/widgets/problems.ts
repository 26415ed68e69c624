/** What keeps the content of a text field from being sent. */
import { t } from "./kit";

const EMAIL = /^[^\s@]+@[^\s@]+$/;

interface Rules {
  readonly required: boolean;
  readonly pattern: string;
  readonly type: string;
}

export function textProblem(value: string, { required, pattern, type }: Rules): string | null {
  if (value.trim() === "") return required ? t("widget.required") : null;
  if (type === "email" && !EMAIL.test(value)) return t("widget.email");
  if (type === "url" && !URL.canParse(value)) return t("widget.url");
  if (type === "number" && !Number.isFinite(Number(value))) return t("widget.number");
  return matches(value, pattern) ? null : t("widget.pattern");
}

function matches(value: string, pattern: string): boolean {
  if (pattern === "") return true;
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(value);
  } catch {
    // As in HTML, a pattern that is none does not count.
    return true;
  }
}
