import type { Measure } from "../../ingest/collection.ts";
import type { Attribute } from "../question/read-attribute.ts";
import type { AnswerContext } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { measureSuggestions, quoteLine } from "./compose-measure.ts";
import type { Draft } from "./draft.ts";
import { measureLine } from "./measure-line.ts";
import type { SelectedQuote } from "./select-quotes.ts";

/** The measure is there, what was asked is not: says so, and shows the nearest the document states. */
export function composeNotStated(
  { phrases, linkTo }: AnswerContext,
  measure: Measure,
  attribute: Attribute | undefined,
  nearest: SelectedQuote | undefined,
): Draft {
  const list = new CitationList(linkTo);
  const lines = [phrases.notStated(measureLine(measure), attribute)];
  if (nearest) lines.push(`${phrases.nearest}${quoteLine(nearest, measure, list)}`);
  lines.push(phrases.askMinistry);
  return {
    kind: "not_stated",
    text: lines.join("\n\n"),
    citations: list.citations,
    measures: [measure.id],
    suggestions: measureSuggestions(measure, []),
  };
}

/** Outside the document: one polite sentence, what can be asked instead, nothing cited. */
export function composeRefusal({ phrases, catalogue }: AnswerContext, reason: string): Draft {
  return {
    kind: "refuse",
    text: `${reason}\n\n${phrases.whatToAsk(catalogue.measures.size)}`,
    citations: [],
    measures: [],
    suggestions: EXAMPLES,
  };
}

/** Questions that show what can be asked; shown where there is no measure to go on from. */
export const EXAMPLES = [
  "電気代を下げる設備を入れたい",
  "留学生を採用して長く働いてもらいたい",
  "海外に商品を売りたい",
  "後継ぎがいない",
];
