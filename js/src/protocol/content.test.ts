import fc from "fast-check";
import { expect, it } from "vitest";
import { fromText, toText, withText } from "./content";

it("says what was typed", () => {
  fc.assert(fc.property(fc.string(), (text) => toText(fromText(text)) === text));
});

it("names the tags in a content", () => {
  const tag = { type: "input_tag" as const, id: "7", text: "Order 7" };
  expect(toText([{ type: "input_text", text: "Where is " }, tag])).toBe("Where is Order 7");
});

it("is empty where nothing was typed", () => {
  expect(fromText("")).toEqual([]);
});

it.each([
  ["", "two"],
  ["one", "one two"],
  ["one ", "one two"],
  ["one\n", "one\ntwo"],
])("puts a text after %j", (before, after) => {
  expect(withText(fromText(before), "two")).toEqual(fromText(after));
});

it("keeps a tag apart from a text after it", () => {
  const tag = { type: "input_tag" as const, id: "7", text: "Order 7" };
  expect(withText([tag], "two")).toEqual([tag, { type: "input_text", text: "two" }]);
});
