/** The `@…` or `/…` that the caret is in, which searches for entities or commands. */
export type Trigger = {
  kind: "@" | "/";
  /** Where the sign stands in the text, and where the query ends. */
  start: number;
  end: number;
  query: string;
};

const TRIGGER = /(?:^|\s)([@/])([^\s@/]*)$/u;

/** The trigger before the caret; only a sign at the start of a word is one, so addresses are not. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const [, kind, query = ""] = TRIGGER.exec(text.slice(0, caret)) ?? [];
  if (kind !== "@" && kind !== "/") return null;
  return { kind, start: caret - query.length - 1, end: caret, query };
}
