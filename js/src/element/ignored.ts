/** Options that are part of ChatKit's contract but have no effect yet. */
import type { ChatKitOptions } from "@openai/chatkit";

const NO_EFFECT = [
  "theme.typography",
  "theme.radius",
  "theme.density",
  "theme.color",
  "threadItemActions.feedback",
  "composer.attachments",
  "composer.tools",
  "composer.models",
  "composer.dictation",
  "entities",
  "commands",
  "widgets",
];

/** The paths of those that are given; an option that is only switched off is not missed. */
export function ignoredOptions(options: ChatKitOptions): string[] {
  return NO_EFFECT.filter((path) => asksForSomething(valueAt(options, path)));
}

function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce((at, name) => (at as Record<string, unknown>)?.[name], value);
}

function asksForSomething(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return Boolean(value);
  return (value as { enabled?: boolean }).enabled !== false;
}
