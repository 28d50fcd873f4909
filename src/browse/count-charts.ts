import { byFrequency, countValues, type FacetValue } from "../retrieval/facets.ts";
import type { BrowseRow } from "./browse-row.ts";

/** Measures of one ministry by what budget they state; own + withinTotal + none are all its measures. */
export interface BudgetStatements {
  ministry: string;
  /** Measures with at least one figure of their own. */
  own: number;
  /** Measures that state only totals of which they are some part (内数). */
  withinTotal: number;
  /** Measures that state no figure. */
  none: number;
}

/** Counts of measures, never of money. */
export interface CountCharts {
  byMinistry: FacetValue[];
  byType: FacetValue[];
  /** `counts[i][j]`: measures of `ministries[i]` and `types[j]`, in the order of byMinistry and byType; 0 where there are none. */
  ministryByType: { ministries: string[]; types: string[]; counts: number[][] };
  budgetStatements: BudgetStatements[];
}

/**
 * The rows counted for charts, most frequent first. A measure of two ministries counts for both, one of two types for both, and
 * one of two ministries and three types in six cells of the table: sums may exceed the number of rows.
 *
 * Budgets are counted as stated or not, and not added up: the document's figures overlap without saying so. Some are totals over
 * years ((1)㉔ 「計9,147億円」, (6)⑫ 「3年で3000億円」), some contain others ((1)⑫, (2)⑤, (8)①), (4)① and (4)② give two figures
 * for one course, and 42 of the 83 measures that state a figure state only 内数. A sum would look exact and be wrong.
 */
export function countCharts(rows: readonly BrowseRow[]): CountCharts {
  const ministriesOf = (row: BrowseRow): string[] => row.ministries.map(({ name }) => name);
  const byMinistry = byFrequency(countValues(rows, ministriesOf));
  const byType = byFrequency(countValues(rows, (row) => row.supportTypes));
  const ministries = byMinistry.map(({ value }) => value);
  const types = byType.map(({ value }) => value);
  const rowsOf = ministries.map((ministry) => rows.filter((row) => ministriesOf(row).includes(ministry)));
  const counts = rowsOf.map((its) => types.map((type) => its.filter((row) => row.supportTypes.includes(type)).length));
  const budgetStatements = ministries.map((ministry, index) => countBudgets(ministry, rowsOf[index] ?? []));
  return { byMinistry, byType, ministryByType: { ministries, types, counts }, budgetStatements };
}

function countBudgets(ministry: string, rows: readonly BrowseRow[]): BudgetStatements {
  const none = rows.filter(({ budget }) => !budget).length;
  const withinTotal = rows.filter(({ budget }) => budget?.withinTotal === true).length;
  return { ministry, own: rows.length - none - withinTotal, withinTotal, none };
}
