import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { change, keepThrough, prepend, remove, upsert } from "./items";
import type { ThreadItem } from "./types.gen";

function item(id: string, version = 0): ThreadItem {
  const at = "2026-01-01T00:00:00Z";
  return { id, thread_id: `v${version}`, created_at: at, type: "end_of_turn" };
}

const ids = (items: readonly ThreadItem[]) => items.map(({ id }) => id);
const distinct = fc.uniqueArray(fc.nat({ max: 20 }).map(String));

describe("the list of items", () => {
  it("puts a new item at the end and a known one into its old place", () => {
    fc.assert(
      fc.property(distinct, fc.nat({ max: 20 }).map(String), (before, id) => {
        const list = before.map((each) => item(each));
        const after = upsert(list, item(id, 1));
        expect(ids(after)).toEqual(before.includes(id) ? before : [...before, id]);
        expect(after.filter(({ thread_id }) => thread_id === "v1")).toEqual([item(id, 1)]);
      }),
    );
  });

  it("leaves out one item and keeps the order of the rest", () => {
    fc.assert(
      fc.property(distinct, fc.nat({ max: 20 }).map(String), (before, id) => {
        const list = before.map((each) => item(each));
        expect(ids(remove(list, id))).toEqual(before.filter((each) => each !== id));
      }),
    );
  });

  it("adds earlier items once, before those that are there", () => {
    fc.assert(
      fc.property(distinct, distinct, (before, earlier) => {
        const list = prepend(
          before.map((each) => item(each)),
          earlier.map((each) => item(each, 1)),
        );
        expect(new Set(ids(list)).size).toBe(list.length);
        expect(ids(list).slice(list.length - before.length)).toEqual(before);
        expect(new Set(ids(list))).toEqual(new Set([...before, ...earlier]));
      }),
    );
  });

  it("is the same list when nothing changes", () => {
    const list = [item("a"), item("b")];
    expect(change(list, "b", (same) => same)).toBe(list);
    expect(change(list, "x", () => item("y"))).toBe(list);
    expect(remove(list, "x")).toBe(list);
    expect(keepThrough(list, "x")).toBe(list);
  });

  it("can be cut after an item", () => {
    const list = [item("a"), item("b"), item("c")];
    expect(ids(keepThrough(list, "b"))).toEqual(["a", "b"]);
  });
});
