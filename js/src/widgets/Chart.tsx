/** Bars, areas and lines over one axis. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { blockStyle } from "./boxStyle";
import styles from "./Chart.module.css";
import { ChartAxes } from "./ChartAxes";
import { ChartMarks } from "./ChartMarks";
import { ChartTable } from "./ChartTable";
import { ChartTooltip } from "./ChartTooltip";
import type { Drawn } from "./Component";
import { type ChartData, chartData } from "./chartData";
import { chartLayout } from "./chartLayout";
import { useSize } from "./useSize";

const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function Chart({ node }: Drawn) {
  const data = useMemo(() => chartData(node), [node]);
  const plot = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(plot);
  const [active, setActive] = useState<number | null>(null);
  const layout = chartLayout(node, data, width, height);
  const last = data.categories.length - 1;
  const at = active === null || node.showTooltip === false ? null : Math.min(active, last);

  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const x = clientX - currentTarget.getBoundingClientRect().left;
    const places = data.categories.map((_, index) => Math.abs(layout.x(index) - x));
    setActive(places.length > 0 ? places.indexOf(Math.min(...places)) : null);
  };
  const move = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setActive(Math.max(0, Math.min(last, (active ?? -step) + step)));
  };
  const legend = node.showLegend !== false && data.series.length > 0;
  return (
    <figure className={styles.chart} style={blockStyle(node)}>
      <div
        ref={plot}
        className={styles.plot}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its values can be read by arrow keys
        tabIndex={0}
        aria-label={data.series.map(({ label }) => label).join(", ")}
        onPointerMove={point}
        onPointerLeave={() => setActive(null)}
        onBlur={() => setActive(null)}
        onKeyDown={move}
      >
        <svg width={width} height={height} aria-hidden="true">
          <ChartAxes node={node} data={data} layout={layout} active={at} />
          <ChartMarks data={data} layout={layout} />
        </svg>
        {at !== null && at >= 0 && <ChartTooltip data={data} index={at} x={layout.x(at)} />}
      </div>
      {legend && <Legend data={data} />}
      <ChartTable data={data} />
    </figure>
  );
}

function Legend({ data }: { data: ChartData }) {
  return (
    <ul className={styles.legend}>
      {data.series.map((series, index) => (
        <li key={index}>
          <span className={styles.swatch} style={{ background: series.color }} />
          {series.label}
        </li>
      ))}
    </ul>
  );
}
