import type { Fact } from "../../ingest/collection.ts";
import type { AnswerContext } from "./answer-context.ts";
import { compareFigures } from "./compare-figures.ts";
import { valueText } from "./measure-line.ts";

/** One line that sets the first two comparable quoted figures against each other, said to be a calculation; none where nothing compares. */
export function comparisonLine({ phrases }: AnswerContext, values: readonly Fact[]): string[] {
  const [first, ...others] = values;
  const compared = first && others.map((other) => compareFigures(first, other)).find((found) => found !== undefined);
  if (!compared) return [];
  const { larger, smaller, difference, ratio } = compared;
  return [phrases.compared(valueText(larger), valueText(smaller), difference, ratio)];
}
