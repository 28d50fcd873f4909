import type { Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { fiscalYearsOf } from "./fiscal-years.ts";
import { largestBudget, type StatedBudget } from "./stated-budget.ts";

/** What a list says of a measure. */
export interface BrowseRow
  extends Pick<
    Measure,
    "id" | "number" | "title" | "chapter" | "section" | "topic" | "ministries" | "supportTypes" | "pages"
  > {
  /** Fiscal years of its programmes and budgets, in time order: ["R5補正", "R6当初"]. */
  years: string[];
  /** The largest budget stated, the measure's own before 内数; absent where the document states none. */
  budget?: StatedBudget;
}

export function browseRow(measure: Measure, catalogue: Catalogue): BrowseRow {
  const { id, number, title, chapter, section, topic, ministries, supportTypes, pages } = measure;
  const years = fiscalYearsOf(measure, catalogue);
  const budget = largestBudget(catalogue.factsOf(id));
  const row = { id, number, title, chapter, section, topic, ministries, supportTypes, pages, years };
  return budget ? { ...row, budget } : row;
}
