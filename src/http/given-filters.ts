import { readFilters } from "../question/read-filters.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import type { Filters } from "../retrieval/filters.ts";
import { Problem } from "./problem.ts";

const LONGEST_SHOWN = 60;

/** The filters in the document's words. Throws Problem 400 for a value that the document does not have: it would find nothing. */
export function givenFilters(given: Filters | undefined, catalogue: Catalogue): Filters | undefined {
  if (given === undefined) return undefined;
  const read = readFilters(given, catalogue);
  if (read.success) return read.filters;
  const { facet, value, nearest } = read;
  const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
  throw new Problem(
    400,
    "unknown_filter",
    `filters.${facet} の「${shown}」は、この文書にありません。`,
    `近い値: ${nearest.join("、")}。使える値は GET /api/measures の facets にあります。`,
  );
}
