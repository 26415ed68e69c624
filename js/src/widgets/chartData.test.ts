import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartData } from "./chartData";
import { chartLayout } from "./chartLayout";

const CHART = {
  type: "Chart",
  xAxis: { dataKey: "month", labels: { "1": "January" } },
  data: [
    { month: 1, a: 2, b: "3", c: -1 },
    { month: 2, a: 4, b: null, c: 5 },
  ],
  series: [
    { type: "bar", dataKey: "a", label: "A", stack: "s" },
    { type: "bar", dataKey: "b", label: "B", stack: "s", color: "red-400" },
    { type: "line", dataKey: "c" },
  ],
};

describe("chartData", () => {
  it("reads categories, labels and values", () => {
    const { categories, series, extent } = chartData(CHART);
    expect(categories).toEqual(["January", "2"]);
    expect(series.map(({ label }) => label)).toEqual(["A", "B", "c"]);
    expect(series[1]?.values).toEqual([3, null]);
    expect(series[1]?.color).toBe("var(--red-400)");
    expect(extent).toEqual([-1, 5]);
  });

  it("puts the series of a stack on each other", () => {
    const { series } = chartData(CHART);
    expect(series[1]?.spans).toEqual([
      [2, 5],
      [4, 4],
    ]);
    expect(series[2]?.spans[1]).toEqual([0, 5]);
  });

  it("has a place for everything, whatever the data are", () => {
    const row = fc.dictionary(fc.constantFrom("a", "b"), fc.anything());
    fc.assert(
      fc.property(fc.array(row), fc.anything(), fc.anything(), (data, series, xAxis) => {
        const node = { ...CHART, data, series: [series, { dataKey: "a" }], xAxis };
        const read = chartData(node);
        const layout = chartLayout(node, read, 300, 200);
        for (const [from, to] of read.series.flatMap((each) => each.spans)) {
          expect(Number.isFinite(layout.y(from)) && Number.isFinite(layout.y(to))).toBe(true);
        }
        expect(read.categories.every((_, index) => Number.isFinite(layout.x(index)))).toBe(true);
      }),
    );
  });
});
