import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { borderColor } from "./color";
import { borders, distance, flex, length, radius, ratio, spacing } from "./css";

describe("length", () => {
  it.each([
    [12, "12px"],
    ["12", "12px"],
    ["50%", "50%"],
    [" 1.5rem ", "1.5rem"],
    ["auto", "auto"],
    ["calc(100% - 2rem)", "calc(100% - 2rem)"],
    [1e9, "10000px"],
  ])("takes %s", (value, css) => expect(length(value)).toBe(css));

  it.each([
    "url(x)",
    "1px;color:red",
    "calc(url(x))",
    "expression(1)",
    "",
    "px",
    Number.NaN,
    {},
    null,
  ])("refuses %s", (value) => expect(length(value)).toBeUndefined());

  it("counts distances in steps", () => {
    expect(distance(2)).toBe("calc(var(--spacing) * 2)");
    expect(distance("8px")).toBe("8px");
  });
});

describe("spacing", () => {
  it("takes one, several, or one for each edge", () => {
    expect(spacing("4px 1rem")).toBe("4px 1rem");
    expect(spacing({ x: "1px", top: "2px" })).toBe("2px 1px 0 1px");
    expect(spacing("1px 2px 3px 4px 5px")).toBeUndefined();
    expect(spacing("1px url(x)")).toBeUndefined();
  });
});

describe("borders", () => {
  it("takes a width, a border, or one for each edge", () => {
    expect(borders(1, borderColor).borderTop).toBe("1px solid var(--color-border)");
    expect(borders({ size: 2, color: "strong", style: "dashed" }, borderColor)).toEqual({
      borderTop: "2px dashed var(--color-border-strong)",
      borderRight: "2px dashed var(--color-border-strong)",
      borderBottom: "2px dashed var(--color-border-strong)",
      borderLeft: "2px dashed var(--color-border-strong)",
    });
    expect(borders({ y: 1, top: 3 }, borderColor)).toEqual({
      borderTop: "3px solid var(--color-border)",
      borderBottom: "1px solid var(--color-border)",
    });
    expect(borders({ size: -1 }, borderColor)).toEqual({});
  });
});

describe("other values", () => {
  it("reads ratios, shares and radii", () => {
    expect(ratio(1.5)).toBe("1.5");
    expect(ratio("16 / 9")).toBe("16 / 9");
    expect(ratio("a/b")).toBeUndefined();
    expect(flex(1)).toBe("1");
    expect(flex("1 1 auto")).toBe("1 1 auto");
    expect(flex("1;x")).toBeUndefined();
    expect(radius("lg")).toBe("var(--radius-lg)");
    expect(radius("none")).toBe("0");
    expect(radius("9px")).toBeUndefined();
  });

  it("never lets anything through that ends a value or loads a file", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of [length, distance, spacing, ratio, flex, radius]) {
          expect(read(value) ?? "").not.toMatch(/[;{}\\"']|url|src\(|image\(/i);
        }
      }),
    );
  });
});
