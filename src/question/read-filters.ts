import { normalise } from "../../index/normalise.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { countFacets, FACETS, type Facet } from "../retrieval/facets.ts";
import type { Filters } from "../retrieval/filters.ts";
import { withShortMinistryNames } from "./ministry-names.ts";

/** A value that the document does not have, with those it has that look most alike, most alike first. */
export interface UnknownFilterValue {
  facet: Facet;
  value: string;
  nearest: string[];
}

export type FiltersRead = { success: true; filters: Filters } | ({ success: false } & UnknownFilterValue);

const NEAREST = 5;

/**
 * Filters as people write them, with the values that the document prints: 厚生労働省 as 厚労省, リスキリング as リスクリング, width
 * and spaces aside. Blank values restrict nothing. The first value that the document does not have is told.
 */
export function readFilters(given: Filters, catalogue: Catalogue): FiltersRead {
  const facets = countFacets(catalogue.collection.measures);
  const filters: Filters = {};
  for (const facet of FACETS) {
    const known = new Map(facets[facet].map(({ value }) => [keyOf(value), value]));
    const values: string[] = [];
    for (const asked of (given[facet] ?? []).map(String)) {
      if (asked.trim() === "") continue;
      const value = known.get(keyOf(asked));
      if (value === undefined) return { success: false, facet, value: asked, nearest: nearestTo(asked, known) };
      if (!values.includes(value)) values.push(value);
    }
    if (values.length === 0) continue;
    if (facet === "section") filters.section = values.map(Number);
    else filters[facet] = values;
  }
  return { success: true, filters };
}

const keyOf = (value: string): string => normalise(withShortMinistryNames(value.normalize("NFKC"))).replace(/\s/gu, "");

/** By the share of characters in common. */
function nearestTo(asked: string, known: ReadonlyMap<string, string>): string[] {
  const wanted = new Set(keyOf(asked));
  const alike = (key: string): number => {
    const own = new Set(key);
    const shared = Array.from(own).filter((character) => wanted.has(character)).length;
    return (2 * shared) / (own.size + wanted.size);
  };
  return Array.from(known)
    .sort(([one], [other]) => alike(other) - alike(one))
    .slice(0, NEAREST)
    .map(([, value]) => value);
}
