import type { Catalogue } from "../retrieval/catalogue.ts";
import { DIMENSIONS, type Dimension, knownValues } from "./dimensions.ts";
import { splitList } from "./split-list.ts";

export const BROWSE_SORTS = ["document", "budget", "ministry", "title"] as const;
export type BrowseSort = (typeof BROWSE_SORTS)[number];

/** What a visitor chose to see. Values of one list are alternatives, lists and words must all hold; empty ones restrict nothing. */
export interface BrowseQuery {
  /** Words, white-space separated. */
  q: string;
  chapter: number[];
  section: number[];
  topic: string[];
  ministry: string[];
  type: string[];
  /** "R6補正", "R7当初", "R6" */
  year: string[];
  sort: BrowseSort;
}

export interface ReadQuery {
  query: BrowseQuery;
  /** Values that no measure has, as parameter and value: "ministry=火星省". */
  ignored: string[];
}

const MAXIMUM_WORDS_LENGTH = 200;

/**
 * URL parameters as a query. Lists are repeated or comma-separated parameters; their values come back each once and in document
 * order, so that one choice has one URL. An unknown `sort` is the document's order; `q` is cut to 200 characters.
 */
export function readBrowseQuery(parameters: URLSearchParams, catalogue: Catalogue): ReadQuery {
  const ignored: string[] = [];
  const read = (dimension: Dimension): string[] => {
    const known = knownValues(dimension, catalogue);
    // A value that itself holds a comma is taken whole.
    const asked = new Set(
      parameters.getAll(dimension).flatMap((entry) => (known.includes(entry) ? [entry] : splitList(entry))),
    );
    for (const value of asked) if (!known.includes(value)) ignored.push(`${dimension}=${value}`);
    return known.filter((value) => asked.has(value));
  };
  const query: BrowseQuery = {
    q: readWords(parameters.get("q") ?? ""),
    chapter: read("chapter").map(Number),
    section: read("section").map(Number),
    topic: read("topic"),
    ministry: read("ministry"),
    type: read("type"),
    year: read("year"),
    sort: BROWSE_SORTS.find((sort) => sort === parameters.get("sort")) ?? "document",
  };
  return { query, ignored };
}

/** A query as URL parameters in one order, lists repeated, empty fields and the document's order left out. */
export function browseParameters(query: BrowseQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  if (query.q !== "") parameters.set("q", query.q);
  for (const dimension of DIMENSIONS) {
    for (const value of query[dimension]) parameters.append(dimension, String(value));
  }
  if (query.sort !== "document") parameters.set("sort", query.sort);
  return parameters;
}

/** Cut between characters, never within one (𠮷 has two code units). */
const readWords = (text: string): string => Array.from(text.trim()).slice(0, MAXIMUM_WORDS_LENGTH).join("").trimEnd();
