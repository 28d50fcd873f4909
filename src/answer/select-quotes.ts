import { terms } from "../../index/terms.ts";
import type { Fact, Measure } from "../../ingest/collection.ts";
import { type Attribute, FACTS_OF } from "../question/read-attribute.ts";
import type { AskedColumn } from "../question/read-column.ts";
import { readTimes, type Times } from "../question/read-times.ts";
import { cutSentences, type Sentence, trimToClauses } from "./cut-sentences.ts";
import { type FactWish, isOfSort, overlap, scoreFact } from "./score-facts.ts";

export interface SelectedQuote {
  sentence: Sentence;
  /** The verbatim piece to show: the sentence, or the clauses of it that matter. */
  text: string;
  score: number;
  /** Facts of the kind asked for that stand inside the piece, the likeliest first. */
  facts: Fact[];
}

export interface QuoteRequest {
  question: string;
  measure: Measure;
  facts: readonly Fact[];
  /** Rarity of a term in the collection; what every measure has says nothing. */
  idf: (term: string) => number;
  attribute?: Attribute | undefined;
  /** How alike the question and the passage at an offset of the source are in meaning, 0..1. */
  similarity?: (start: number) => number;
  /** Where the question wants its answer from. */
  column?: AskedColumn | undefined;
  /** Chance, 0..1, that a detail is asked for: a need is answered by what the measure gives, a detail by the sentence most like it. */
  detail?: number | undefined;
  /** Times asked for; read from the question without them. */
  times?: Times | undefined;
  /** What was said before: its words count for less, and figures already told are hardly asked again. */
  before?: { question: string; answer: string } | undefined;
}

/** Longest quote of a sentence; longer sentences are cut at 、 around what was asked. */
const QUOTE_LENGTH = 130;
/** A value of the kind asked for weighs as much as this share of all question words. */
const FACT_BONUS = 0.35;
/** What a word of the question before counts beside one of this question. */
const EARLIER_SHARE = 0.4;
const SIMILARITY_WEIGHT = 0.7;
const UNASKED_HEADING = 0.1;
const ALREADY_TOLD = 0.25;
const PURPOSE = /支援する|支援を(?:行|実施)|助成する|補助する|補助を行う|提供する|実施する|促進する|創設|措置/u;

/** The sentences of a measure that answer the question, best first. */
export function selectQuotes(request: QuoteRequest): SelectedQuote[] {
  const wish = readWish(request);
  return cutSentences(request.measure)
    .filter((sentence) => sentence.role !== "programme" || request.attribute === "name")
    .filter((sentence) => sentence.role !== "ministry" || request.attribute === "ministry")
    .map((sentence) => scoreSentence(sentence, request, wish))
    .sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start);
}

function readWish({ question, measure, idf, attribute, times, before }: QuoteRequest): FactWish {
  const title = new Set(terms(measure.title));
  // Words of the title are in every sentence's measure: they do not tell its sentences apart.
  const weigh = (term: string): number => idf(term) * (title.has(term) ? 0.5 : 1);
  const weights = new Map(terms(before?.question ?? "").map((term) => [term, EARLIER_SHARE * weigh(term)]));
  for (const term of terms(question)) weights.set(term, weigh(term));
  const total = Array.from(weights.values()).reduce((sum, weight) => sum + weight, 0) || 1;
  return { question, attribute: attribute ?? "quantity", times: times ?? readTimes(question), weights, total };
}

function scoreSentence(sentence: Sentence, request: QuoteRequest, wish: FactWish): SelectedQuote {
  const kinds = request.attribute ? FACTS_OF[request.attribute] : [];
  const scored = request.facts
    .filter((fact) => kinds.includes(fact.kind) && fact.span.start >= sentence.start && fact.span.end <= sentence.end)
    .filter((fact) => request.attribute === undefined || isOfSort(fact, sentence, wish))
    .map((fact) => ({ fact, score: scoreFact(fact, sentence, wish) + (kinds[0] === fact.kind ? 0.05 : 0) }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  // A short sentence says what it says; a long one contains every word by chance.
  const brevity = 1 / (1 + Math.max(0, sentence.text.length - 80) / 600);
  const words =
    (overlap(sentence.text, wish) + 0.35 * overlap(`${sentence.heading} ${sentence.programme}`, wish)) * brevity;
  const text = cutAround(sentence, best?.fact, wish);
  const from = sentence.start + sentence.text.indexOf(text);
  return {
    sentence,
    text,
    score:
      words -
      UNASKED_HEADING * unaskedShare(sentence.heading, wish) +
      SIMILARITY_WEIGHT * (request.similarity?.(sentence.start) ?? 0) +
      (best ? FACT_BONUS + best.score : 0) +
      formBonus(sentence, request) -
      (isTold(best?.fact, request) ? ALREADY_TOLD : 0),
    facts: scored
      .map(({ fact }) => fact)
      .filter((fact) => fact.span.start >= from && fact.span.end <= from + text.length),
  };
}

/** Share of a heading's words that the question does not have: 受講者数(DX関連コース) is not what 受講者数 asks. */
function unaskedShare(heading: string, { weights }: FactWish): number {
  const words = Array.from(new Set(terms(heading)));
  return words.length === 0 ? 0 : words.filter((term) => !weights.has(term)).length / words.length;
}

const isTold = (fact: Fact | undefined, { before }: QuoteRequest): boolean =>
  fact !== undefined && before !== undefined && plain(before.answer).includes(plain(fact.value));
const plain = (text: string): string => text.normalize("NFKC").replace(/[\s,]/gu, "");

function formBonus(sentence: Sentence, { attribute, column, detail = 0, times }: QuoteRequest): number {
  if (attribute === undefined) {
    return detail * detailBonus(sentence, column, times) + (1 - detail) * purposeBonus(sentence, column ?? "policy");
  }
  // A name asked for stands in 「」 or quotes; a programme's heading is one only when nothing else fits.
  if (attribute === "name") return sentence.role === "programme" ? -0.15 : /[「『“"]/.test(sentence.text) ? 0.15 : 0;
  return sentence.isHeading ? HEADING : 0;
}

const COLUMN_BONUS = 0.12;
const YEAR_BONUS = 0.15;
const MONTH_BONUS = 0.2;
const NO_STATEMENT = -0.2;
const HEADING = -0.3;

/** Asked for a detail, any sentence may hold it: the asked column and year decide between equals. */
function detailBonus(sentence: Sentence, column: AskedColumn | undefined, times: Times | undefined): number {
  if (sentence.role === "budget" || sentence.role === "note") return NO_STATEMENT;
  if (sentence.isHeading) return HEADING;
  const own = times && times.years.length > 0 ? readTimes(sentence.text) : undefined;
  return (
    (sentence.column === column ? COLUMN_BONUS : 0) +
    (own && times?.years.some((year) => own.years.includes(year)) ? YEAR_BONUS : 0) +
    (own && times?.months.some((month) => own.months.includes(month)) ? MONTH_BONUS : 0)
  );
}

/** Asked what there is, the left column's sentence on what is given says it best; asked what came of it, the right column's. */
function purposeBonus(sentence: Sentence, column: AskedColumn): number {
  if (sentence.role === "budget" || sentence.role === "note") return NO_STATEMENT;
  if (sentence.isHeading) return HEADING;
  return (
    (sentence.column === column ? COLUMN_BONUS : 0) + (column === "policy" && PURPOSE.test(sentence.text) ? 0.08 : 0)
  );
}

function cutAround(sentence: Sentence, fact: Fact | undefined, wish: FactWish): string {
  if (sentence.text.length <= QUOTE_LENGTH) return sentence.text;
  const [from, to] = fact
    ? [fact.span.start - sentence.start, fact.span.end - sentence.start]
    : densestClause(sentence, wish);
  return trimToClauses(sentence.text, QUOTE_LENGTH, from, to).text;
}

/** The clause with most of the question's words. */
function densestClause(sentence: Sentence, wish: FactWish): [number, number] {
  let best = { from: 0, to: 1, score: -1 };
  let from = 0;
  for (const clause of sentence.text.split(/(?<=、)/u)) {
    const score = overlap(clause, wish);
    if (score > best.score) best = { from, to: from + clause.length - 1, score };
    from += clause.length;
  }
  return [best.from, best.to];
}
