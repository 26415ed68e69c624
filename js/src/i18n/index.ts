/** The texts of the interface, by key. */
import { en } from "./en";

export type TextKey = keyof typeof en;

/** The text for `key`, with each `{name}` in it replaced by `values.name`. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return en[key].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  );
}
