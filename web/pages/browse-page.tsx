import type { BrowseResult } from "../../src/browse/browse-measures.ts";
import type { BrowseRow } from "../../src/browse/browse-row.ts";
import type { CountCharts } from "../../src/browse/count-charts.ts";
import type { BrowseQuery } from "../../src/browse/read-browse-query.ts";
import { pageAddress, useSite } from "../client/site.ts";
import type { Strings } from "../client/strings.ts";
import { MeasureLink } from "../client/views/measure-link.tsx";
import { BrowseCharts } from "./browse-charts.tsx";
import { BrowseFilters } from "./browse-filters.tsx";
import { Layout, type PageFrame } from "./layout.tsx";

interface BrowsePageProps extends PageFrame {
  query: BrowseQuery;
  /** The query as an address has it, without "?"; "" for all measures. */
  parameters: string;
  result: BrowseResult;
  charts: CountCharts;
  /** Values of the address that no measure has. */
  ignored: readonly string[];
}

/** The largest budget, and in small what it is of and whether it is the measure's own. */
function BudgetView({ row }: { row: BrowseRow }) {
  const { strings } = useSite();
  const { budget } = row;
  if (budget === undefined) return <span class="note">{strings.measure.none}</span>;
  const notes = [budget.fiscalYear, budget.withinTotal ? strings.browse.within : undefined].filter(
    (note) => note !== undefined,
  );
  return (
    <span lang="ja">
      {budget.value}
      {notes.length > 0 && <span class="note">（{notes.join("・")}）</span>}
    </span>
  );
}

function RowView({ row, labels }: { row: BrowseRow; labels: Strings["browse"] }) {
  const site = useSite();
  return (
    <tr>
      <th scope="row">
        <MeasureLink measure={row} />
        <span class="note" lang="ja">
          {row.topic}
        </span>
      </th>
      <td data-label={labels.ministry} lang="ja">
        {row.ministries.map(({ name }) => name).join("、") || site.strings.measure.none}
      </td>
      <td data-label={labels.type} lang="ja">
        {row.supportTypes.join("、")}
      </td>
      <td data-label={labels.budget}>
        <BudgetView row={row} />
      </td>
      <td data-label={labels.page}>
        <a href={pageAddress(site, `/pages/${row.pages.first}`)}>{site.strings.pages(row.pages)}</a>
      </td>
    </tr>
  );
}

function Results({ parameters, result, charts, ignored }: Omit<BrowsePageProps, keyof PageFrame | "query">) {
  const site = useSite();
  const { browse } = site.strings;
  const suffix = parameters === "" ? "" : `?${parameters}`;
  return (
    <div id="results">
      {ignored.length > 0 && <p class="caution">{browse.ignored(ignored.join("、"))}</p>}
      <div class="result-tools">
        <p class="result-count">{browse.found(result.rows.length, result.total)}</p>
        {parameters !== "" && <a href={pageAddress(site, "/browse")}>{browse.reset}</a>}
        {result.rows.length > 0 && (
          <a href={`${site.basePath}/browse.csv${suffix}`} download="shisaku.csv">
            {browse.csv}
          </a>
        )}
      </div>
      {result.rows.length === 0 ? (
        <p>{browse.none}</p>
      ) : (
        <>
          <BrowseCharts charts={charts} />
          <table class="measures">
            <caption class="visually-hidden">{browse.title}</caption>
            <thead>
              <tr>
                <th scope="col">{browse.name}</th>
                <th scope="col">{browse.ministry}</th>
                <th scope="col">{browse.type}</th>
                <th scope="col">{browse.budget}</th>
                <th scope="col">{browse.page}</th>
              </tr>
            </thead>
            <tbody>
              {result.rows.map((row) => (
                <RowView row={row} labels={browse} key={row.id} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

/** web/client/browse.ts sends the form as it changes and puts the new `#results` and counts in place. */
export function BrowsePage({ query, parameters, result, charts, ignored, ...frame }: BrowsePageProps) {
  const { site } = frame;
  const { browse } = site.strings;
  return (
    <Layout {...frame} title={browse.title} description={browse.description(result.total)} scripts={["browse.js"]}>
      <h1>{browse.title}</h1>
      <p>{browse.description(result.total)}</p>
      <p class="visually-hidden" role="status" id="browse-status" />
      <div class="browse">
        <BrowseFilters query={query} facets={result.facets} />
        <Results parameters={parameters} result={result} charts={charts} ignored={ignored} />
      </div>
    </Layout>
  );
}
