import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { card, showWidget } from "./testing";

const CHART = {
  type: "Chart",
  xAxis: "month",
  data: [
    { month: "Jan", a: 2, b: 3, c: 1 },
    { month: "Feb", a: 4, b: 1, c: 5 },
  ],
  series: [
    { type: "bar", dataKey: "a", label: "Desktop", stack: "s" },
    { type: "area", dataKey: "b", label: "Mobile" },
    { type: "line", dataKey: "c", label: "Target", color: "red-400" },
  ],
};

function chart(change = {}) {
  const { container } = showWidget(card({ ...CHART, ...change }));
  return { container, plot: screen.getByRole("img") };
}

describe("a chart", () => {
  it("draws its series and its axes", () => {
    const { container } = chart({ showYAxis: true });
    expect(container.querySelectorAll("rect")).toHaveLength(2);
    expect(container.querySelectorAll("svg path")).toHaveLength(3);
    const texts = [...container.querySelectorAll("svg text")].map((text) => text.textContent);
    expect(texts).toEqual(expect.arrayContaining(["0", "Jan", "Feb"]));
  });

  it("has a legend and a table, unless it wants no legend", () => {
    chart();
    const legend = within(screen.getByRole("list")).getAllByRole("listitem");
    expect(legend.map((entry) => entry.textContent)).toEqual(["Desktop", "Mobile", "Target"]);
    expect(screen.getByRole("table", { name: "Values of the chart" }).textContent).toContain(
      "Feb415",
    );
  });

  it("hides what it is told to hide", () => {
    const { container, plot } = chart({
      showLegend: false,
      showTooltip: false,
      xAxis: { dataKey: "month", hide: true },
    });
    fireEvent.pointerMove(plot, { clientX: 10 });
    expect(screen.queryByRole("list")).toBeNull();
    expect(screen.queryByRole("status")).toBeNull();
    expect(container.querySelectorAll("svg text")).toHaveLength(0);
  });

  it("tells the values under the pointer, and by the arrow keys", () => {
    const { plot } = chart();
    fireEvent.pointerMove(plot, { clientX: 10 });
    expect(screen.getByRole("status").textContent).toBe("JanDesktop2Mobile3Target1");
    fireEvent.keyDown(plot, { key: "ArrowRight" });
    expect(screen.getByRole("status").textContent).toContain("Feb");
    fireEvent.pointerLeave(plot);
    expect(screen.queryByRole("status")).toBeNull();
  });
});
