import { expect, it } from "vitest";
import { textProblem } from "./problems";

const RULES = { required: false, pattern: "", type: "text" };

it.each([
  ["", { required: true }, "Fill this in."],
  [" ", { required: true }, "Fill this in."],
  ["", { pattern: "a+" }, null],
  ["b", { pattern: "a+" }, "This does not have the form that is asked for."],
  ["aa", { pattern: "a+" }, null],
  ["b", { pattern: "(" }, null],
  ["x", { type: "email" }, "Enter an email address."],
  ["a@b", { type: "email" }, null],
  ["x", { type: "url" }, "Enter a web address."],
  ["x", { type: "number" }, "Enter a number."],
  ["1.5", { type: "number" }, null],
])("“%s” with %j: %s", (value, rules, problem) => {
  expect(textProblem(value, { ...RULES, ...rules })).toBe(problem);
});
