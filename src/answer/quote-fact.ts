import type { Fact, Measure } from "../../ingest/collection.ts";
import type { Quote } from "./cite.ts";

/** The block that states a fact, whole; undefined for a fact of another measure. */
export function quoteFact(measure: Measure, fact: Fact): Quote | undefined {
  const columns = [
    ["followUp", measure.followUp],
    ["policy", measure.policy],
    ["footnote", measure.footnotes],
  ] as const;
  for (const [column, blocks] of columns) {
    const block = blocks.find(({ span }) => span.start <= fact.span.start && fact.span.end <= span.end);
    if (block) return { measure, column, text: block.text, pages: block.pages };
  }
  return undefined;
}
