/** The values of a chart for those who can not see it. */
import type { ChartData } from "./chartData";
import { t } from "./kit";

const MOST_ROWS = 100;

export function ChartTable({ data }: { data: ChartData }) {
  return (
    <table className="sr-only">
      <caption>{t("widget.chartData")}</caption>
      <thead>
        <tr>
          <td />
          {data.series.map((series, index) => (
            <th key={index} scope="col">
              {series.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.categories.slice(0, MOST_ROWS).map((category, row) => (
          <tr key={row}>
            <th scope="row">{category}</th>
            {data.series.map((series, index) => (
              <td key={index}>{series.values[row]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
