import type { Fact } from "../../ingest/collection.ts";
import { behindNumber } from "./score-facts.ts";

/** Two quoted figures, set against each other by calculation. */
export interface FigureComparison {
  larger: Fact;
  smaller: Fact;
  /** In the figures' own unit: "1,708 社", "288.8億円". */
  difference: string;
  /** "1.56"; undefined where the smaller is nothing. */
  ratio: string | undefined;
}

const HEDGED = /^(?:約|およそ)|(?:以上|超|程度|以下|未満)$/u;

const YEN_UNITS: readonly (readonly [yen: number, unit: string])[] = [
  [1e12, "兆円"],
  [1e8, "億円"],
  [1e4, "万円"],
  [1, "円"],
];

/** Undefined where the figures are not of one kind and unit, or are the same. */
export function compareFigures(one: Fact, other: Fact): FigureComparison | undefined {
  const [first, second] = [one.normalised, other.normalised];
  // Of 「内数」 and 「約」 nothing exact can be calculated.
  if ([one, other].some(({ withinTotal, value }) => withinTotal || HEDGED.test(value))) return undefined;
  if (typeof first !== "number" || typeof second !== "number" || first === second) return undefined;
  // A budget compares with the other year's, or the other scheme's, of its own sort: 当初 with 当初.
  if (sortOf(one) !== sortOf(other)) return undefined;
  const unit = unitOf(one);
  if (unit === undefined || unit !== unitOf(other)) return undefined;
  const [larger, smaller] = first > second ? [one, other] : [other, one];
  const [most, least] = [Math.max(first, second), Math.min(first, second)];
  const difference = unit === "円" ? yenText(most - least) : `${round(most - least).toLocaleString("en-US")}${unit}`;
  return { larger, smaller, difference, ratio: least > 0 ? (most / least).toFixed(2) : undefined };
}

const sortOf = ({ fiscalYear = "" }: Fact): string => fiscalYear.replace(/\d/gu, "");

/** "円" for money, the counter of a count; undefined where a difference means nothing. */
function unitOf(fact: Fact): string | undefined {
  if (fact.kind === "budget" || fact.kind === "amount") return "円";
  if (fact.kind !== "count") return undefined;
  const unit = behindNumber(fact).trim();
  return unit === "" ? undefined : unit.replace(/^名$/u, "人").replace(/^者$/u, "社");
}

function yenText(yen: number): string {
  const [size, unit] = YEN_UNITS.find(([one]) => yen >= one) ?? [1, "円"];
  return `${round(yen / size).toLocaleString("en-US")}${unit}`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
