import type { Fact } from "../../ingest/collection.ts";

/** A budget that a measure states. */
export interface StatedBudget {
  /** The words before the figure: "令和6年度補正予算". */
  label: string;
  /** Verbatim: "3,400億円". */
  value: string;
  yen: number;
  /** 「の内数」: the measure is some part of this figure. */
  withinTotal: boolean;
  /** "R6補正"; only where the document says so. */
  fiscalYear?: string;
}

/** The largest budget among a measure's facts, figures of its own before totals of which it is a part; undefined where none is stated. */
export function largestBudget(facts: readonly Fact[]): StatedBudget | undefined {
  return facts.flatMap(readBudget).sort(compareBudgets)[0];
}

/** Figures of the measure's own first, larger ones first, none last; for sorting. */
export function compareBudgets(a: StatedBudget | undefined, b: StatedBudget | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return Number(a.withinTotal) - Number(b.withinTotal) || b.yen - a.yen;
}

function readBudget({ kind, label, value, normalised, withinTotal = false, fiscalYear }: Fact): StatedBudget[] {
  if (kind !== "budget" || typeof normalised !== "number") return [];
  return [{ label, value, yen: normalised, withinTotal, ...(fiscalYear === undefined ? {} : { fiscalYear }) }];
}
