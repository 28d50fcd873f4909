import type { Catalogue } from "../retrieval/catalogue.ts";
import type { BrowseRow } from "./browse-row.ts";
import type { BrowseSort } from "./read-browse-query.ts";
import { compareBudgets } from "./stated-budget.ts";

/** Brackets, dots and blanks do not count: 「マナパス」 stands among マ. */
const japaneseOrder = new Intl.Collator("ja", { ignorePunctuation: true });

/**
 * Rows in the order asked for; what is alike in it stays in document order, in which `rows` come.
 * `budget`: the largest first, 内数 after figures of a measure's own, none last. `ministry`: by the leading ministry, in the order
 * of `ministries`. `title`: 五十音 order by the titles' readings, by their characters where the collection has no readings.
 */
export function sortRows(
  rows: readonly BrowseRow[],
  sort: BrowseSort,
  catalogue: Catalogue,
  ministries: readonly string[],
): BrowseRow[] {
  if (sort === "budget") return rows.toSorted((a, b) => compareBudgets(a.budget, b.budget));
  if (sort === "ministry") return rows.toSorted((a, b) => rank(a, ministries) - rank(b, ministries));
  if (sort === "title") {
    const readings = titleReadings(catalogue);
    const reading = ({ id, title }: BrowseRow): string => readings.get(id) ?? title;
    return rows.toSorted((a, b) => japaneseOrder.compare(reading(a), reading(b)));
  }
  return [...rows];
}

/** Where the document marks no ministry as leading, the first it names counts; measures of none come last. */
function rank(row: BrowseRow, ministries: readonly string[]): number {
  const leading = row.ministries.find(({ lead }) => lead) ?? row.ministries[0];
  const place = ministries.indexOf(leading?.name ?? "");
  return place < 0 ? ministries.length : place;
}

/** Katakana by measure id. Ingest gives the title's reading first (ingest/readings/readable-texts.ts). */
const titleReadings = ({ collection }: Catalogue): Map<string, string> =>
  new Map(collection.readings.flatMap(({ measureId, texts: [title] }) => (title ? [[measureId, title]] : [])));
