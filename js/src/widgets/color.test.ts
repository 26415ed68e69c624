import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { background, borderColor, color, textColor } from "./color";

describe("colors", () => {
  it.each([
    [textColor, "secondary", "var(--color-text-secondary)"],
    [borderColor, "subtle", "var(--color-border-subtle)"],
    [background, "surface-tertiary", "var(--color-surface-tertiary)"],
    [color, "red-500", "var(--red-500)"],
    [color, "alpha-10", "var(--alpha-10)"],
    [color, "#0af", "#0af"],
    [color, "rebeccapurple", "rebeccapurple"],
    [color, "oklch(0.7 0.1 200 / 50%)", "oklch(0.7 0.1 200 / 50%)"],
    [textColor, { light: "#000", dark: "#fff" }, "light-dark(#000, #fff)"],
    [background, "linear-gradient(90deg, #fff, rgb(0 0 0 / 10%))", undefined],
  ] as const)("%o reads %j", (read, value, css) => {
    expect(read(value)).toBe(css ?? value);
  });

  it.each([
    "url(https://evil.example/x)",
    "red;background:url(x)",
    "var(--x)",
    "linear-gradient(url(x), red)",
    "linear-gradient(image-set(x), red)",
    "image(red)",
    "rgb(url(x))",
    "constructor()",
    7,
  ])("refuse %s", (value) => expect(background(value)).toBeUndefined());

  it("never let an address through", () => {
    const part = fc.constantFrom(
      ...[
        "url(",
        "linear-gradient(",
        "rgb(",
        ")",
        "#fff",
        ",",
        "red",
        "image-set(",
        "/*",
        "*/",
        " ",
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(background(parts.join("")) ?? "").not.toMatch(/url\(|image|[;{}*\\"']/i);
      }),
    );
  });
});
