import { describe, expect, it } from "vitest";
import { isTooDeep, MAX_NESTING } from "./nesting";

describe("Markdown that is too deep to parse", () => {
  it.each([">", "> ", "- ", "1. ", "> * "])(
    "has more than %o after each other on a line",
    (mark) => {
      const perMark = mark.trim().split(" ").length;
      const most = Math.floor(MAX_NESTING / perMark);
      expect(isTooDeep(`Before\n${mark.repeat(most)}x`)).toBe(false);
      expect(isTooDeep(`Before\n${mark.repeat(most + 1)}x`)).toBe(true);
    },
  );

  it("is neither a rule, nor a table, nor a long line of text", () => {
    expect(isTooDeep("-".repeat(1000))).toBe(false);
    expect(isTooDeep(`|${"-|".repeat(1000)}`)).toBe(false);
    expect(isTooDeep("a > b ".repeat(1000))).toBe(false);
  });
});
