import type { Fact, Measure } from "../../ingest/collection.ts";
import { type Attribute, HAS_VALUE } from "../question/read-attribute.ts";
import { textToMatch, type Understanding } from "../question/understand-question.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { HybridSearch } from "../retrieval/hybrid-search.ts";
import { type AnswerRange, answerRange } from "./answer-range.ts";
import type { Judgement } from "./judge-question.ts";
import { PHRASES, type Phrases } from "./phrases.ts";
import { type SelectedQuote, selectQuotes } from "./select-quotes.ts";

/** What every stage of one answer needs. */
export interface AnswerContext {
  search: HybridSearch;
  catalogue: Catalogue;
  understanding: Understanding;
  /** Of the question, L2-normalised, or zero. */
  vector: Float32Array;
  phrases: Phrases;
  judgement: Judgement;
  linkTo: (path: string) => string;
  /** The measures that may answer. */
  range: AnswerRange;
  /** The last question and answer, where this question leans on them. */
  before?: { question: string; answer: string } | undefined;
}

export async function answerContext(
  search: HybridSearch,
  understanding: Understanding,
  { judgement, linkTo }: { judgement: Judgement; linkTo: (path: string) => string },
  filters: Filters = {},
): Promise<AnswerContext> {
  const vector = await search.vectorOf(understanding.question);
  const phrases = PHRASES[understanding.language];
  const { catalogue } = search;
  const range = answerRange(filters, catalogue, understanding.language);
  return { search, catalogue, understanding, vector, phrases, judgement, linkTo, range };
}

/** The measure's sentences that answer the question, best first. */
export function quotesOf(context: AnswerContext, measure: Measure, attribute: Attribute | undefined): SelectedQuote[] {
  const { catalogue, search, understanding, vector } = context;
  const similar = search.similarPassages(vector, measure.id);
  const passages = catalogue.passagesOf(measure.id);
  const similarity = (start: number): number => {
    const passage = passages.find(({ spans }) => spans.some((span) => span.start <= start && start < span.end));
    return passage ? (similar.get(passage.id) ?? 0) : 0;
  };
  return selectQuotes({
    question: [textToMatch(understanding, measure.id, catalogue), ...standIns(context, measure)].join(" "),
    similarity,
    measure,
    facts: catalogue.factsOf(measure.id),
    attribute,
    column: understanding.column,
    detail: understanding.detail,
    times: understanding.times,
    before: context.before,
    idf: (term) => search.documentIndex.idf(term),
  });
}

/**
 * A foreign question has no word in common with the document's sentences: the glossary's words stand in, and the Japanese
 * question about the measure that means most nearly the same.
 */
function standIns({ search, understanding, vector }: AnswerContext, measure: Measure): string[] {
  if (understanding.language === "ja") return [];
  const asksValue = understanding.attribute !== undefined && HAS_VALUE.has(understanding.attribute);
  const nearest = search.nearestQuestion(vector, measure.id, asksValue ? "amount" : undefined);
  return [...search.expand(understanding.question).flatMap(({ to }) => to), nearest];
}

/** A measure of a list with the sentence that speaks for it. */
export interface ListRow {
  measure: Measure;
  quote: SelectedQuote | undefined;
  /** The value asked for, to lead the sentence with. */
  value?: Fact | undefined;
}

/** One row a measure, with its best sentence. */
export function rowsOf(context: AnswerContext, measures: readonly Measure[], attribute?: Attribute): ListRow[] {
  return measures.map((measure) => {
    const [quote] = quotesOf(context, measure, attribute);
    return { measure, quote, value: attribute && HAS_VALUE.has(attribute) ? quote?.facts[0] : undefined };
  });
}
