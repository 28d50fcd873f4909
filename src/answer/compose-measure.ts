import type { Measure } from "../../ingest/collection.ts";
import type { Attribute } from "../question/read-attribute.ts";
import { CitationList, type Quote } from "./cite.ts";
import type { Draft } from "./draft.ts";
import { escapeMarkdown, measureLine } from "./measure-line.ts";
import type { SelectedQuote } from "./select-quotes.ts";

export interface MeasureAnswer {
  measure: Measure;
  quotes: readonly SelectedQuote[];
  attribute: Attribute | undefined;
  related: readonly Measure[];
}

/** A second sentence is shown when it answers nearly as well as the first. */
const SECOND_SHARE = 0.8;

/** One question about one measure: the sentence that answers first, then which measure it is. */
export function composeMeasure(answer: MeasureAnswer, linkTo: (path: string) => string): Draft {
  const { measure, attribute } = answer;
  const list = new CitationList(linkTo);
  const [best, second] = answer.quotes;
  const lines: string[] = [];
  if (attribute === "location") {
    lines.push(`${measureLine(measure)}です。`);
  }
  if (best) {
    lines.push(quoteLine(best, measure, list));
    const both =
      second &&
      second.score >= SECOND_SHARE * best.score &&
      (attribute !== undefined || second.sentence.column !== best.sentence.column);
    if (both) lines.push(quoteLine(second, measure, list));
  }
  if (attribute !== "location") lines.push(`施策: ${measureLine(measure)}`);
  return {
    kind: "answer",
    text: lines.join("\n\n"),
    citations: list.citations,
    measures: [measure.id, ...answer.related.map(({ id }) => id)],
    suggestions: measureSuggestions(measure, answer.related),
  };
}

/** 「…」[1]; a part or a budget is led by what it stands under, for alone it names nothing. */
export function quoteLine(selected: SelectedQuote, measure: Measure, list: CitationList): string {
  const { sentence, text } = selected;
  const quote: Quote = { measure, column: sentence.column, text, pages: sentence.pages };
  const lead =
    sentence.heading === "" || sentence.heading === measure.title ? "" : `${escapeMarkdown(sentence.heading)}: `;
  const cut = { before: sentence.text.startsWith(text) ? "" : "…", after: sentence.text.endsWith(text) ? "" : "…" };
  return `${lead}「${cut.before}${escapeMarkdown(text)}${cut.after}」${list.cite(quote)}`;
}

export function measureSuggestions(measure: Measure, related: readonly Measure[]): string[] {
  const hasBudget = measure.programmes.some((programme) => programme.budgets.length > 0);
  return [
    ...(hasBudget ? [`${measure.number}の予算は?`] : []),
    `${measure.number}の実績は?`,
    ...related.slice(0, 1).map((other) => `${other.number} ${other.title}とは?`),
  ];
}
