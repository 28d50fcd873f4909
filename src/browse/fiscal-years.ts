import type { Measure } from "../../ingest/collection.ts";
import { yearOfFiscal } from "../../ingest/era-year.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";

/** Kinds of budget in the order of a fiscal year: one that names none, the initial one, the supplementary one. */
const KINDS = ["", "当初", "補正"];

/** Fiscal years that a measure's programmes or its stated budgets name, each once, in time order: ["R5補正", "R6当初"]. */
export function fiscalYearsOf(measure: Measure, catalogue: Catalogue): string[] {
  const years = [
    ...measure.programmes.flatMap(({ fiscal }) => fiscal),
    ...catalogue
      .factsOf(measure.id)
      .flatMap(({ kind, fiscalYear }) => (kind === "budget" && fiscalYear !== undefined ? [fiscalYear] : [])),
  ];
  return Array.from(new Set(years)).sort(compareFiscalYears);
}

/** R5 < R5当初 < R5補正 < R6 < R10, for sorting. */
export const compareFiscalYears = (a: string, b: string): number =>
  yearOfFiscal(a) - yearOfFiscal(b) || KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b));

/** "R6補正" as a person writes it: "令和6年度補正". */
export const fiscalYearLabel = (fiscalYear: string): string =>
  fiscalYear.replace(/^R(\d+)/u, (_, year: string) => `令和${year === "1" ? "元" : year}年度`);

const kindOf = (fiscalYear: string): string => fiscalYear.replace(/^R\d+/u, "");
