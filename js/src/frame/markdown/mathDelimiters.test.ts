import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasMath, mathDelimiters } from "./mathDelimiters";

describe("mathDelimiters", () => {
  it.each([
    ["a \\(x^2\\) b", "a $$x^2$$ b"],
    ["$E = mc^2$.", "$$E = mc^2$$."],
    ["so\n\\[\nx + y\n\\]\n", "so\n\n$$\nx + y\n$$\n\n"],
    ["$$\na\nb\n$$", "\n$$\na\nb\n$$\n"],
    ["$$x$$", "$$x$$"],
  ])("writes the formula in %j with two dollars", (text, expected) => {
    expect(mathDelimiters(text)).toBe(expected);
    expect(hasMath(text)).toBe(true);
  });

  it.each([
    "It costs $5 and then $10.",
    "US$5 or A$7",
    "a `$x$` b",
    "``\\(x\\) ` ``",
    "```\n$x$\n```",
    "~~~sh\necho $x$ \\(y\\)\n",
    "\\$x\\$ and \\\\(no\\\\)",
    "only $ one",
  ])("leaves %j alone", (text) => {
    expect(mathDelimiters(text)).toBe(text);
    expect(hasMath(text)).toBe(false);
  });

  it("changes nothing where there is no formula, whatever the text", () => {
    const piece = fc.constantFrom("`", "$", "\\", "(", ")", "[", "]", "a", " ", "\n", "~", "1");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        if (!hasMath(text)) expect(mathDelimiters(text)).toBe(text);
      }),
    );
  });
});
