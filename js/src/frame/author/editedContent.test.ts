import fc from "fast-check";
import { expect, test } from "vitest";
import { editableText, editedContent } from "./editedContent";

const text = (value: string) => ({ type: "input_text" as const, text: value });
const tag = (name: string) => ({
  type: "input_tag" as const,
  id: name,
  text: name,
  data: {},
  interactive: true,
});

test("keeps what is still mentioned", () => {
  const before = [text("Plot "), tag("orders"), text(" by "), tag("day")];
  expect(editableText(before)).toBe("Plot @orders by @day");
  expect(editedContent("Count @orders now", before)).toEqual([
    text("Count "),
    tag("orders"),
    text(" now"),
  ]);
});

const part = fc.oneof(fc.string().map(text), fc.stringMatching(/^[a-z]{1,5}$/).map(tag));

test("says what was typed, whatever that is", () => {
  fc.assert(
    fc.property(fc.array(part), (before) => {
      const typed = editableText(before);
      expect(editableText([...editedContent(typed, before)] as typeof before)).toBe(typed);
    }),
  );
});
