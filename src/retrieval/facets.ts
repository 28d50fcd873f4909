import type { Measure } from "../../ingest/collection.ts";

export interface FacetValue {
  value: string;
  count: number;
}

export const FACETS = ["ministry", "type", "section", "topic"] as const;
export type Facet = (typeof FACETS)[number];
export type Facets = Record<Facet, FacetValue[]>;

/** What a measure has of each facet, as a URL gives it: section 5 is "5". */
export const facetValues: Readonly<Record<Facet, (measure: Measure) => readonly string[]>> = {
  ministry: ({ ministries }) => ministries.map(({ name }) => name),
  type: ({ supportTypes }) => supportTypes,
  section: ({ section }) => [String(section.number)],
  topic: ({ topic }) => [topic],
};

/** How many of the measures have each value; most frequent first, sections and topics in document order. */
export function countFacets(measures: readonly Measure[]): Facets {
  return {
    ministry: byFrequency(countValues(measures, facetValues.ministry)),
    type: byFrequency(countValues(measures, facetValues.type)),
    section: countValues(measures, facetValues.section),
    topic: countValues(measures, facetValues.topic),
  };
}

/** How many of the items have each value, in the order in which the values first occur. An item of two values counts for both. */
export function countValues<Item>(items: readonly Item[], valuesOf: (item: Item) => readonly string[]): FacetValue[] {
  const counts = new Map<string, number>();
  for (const value of items.flatMap(valuesOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts, ([value, count]) => ({ value, count }));
}

const byName = new Intl.Collator("ja");

/** Most frequent first, then by name. */
export const byFrequency = (values: readonly FacetValue[]): FacetValue[] =>
  values.toSorted((a, b) => b.count - a.count || byName.compare(a.value, b.value));
