import type { Fact, Measure } from "../../ingest/collection.ts";
import { ministryLabel, pageLabel } from "./cite.ts";

/** "**(5)⑫ 生産性向上…**(p.82、厚労省)": how every answer names a measure. */
export function measureLine(measure: Measure): string {
  return `**${measure.number} ${escapeMarkdown(measure.title)}**(${[pageLabel(measure.pages), ministryLabel(measure)].filter((part) => part !== "").join("、")})`;
}

/** "**3,400億円の内数**": a figure as the document has it. */
export const boldValue = (fact: Fact): string => `**${valueText(fact)}**`;

export const valueText = (fact: Fact): string => `${escapeMarkdown(fact.value)}${fact.withinTotal ? "の内数" : ""}`;

/** Quotes and titles must not become markup, nor their brackets a citation mark. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/([\\`*_<>[\]#|])/g, "\\$1");
}
