/** Where the parts of a chart are, in px. */
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { ChartData } from "./chartData";
import type { Node } from "./node";

const TICKS = 4;
const TOP = 8;
const X_AXIS = 24;
const CHARACTER = 7;
const LABEL_ROOM = 72;
const BAR_SHARE = 0.24;

export interface ChartLayout {
  readonly width: number;
  readonly left: number;
  readonly bottom: number;
  readonly y: ScaleLinear<number, number>;
  readonly ticks: readonly number[];
  /** The middle of a place on the x axis. */
  readonly x: (index: number) => number;
  /** The room that the bars of one place have. */
  readonly band: number;
  readonly barGap: number;
  /** Which of the places have room for their label: every so many. */
  readonly labelStep: number;
}

export function chartLayout(
  node: Node,
  data: ChartData,
  width: number,
  height: number,
): ChartLayout {
  const hideX = typeof node.xAxis === "object" && (node.xAxis as { hide?: unknown })?.hide === true;
  const bottom = Math.max(TOP + 1, height - (hideX ? 4 : X_AXIS));
  const [low, high] = data.extent;
  const y = scaleLinear([low, low === high ? high + 1 : high], [bottom, TOP]).nice(TICKS);
  const ticks = y.ticks(TICKS);
  const longest = Math.max(...ticks.map((tick) => formatNumber(tick).length));
  const left = node.showYAxis === true ? longest * CHARACTER + 10 : 4;
  const count = Math.max(1, data.categories.length);
  const room = Math.max(1, width - left - 4);
  const bars = data.series.some((series) => series.type === "bar") || count === 1;
  const step = bars ? room / count : room / (count - 1);
  const gap = typeof node.barCategoryGap === "number" ? node.barCategoryGap : step * BAR_SHARE;
  return {
    width,
    left,
    bottom,
    y,
    ticks,
    x: (index) => left + (bars ? step * (index + 0.5) : step * index),
    band: Math.max(1, step - Math.max(0, gap)),
    barGap: typeof node.barGap === "number" ? Math.max(0, node.barGap) : 4,
    labelStep: Math.max(1, Math.ceil((count * LABEL_ROOM) / room)),
  };
}

/** A number on an axis, short. */
export function formatNumber(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 2 }).format(
    value,
  );
}
