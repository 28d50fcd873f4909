import type { Fact, Programme } from "./collection.ts";
import type { FoundMeasure, PlacedBlock } from "./find-measures.ts";
import { halfWidth } from "./half-width.ts";
import { parseFiscalYears } from "./parse-fiscal-year.ts";

const FISCAL_TAIL = /\s*[(\uff08]\s*(?=[R\uff32令])[^()\uff08\uff09]*[)\uff09]\s*(?:[(\uff08]再掲[)\uff09])?\s*$/u;

/** Programmes of the right column: each ○ heading with the budgets and text up to the next one. */
export function readProgrammes(measure: FoundMeasure, facts: readonly Fact[]): Programme[] {
  const groups: { heading: PlacedBlock; blocks: PlacedBlock[] }[] = [];
  for (const block of measure.blocks) {
    if (block.column !== "followUp") continue;
    if (block.role === "programme") groups.push({ heading: block, blocks: [] });
    else groups.at(-1)?.blocks.push(block);
  }
  return groups.map(({ heading, blocks }) => {
    const inside = [heading, ...blocks];
    const budgets = facts.filter(
      (fact) => fact.kind === "budget" && inside.some((block) => isInside(fact, block) && block.role !== "bullet"),
    );
    const marked = inside.filter((block) => block.role === "programme" || block.role === "budget");
    const fiscal = marked.flatMap((block) => parseFiscalYears(halfWidth(block.text)).map((found) => found.fiscalYear));
    return {
      name: programmeName(heading.text),
      fiscal: Array.from(new Set(fiscal)),
      budgets,
      text: blocks
        .filter((block) => block.role !== "ministry")
        .map((block) => block.text)
        .join("\n"),
    };
  });
}

/** The heading without its "(R6補)": "業務改善助成金(R6当初、R6補)" is 業務改善助成金. */
export function programmeName(heading: string): string {
  return heading.replace(FISCAL_TAIL, "").trim();
}

const isInside = (fact: Fact, block: PlacedBlock): boolean =>
  fact.span.start >= block.span.start && fact.span.end <= block.span.end;
