import type { CountCharts } from "../../src/browse/count-charts.ts";
import { useSite } from "../client/site.ts";
import { BarChart } from "./bar-chart.tsx";

/** Counts of the measures on the list by ministry and by kind, drawn, and as tables for who cannot see the drawing. */
export function BrowseCharts({ charts }: { charts: CountCharts }) {
  const { browse } = useSite().strings;
  const { ministries, types, counts } = charts.ministryByType;
  return (
    <details class="charts">
      <summary>{browse.charts}</summary>
      <p class="note">{browse.chartNote}</p>
      <div class="chart-pair">
        <section>
          <h2>{browse.chartByMinistry}</h2>
          <BarChart id="by-ministry" title={browse.chartByMinistry} values={charts.byMinistry} say={browse.measures} />
        </section>
        <section>
          <h2>{browse.chartByType}</h2>
          <BarChart id="by-type" title={browse.chartByType} values={charts.byType} say={browse.measures} />
        </section>
      </div>
      <h2>{browse.table}</h2>
      <section class="table-frame" aria-label={browse.crossTable} tabindex={0}>
        <table class="cross-table">
          <caption>{browse.crossTable}</caption>
          <thead>
            <tr>
              <th scope="col">{browse.ministry}</th>
              <th scope="col">{browse.count}</th>
              {types.map((type) => (
                <th scope="col" key={type} lang="ja">
                  {type}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ministries.map((ministry, row) => (
              <tr key={ministry}>
                <th scope="row" lang="ja">
                  {ministry}
                </th>
                <td>{charts.byMinistry[row]?.count}</td>
                {types.map((type, column) => (
                  <td key={type}>{counts[row]?.[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
