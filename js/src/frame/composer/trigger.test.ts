import { expect, it } from "vitest";
import { triggerAt } from "./trigger";

it.each([
  ["@", "@", 0, ""],
  ["ask @ord", "@", 4, "ord"],
  ["one\n/new", "/", 4, "new"],
  ["@Größe", "@", 0, "Größe"],
])("finds the sign and the query in %j", (text, kind, start, query) =>
  expect(triggerAt(text, text.length)).toEqual({ kind, start, end: text.length, query }),
);

it("looks only at what is before the caret", () =>
  expect(triggerAt("@order", 3)).toEqual({ kind: "@", start: 0, end: 3, query: "or" }));

it.each(["", "me@example.com", "a/b", "@or now", "https://x", "@@"])(
  "finds nothing in %j",
  (text) => expect(triggerAt(text, text.length)).toBeNull(),
);
