import fc from "fast-check";
import { expect, it } from "vitest";
import { Rows } from "./Rows";

const SIZES = fc.uniqueArray(fc.tuple(fc.string(), fc.option(fc.integer({ min: 1, max: 999 }))), {
  selector: ([key]) => key,
  minLength: 1,
});

it("stand one below the other, and are found by where they are", () =>
  fc.assert(
    fc.property(SIZES, fc.integer({ min: 1, max: 99 }), fc.nat(), (sizes, estimate, at) => {
      const measured = new Map(sizes.flatMap(([key, size]) => (size ? [[key, size]] : [])));
      const rows = new Rows(
        sizes.map(([key]) => key),
        measured,
        estimate,
      );
      expect(rows.top(0)).toBe(0);
      for (const [index, [key, size]] of sizes.entries()) {
        expect(rows.indexOf(key)).toBe(index);
        expect(rows.top(index + 1) - rows.top(index)).toBe(size ?? estimate);
      }
      expect(rows.height).toBe(rows.top(sizes.length));
      const found = rows.indexAt(at % rows.height);
      expect(rows.top(found)).toBeLessThanOrEqual(at % rows.height);
      expect(rows.top(found + 1)).toBeGreaterThan(at % rows.height);
    }),
  ));

it("beyond the ends give the nearest", () => {
  const rows = new Rows(["a", "b"], new Map(), 10);
  expect([rows.indexAt(-5), rows.indexAt(500)]).toEqual([0, 1]);
  expect(new Rows([], new Map(), 10)).toMatchObject({ height: 0 });
});
