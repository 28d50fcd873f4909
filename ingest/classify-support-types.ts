import { readFileSync } from "node:fs";
import { z } from "zod";
import type { FoundMeasure } from "./find-measures.ts";

/** A support type with the words that show it: in a heading one is enough, in running text the policy column decides. */
const SupportType = z.object({ name: z.string(), heading: z.string(), text: z.string() });

export interface SupportTypeRule {
  name: string;
  heading: RegExp;
  text: RegExp;
}

/** Most types a measure keeps: more would say nothing. */
const MOST_TYPES = 3;
const OTHER_TYPE = "その他";

export function loadSupportTypes(file: URL = new URL("./support-types.json", import.meta.url)): SupportTypeRule[] {
  const rules = z.array(SupportType).parse(JSON.parse(readFileSync(file, "utf8")));
  return rules.map((rule) => ({
    name: rule.name,
    heading: new RegExp(rule.heading, "u"),
    text: new RegExp(rule.text, "gu"),
  }));
}

/** Support types of a measure, strongest first, "その他" where no rule speaks: title 4, programme heading 3, policy text 1 a hit up to 2, follow-up half. */
export function classifySupportTypes(measure: FoundMeasure, rules: readonly SupportTypeRule[]): string[] {
  const join = (column: string, programme: boolean): string =>
    measure.blocks
      .filter((block) => block.column === column && (block.role === "programme") === programme)
      .map((block) => block.text)
      .join("\n");
  const headings = join("followUp", true);
  const scored = rules.map((rule) => {
    const hits = (text: string): number => Math.min(2, Array.from(text.matchAll(rule.text)).length);
    const score =
      (rule.heading.test(measure.title) ? 4 : 0) +
      (rule.heading.test(headings) ? 3 : 0) +
      hits(join("policy", false)) +
      hits(join("followUp", false)) / 2;
    return { name: rule.name, score };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const kept = scored
    .filter(({ score }) => score >= Math.max(0.5, Math.min(1.5, best / 3)))
    .sort((a, b) => b.score - a.score);
  return kept.length > 0 ? kept.slice(0, MOST_TYPES).map(({ name }) => name) : [OTHER_TYPE];
}
