/** The values at one place of a chart. */
import styles from "./Chart.module.css";
import type { ChartData } from "./chartData";
import { currentLocale } from "./kit";

type ChartTooltipProps = { data: ChartData; index: number; x: number };

export function ChartTooltip({ data, index, x }: ChartTooltipProps) {
  const numbers = new Intl.NumberFormat(currentLocale());
  return (
    <div className={styles.tooltip} role="status" style={{ "--x": `${x}px` } as object}>
      <strong>{data.categories[index]}</strong>
      {data.series.map((series, at) => {
        const value = series.values[index] ?? null;
        return (
          <div key={at} className={styles.reading}>
            <span className={styles.swatch} style={{ background: series.color }} />
            <span>{series.label}</span>
            <span className={styles.number}>{value === null ? "–" : numbers.format(value)}</span>
          </div>
        );
      })}
    </div>
  );
}
