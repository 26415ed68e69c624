/** Reads what a chart shows. */
import * as shape from "d3-shape";
import { color } from "./color";
import { isRecord, type Node, oneOf, textOf } from "./node";

const MOST_POINTS = 1000;
const MOST_SERIES = 20;
// Sums of stacks must stay finite.
const GREATEST = 1e15;
const PALETTE = ["blue", "purple", "orange", "green", "pink", "yellow", "red"];

const CURVES = {
  basis: shape.curveBasis,
  basisClosed: shape.curveBasisClosed,
  basisOpen: shape.curveBasisOpen,
  bumpX: shape.curveBumpX,
  bumpY: shape.curveBumpY,
  bump: shape.curveBumpX,
  linear: shape.curveLinear,
  linearClosed: shape.curveLinearClosed,
  natural: shape.curveNatural,
  monotoneX: shape.curveMonotoneX,
  monotoneY: shape.curveMonotoneY,
  monotone: shape.curveMonotoneX,
  step: shape.curveStep,
  stepBefore: shape.curveStepBefore,
  stepAfter: shape.curveStepAfter,
} as const;
const CURVE_NAMES = Object.keys(CURVES) as (keyof typeof CURVES)[];

export interface Series {
  readonly type: "bar" | "area" | "line";
  readonly label: string;
  readonly color: string;
  readonly curve: shape.CurveFactory;
  /** Bars and areas of one stack stand on each other; a series of its own has a stack of its own. */
  readonly stack: string;
  /** What the data says, by the place on the x axis; null where there is no number. */
  readonly values: readonly (number | null)[];
  /** From where to where each value goes, in units of the y axis. */
  readonly spans: readonly (readonly [number, number])[];
}

export interface ChartData {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** The least and the greatest value on the y axis, with zero among them. */
  readonly extent: readonly [number, number];
}

export function chartData(node: Node): ChartData {
  const rows = list(node.data).slice(0, MOST_POINTS);
  const axis = isRecord(node.xAxis) ? node.xAxis : { dataKey: node.xAxis };
  const labels = isRecord(axis.labels) ? axis.labels : {};
  const categories = rows.map((row) => {
    const value = textOf(own(row, textOf(axis.dataKey)));
    return textOf(own(labels, value)) || value;
  });
  const tops = new Map<string, number[]>();
  const series = list(node.series)
    .slice(0, MOST_SERIES)
    .map((each, index) => readSeries(each, index, rows, tops));
  const ends = series.flatMap((each) => each.spans.flat());
  return { categories, series, extent: [Math.min(0, ...ends), Math.max(0, ...ends)] };
}

function readSeries(
  series: Record<string, unknown>,
  index: number,
  rows: readonly Record<string, unknown>[],
  tops: Map<string, number[]>,
): Series {
  const type = oneOf(series.type, ["bar", "area", "line"]) ?? "bar";
  const values = rows.map((row) => numberOf(own(row, textOf(series.dataKey))));
  const shared = type === "line" ? "" : textOf(series.stack);
  const stack = `${type}:${shared || `#${index}`}`;
  const below = tops.get(stack) ?? [];
  const spans = values.map((value, at) => {
    const from = below[at] ?? 0;
    return [from, from + (value ?? 0)] as const;
  });
  tops.set(
    stack,
    spans.map(([, to]) => to),
  );
  return {
    type,
    label: textOf(series.label) || textOf(series.dataKey),
    color: color(series.color) ?? `var(--${PALETTE[index % PALETTE.length]}-400)`,
    curve: CURVES[oneOf(series.curveType, CURVE_NAMES) ?? "monotone"],
    stack,
    values,
    spans,
  };
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Math.abs(number) <= GREATEST ? number : null;
}
