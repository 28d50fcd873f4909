import type { Measure } from "../../ingest/collection.ts";
import { type Attribute, HAS_VALUE } from "../question/read-attribute.ts";
import type { AnswerContext } from "./answer-context.ts";
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

/** A heading above a quote names it; a whole sentence above it does not. */
const LONGEST_LEAD = 60;
/** A second sentence is shown when it answers nearly as well as the first. */
const SECOND_SHARE = 0.8;

/** One question about one measure: the figure asked for, the sentence that states it, then which measure it is. */
export function composeMeasure(context: AnswerContext, answer: MeasureAnswer): Draft {
  const { measure, attribute } = answer;
  const { phrases } = context;
  const list = new CitationList(context.linkTo);
  const [best, second] = answer.quotes;
  const lines: string[] = [];
  if (attribute === "location") {
    lines.push(phrases.isMeasure(measureLine(measure)));
  }
  if (best) {
    lines.push(`${valueLead(best, attribute)}${quoteLine(best, measure, list)}`);
    const both =
      second &&
      second.text !== best.text &&
      second.score >= SECOND_SHARE * best.score &&
      (attribute !== undefined || second.sentence.column !== best.sentence.column);
    if (both) lines.push(quoteLine(second, measure, list));
  }
  if (attribute !== "location") lines.push(`${phrases.measure}${measureLine(measure)}`);
  return {
    kind: "answer",
    text: lines.join("\n\n"),
    citations: list.citations,
    measures: [measure.id, ...answer.related.map(({ id }) => id)],
    suggestions: measureSuggestions(measure, answer.related),
  };
}

/** "**1,323 者** — " before the quote that holds it; nothing where no single value answers. */
function valueLead({ facts, text }: SelectedQuote, attribute: Attribute | undefined): string {
  const [fact] = facts;
  if (!fact || !attribute || !HAS_VALUE.has(attribute) || text === fact.value) return "";
  return `**${escapeMarkdown(fact.value)}${fact.withinTotal ? "の内数" : ""}** — `;
}

/** 「…」[1]; a part or a budget is led by what it stands under, for alone it names nothing. */
export function quoteLine(selected: SelectedQuote, measure: Measure, list: CitationList): string {
  const { sentence, text } = selected;
  const quote: Quote = { measure, column: sentence.column, text, pages: sentence.pages };
  const named =
    sentence.heading !== "" && sentence.heading !== measure.title && sentence.heading.length <= LONGEST_LEAD;
  const lead = !named ? "" : `${escapeMarkdown(sentence.heading)}: `;
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
