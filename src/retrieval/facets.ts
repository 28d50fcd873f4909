import type { Measure } from "../../ingest/collection.ts";

export interface FacetValue {
  value: string;
  count: number;
}

export type Facets = Record<"ministry" | "type" | "section" | "topic", FacetValue[]>;

/** How many of the measures have each value; most frequent first, sections and topics in document order. */
export function countFacets(measures: readonly Measure[]): Facets {
  return {
    ministry: byFrequency(measures.flatMap((measure) => measure.ministries.map(({ name }) => name))),
    type: byFrequency(measures.flatMap((measure) => measure.supportTypes)),
    section: count(measures.map((measure) => String(measure.section.number))),
    topic: count(measures.map((measure) => measure.topic)),
  };
}

function count(values: readonly string[]): FacetValue[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts, ([value, times]) => ({ value, count: times }));
}

const byFrequency = (values: readonly string[]): FacetValue[] => count(values).sort((a, b) => b.count - a.count);
