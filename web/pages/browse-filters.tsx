import type { BrowseFacetValue, BrowseResult } from "../../src/browse/browse-measures.ts";
import type { BrowseQuery } from "../../src/browse/read-browse-query.ts";
import { useSite } from "../client/site.ts";

type Dimension = keyof BrowseResult["facets"];
const dimensions: readonly Dimension[] = ["section", "topic", "ministry", "type", "year", "chapter"];
const sorts = ["document", "budget", "ministry", "title"] as const;

function FacetValues({ dimension, values }: { dimension: Dimension; values: readonly BrowseFacetValue[] }) {
  return (
    <ul data-facet={dimension} lang="ja">
      {values.map(({ value, label, count, selected }) => (
        <li key={value}>
          <label>
            <input
              type="checkbox"
              name={dimension}
              value={value}
              id={`${dimension}-${value.replace(/\s/gu, "_")}`}
              checked={selected}
            />
            <span>{label ?? value}</span>
            <span class="note">{count}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function FacetGroup({ dimension, values }: { dimension: Dimension; values: readonly BrowseFacetValue[] }) {
  const { browse } = useSite().strings;
  const selected = values.filter((value) => value.selected).length;
  return (
    <details class="facet" open={selected > 0}>
      <summary>
        {browse[dimension]}
        <span data-selected={dimension}>{selected > 0 && browse.selected(selected)}</span>
      </summary>
      <FacetValues dimension={dimension} values={values} />
    </details>
  );
}

/** A plain form; every choice is part of the address. */
export function BrowseFilters({ query, facets }: { query: BrowseQuery; facets: BrowseResult["facets"] }) {
  const { basePath, language, strings } = useSite();
  const { browse } = strings;
  return (
    <search>
      <form class="browse-filters" id="browse-form" method="get" action={`${basePath}/browse`}>
        {language !== "ja" && <input type="hidden" name="lang" value={language} />}
        <label class="field">
          {browse.text}
          <input
            type="search"
            name="q"
            id="browse-words"
            value={query.q}
            maxLength={200}
            placeholder={browse.textExample}
          />
        </label>
        <label class="field">
          {browse.sort}
          <select name="sort" id="browse-sort">
            {sorts.map((sort) => (
              <option value={sort} selected={query.sort === sort} key={sort}>
                {browse.sorts[sort]}
              </option>
            ))}
          </select>
        </label>
        {dimensions.map((dimension) => (
          <FacetGroup dimension={dimension} values={facets[dimension]} key={dimension} />
        ))}
        {/* Hidden by web/client/browse.ts, which sends each change by itself. */}
        <button type="submit" class="primary" id="browse-apply">
          {browse.apply}
        </button>
      </form>
    </search>
  );
}
