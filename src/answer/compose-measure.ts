import type { Fact, Measure } from "../../ingest/collection.ts";
import { type Attribute, HAS_VALUE } from "../question/read-attribute.ts";
import type { AnswerContext } from "./answer-context.ts";
import { CitationList, type Quote } from "./cite.ts";
import { comparisonLine } from "./comparison-line.ts";
import type { Draft } from "./draft.ts";
import { conflictsOf } from "./find-conflicts.ts";
import { boldValue, escapeMarkdown, measureLine, valueText } from "./measure-line.ts";
import { quoteFact } from "./quote-fact.ts";
import { timesBefore } from "./score-facts.ts";
import type { SelectedQuote } from "./select-quotes.ts";

/** One of several things asked, with the sentence that answers it. */
export interface AnsweredPart {
  attribute: Attribute;
  quote: SelectedQuote;
}

export interface MeasureAnswer {
  measure: Measure;
  quotes: readonly SelectedQuote[];
  attribute: Attribute | undefined;
  related: readonly Measure[];
  /** Where several things are asked, in their order; else none. */
  parts: readonly AnsweredPart[];
}

/** A heading above a quote names it; a whole sentence above it does not. */
const LONGEST_LEAD = 60;
/** A further sentence is shown when it answers nearly as well as the first; more readily where several figures are asked. */
const FURTHER_SHARE = { one: 0.75, several: 0.45 };
const FURTHER_SHOWN = { one: 1, several: 2 };

/** One question about one measure: the figure asked for, the sentence that states it, then which measure it is. */
export function composeMeasure(context: AnswerContext, answer: MeasureAnswer): Draft {
  const { measure, attribute } = answer;
  const { phrases } = context;
  const list = new CitationList(context.linkTo);
  const [best] = answer.quotes;
  const lines: string[] = [];
  if (attribute === "location") {
    lines.push(phrases.isMeasure(measureLine(measure)));
  }
  if (answer.parts.length > 1) {
    lines.push(...partLines(answer, list));
  } else if (best) {
    lines.push(`${valueLead(best, attribute)}${quoteLine(best, measure, list)}`);
  }
  if (best && valueLead(best, attribute) !== "") lines.push(...conflictLines(context, best, list));
  for (const further of furtherQuotes(context, answer)) {
    const lead = context.understanding.severalFigures ? valueLead(further, attribute) : "";
    lines.push(`${lead}${quoteLine(further, measure, list)}`);
  }
  if (context.understanding.compares) lines.push(...comparisonLine(context, overYears(context, answer)));
  if (attribute !== "location") lines.push(`${phrases.measure}${measureLine(measure)}`);
  return {
    kind: "answer",
    text: lines.join("\n\n"),
    citations: list.citations,
    measures: [measure.id, ...answer.related.map(({ id }) => id)],
    suggestions: measureSuggestions(measure, answer.related),
  };
}

/** The shown figures of different years: one thing then and now. A total and its part are no comparison. */
function overYears(context: AnswerContext, answer: MeasureAnswer): Fact[] {
  const shown = [...answer.quotes.slice(0, 1), ...furtherQuotes(context, answer)];
  const dated = shown.flatMap(({ facts, sentence }) =>
    facts.map((fact) => ({
      fact,
      heading: sentence.heading,
      year: timesBefore(sentence.text, fact.span.start - sentence.start).years[0],
    })),
  );
  const [first] = dated;
  // Asked of two years by name, two programmes may be meant.
  const named = context.understanding.times.years.length > 1;
  const other = dated.find(
    ({ year, heading }) => year !== undefined && year !== first?.year && (named || heading === first?.heading),
  );
  return first?.year !== undefined && other ? [first.fact, other.fact] : [];
}

/** Each thing asked with its sentence; two that one sentence answers share it. */
function partLines({ parts, measure }: MeasureAnswer, list: CitationList): string[] {
  const quotes = Array.from(new Set(parts.map(({ quote }) => quote.text)));
  return quotes.map((text) => {
    const own = parts.filter(({ quote }) => quote.text === text);
    const values = own.flatMap(({ attribute, quote }) => (HAS_VALUE.has(attribute) ? quote.facts.slice(0, 1) : []));
    const texts = Array.from(new Set(values.map(valueText)));
    const lead = texts.length > 0 ? `**${texts.join("、")}** — ` : "";
    return `${lead}${quoteLine(own[0]!.quote, measure, list)}`;
  });
}

/** Sentences beside the best that answer too: another figure, or what the other column says. */
function furtherQuotes({ understanding }: AnswerContext, { quotes, attribute, parts }: MeasureAnswer): SelectedQuote[] {
  const [best, ...others] = quotes;
  if (!best || parts.length > 1) return [];
  const wanted = understanding.severalFigures ? "several" : "one";
  return others
    .filter(({ text, sentence }) => text !== best.text && !sentence.isHeading)
    .slice(0, FURTHER_SHOWN[wanted])
    .filter(
      ({ score, sentence }) =>
        score >= FURTHER_SHARE[wanted] * best.score &&
        (attribute !== undefined || understanding.severalFigures || sentence.column !== best.sentence.column),
    );
}

/** A ceiling is no fixed amount: 「最大72万円」. */
const BOUND = /(?:最大|最長|上限)\s*$/u;

/** "**1,323 者** — " before the quote that holds it; nothing where no single value answers. */
function valueLead({ facts, text, sentence }: SelectedQuote, attribute: Attribute | undefined): string {
  const [fact] = facts;
  if (!fact || !attribute || !HAS_VALUE.has(attribute) || text === fact.value) return "";
  const [bound = ""] = BOUND.exec(sentence.text.slice(0, fact.span.start - sentence.start)) ?? [];
  return `**${bound.trim()}${valueText(fact)}** — `;
}

/** Where the document states the figure differently elsewhere: both, side by side. */
function conflictLines({ catalogue, phrases }: AnswerContext, { facts }: SelectedQuote, list: CitationList): string[] {
  const [fact] = facts;
  return (fact ? conflictsOf(fact, catalogue) : []).flatMap((other) => {
    const quote = quoteFact(other.measure, other.fact);
    if (!quote) return [];
    return [
      `${phrases.conflict}${boldValue(other.fact)} — 「${escapeMarkdown(quote.text)}」${list.cite(quote)} ${measureLine(other.measure)}`,
    ];
  });
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
