/** The bars, areas and lines of a chart. */
import { area, line } from "d3-shape";
import type { ChartData, Series } from "./chartData";
import type { ChartLayout } from "./chartLayout";

type MarksProps = { data: ChartData; layout: ChartLayout };

export function ChartMarks({ data, layout }: MarksProps) {
  const stacks = [...new Set(data.series.filter(isBar).map(({ stack }) => stack))];
  // What is drawn later lies above: lines above bars above areas.
  const order = ["area", "bar", "line"];
  const sorted = data.series.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  return sorted.map((series, index) => {
    if (!isBar(series)) return <Curve key={index} series={series} layout={layout} />;
    const place = { at: stacks.indexOf(series.stack), of: stacks.length };
    return <Bars key={index} series={series} layout={layout} place={place} />;
  });
}

function isBar(series: Series): boolean {
  return series.type === "bar";
}

type BarsProps = {
  series: Series;
  layout: ChartLayout;
  /** Which of the bars that stand beside each other it is. */
  place: { at: number; of: number };
};

function Bars({ series, layout, place }: BarsProps) {
  const { x, y, band, barGap } = layout;
  const gap = place.of > 1 ? Math.min(barGap, band / place.of / 2) : 0;
  const width = (band - gap * (place.of - 1)) / place.of;
  return series.spans.map(([from, to], index) => {
    const [top, bottom] = [y(Math.max(from, to)), y(Math.min(from, to))];
    return (
      series.values[index] !== null && (
        <rect
          key={index}
          x={x(index) - band / 2 + place.at * (width + gap)}
          y={top}
          width={Math.max(0.5, width)}
          height={Math.max(0, bottom - top)}
          rx={Math.min(3, width / 4)}
          fill={series.color}
        />
      )
    );
  });
}

function Curve({ series, layout }: { series: Series; layout: ChartLayout }) {
  const { x, y } = layout;
  const has = (_: unknown, index: number) => series.values[index] !== null;
  const stroke = line<readonly [number, number]>()
    .defined(has)
    .curve(series.curve)
    .x((_, index) => x(index))
    .y(([, to]) => y(to));
  const fill = area<readonly [number, number]>()
    .defined(has)
    .curve(series.curve as never)
    .x((_, index) => x(index))
    .y0(([from]) => y(from))
    .y1(([, to]) => y(to));
  return (
    <>
      {series.type === "area" && (
        <path d={fill(series.spans) ?? ""} fill={series.color} fillOpacity={0.25} stroke="none" />
      )}
      <path
        d={stroke(series.spans) ?? ""}
        fill="none"
        stroke={series.color}
        strokeWidth={2}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </>
  );
}
