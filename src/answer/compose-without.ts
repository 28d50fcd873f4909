import type { Measure } from "../../ingest/collection.ts";
import type { Attribute } from "../question/read-attribute.ts";
import type { AnswerContext } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { measureSuggestions, quoteLine } from "./compose-measure.ts";
import { withinRange } from "./compose-outside-range.ts";
import type { Draft } from "./draft.ts";
import { measureLine } from "./measure-line.ts";
import type { SelectedQuote } from "./select-quotes.ts";
import { suggestQuestion } from "./suggest-question.ts";

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
export function composeRefusal(context: AnswerContext, reason: string): Draft {
  const count = context.range.measures.length;
  const whatToAsk = count === 0 ? [] : [withinRange(context, context.phrases.whatToAsk(count))];
  return {
    kind: "refuse",
    text: [reason, ...whatToAsk].join("\n\n"),
    citations: [],
    measures: [],
    suggestions: examplesIn(context),
  };
}

/** Questions that show what can be asked; shown where there is no measure to go on from. */
export const EXAMPLES = [
  "電気代を下げる設備を入れたい",
  "留学生を採用して長く働いてもらいたい",
  "海外に商品を売りたい",
  "後継ぎがいない",
];

/** Examples that the chosen range answers: of measures as far apart as it has them. */
export function examplesIn(context: AnswerContext): string[] {
  const { isWhole, measures } = context.range;
  if (isWhole) return EXAMPLES;
  const step = Math.max(1, Math.floor(measures.length / EXAMPLES.length));
  const spread = measures.filter((_, index) => index % step === 0).slice(0, EXAMPLES.length);
  return spread.flatMap((measure) => suggestQuestion(context, measure));
}
