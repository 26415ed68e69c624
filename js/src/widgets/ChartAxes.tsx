/** The axes of a chart, the lines behind it, and the mark of the place that is looked at. */
import styles from "./Chart.module.css";
import type { ChartData } from "./chartData";
import { type ChartLayout, formatNumber } from "./chartLayout";
import { currentLocale } from "./kit";
import { isRecord, type Node } from "./node";

const LONGEST = 14;

type AxesProps = { node: Node; data: ChartData; layout: ChartLayout; active: number | null };

export function ChartAxes({ node, data, layout, active }: AxesProps) {
  const { left, width, y, x, bottom, ticks, labelStep } = layout;
  const hidden = isRecord(node.xAxis) && node.xAxis.hide === true;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick} className={styles.tick}>
          <line
            x1={left}
            x2={width}
            y1={y(tick)}
            y2={y(tick)}
            data-zero={tick === 0 || undefined}
          />
          {node.showYAxis === true && (
            <text x={left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {formatNumber(tick, currentLocale())}
            </text>
          )}
        </g>
      ))}
      {active !== null && (
        <line className={styles.cursor} x1={x(active)} x2={x(active)} y1={8} y2={bottom} />
      )}
      {!hidden &&
        data.categories.map(
          (category, index) =>
            index % labelStep === 0 && (
              <text
                key={index}
                className={styles.category}
                x={x(index)}
                y={bottom + 18}
                textAnchor={anchorOf(x(index), left, width)}
              >
                {category.length > LONGEST ? `${category.slice(0, LONGEST - 1)}…` : category}
              </text>
            ),
        )}
    </>
  );
}

/** Keeps the labels at the ends inside the chart. */
function anchorOf(x: number, left: number, width: number): "start" | "middle" | "end" {
  if (x < left + 8) return "start";
  return x > width - 8 ? "end" : "middle";
}
