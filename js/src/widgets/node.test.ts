import { describe, expect, it } from "vitest";
import { childrenOf, countOf, isNode, keysOf, oneOf, textOf } from "./node";

describe("nodes", () => {
  it("finds the components in one", () => {
    const text = { type: "Text" };
    expect(childrenOf({ type: "Card", children: [text, null, "x", [], text] })).toEqual([
      text,
      text,
    ]);
    expect(childrenOf({ type: "Transition", children: text })).toEqual([text]);
    expect(childrenOf({ type: "Text" })).toEqual([]);
    expect(isNode({ type: 7 })).toBe(false);
  });

  it("gives each a key of its own, whatever they say", () => {
    const named = [{ type: "A", key: "k" }, { type: "A", id: "k" }, { type: "A" }, { type: "A" }];
    expect(new Set(keysOf(named)).size).toBe(4);
    expect(keysOf([{ type: "A", key: "k" }])).toEqual(keysOf([{ type: "A", key: "k", value: 1 }]));
  });

  it("reads values", () => {
    expect([textOf("a"), textOf(1), textOf({}), textOf(null)]).toEqual(["a", "1", "", ""]);
    expect(oneOf("b", ["a", "b"])).toBe("b");
    expect(oneOf("constructor", ["a"])).toBeUndefined();
    expect([countOf(2.5, 10), countOf(99, 10), countOf(0, 10), countOf("2", 10)]).toEqual([
      ...[2, 10, undefined, undefined],
    ]);
  });
});
