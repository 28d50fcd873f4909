import type { Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { byFrequency, countValues, type FacetValue } from "../retrieval/facets.ts";
import { holdsOne } from "../retrieval/filters.ts";
import { type BrowseRow, browseRow } from "./browse-row.ts";
import { DIMENSIONS, type Dimension, knownValues, valuesOf } from "./dimensions.ts";
import { fiscalYearLabel } from "./fiscal-years.ts";
import type { BrowseQuery } from "./read-browse-query.ts";
import { sortRows } from "./sort-rows.ts";
import { wordFilter } from "./word-filter.ts";

export interface BrowseFacetValue extends FacetValue {
  /** What to show where the value alone says little: a chapter's or section's title, "令和6年度補正". */
  label?: string;
  selected: boolean;
}

export interface BrowseResult {
  /** The measures of the query in its order. */
  rows: BrowseRow[];
  /** How many measures the document has, whatever the query. */
  total: number;
  facets: Record<Dimension, BrowseFacetValue[]>;
}

/** The measures that a query leaves, and what else could be chosen. */
export function browseMeasures(catalogue: Catalogue, query: BrowseQuery): BrowseResult {
  const all = catalogue.collection.measures;
  const found = all.filter(wordFilter(query.q, catalogue));
  const passing = (dimensions: readonly Dimension[]): Measure[] =>
    found.filter((measure) =>
      dimensions.every((dimension) => holdsOne(valuesOf(dimension, measure, catalogue), query[dimension])),
    );
  const facetOf = (dimension: Dimension): BrowseFacetValue[] =>
    countFacet(dimension, passing(DIMENSIONS.filter((other) => other !== dimension)), catalogue, query);
  const facets = {
    chapter: facetOf("chapter"),
    section: facetOf("section"),
    topic: facetOf("topic"),
    ministry: facetOf("ministry"),
    type: facetOf("type"),
    year: facetOf("year"),
  };
  const rows = passing(DIMENSIONS).map((measure) => browseRow(measure, catalogue));
  const ministries = facets.ministry.map(({ value }) => value);
  return { rows: sortRows(rows, query.sort, catalogue, ministries), total: all.length, facets };
}

/**
 * The values of one dimension, counted among the measures that pass the filters of all the others: what choosing that value would
 * give. A chosen value stays listed with 0, so that it can be taken back. Ministries and types are sorted by count, years by
 * time, the rest as in the document.
 */
function countFacet(
  dimension: Dimension,
  measures: readonly Measure[],
  catalogue: Catalogue,
  query: BrowseQuery,
): BrowseFacetValue[] {
  const counts = new Map(
    countValues(measures, (measure) => valuesOf(dimension, measure, catalogue)).map(({ value, count }) => [
      value,
      count,
    ]),
  );
  const chosen = query[dimension].map(String);
  const values = knownValues(dimension, catalogue)
    .map((value) => ({ value, count: counts.get(value) ?? 0 }))
    .filter(({ value, count }) => count > 0 || chosen.includes(value));
  const sorted = dimension === "ministry" || dimension === "type" ? byFrequency(values) : values;
  return sorted.map(({ value, count }) => {
    const label = labelOf(dimension, value, catalogue);
    return { value, ...(label === undefined ? {} : { label }), count, selected: chosen.includes(value) };
  });
}

function labelOf(dimension: Dimension, value: string, catalogue: Catalogue): string | undefined {
  const { chapters } = catalogue.collection;
  if (dimension === "chapter") return chapters.find(({ number }) => String(number) === value)?.title;
  if (dimension === "section")
    return chapters.flatMap(({ sections }) => sections).find(({ number }) => String(number) === value)?.title;
  return dimension === "year" ? fiscalYearLabel(value) : undefined;
}
