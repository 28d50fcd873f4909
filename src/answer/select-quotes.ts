import { terms } from "../../index/terms.ts";
import type { Fact, Measure } from "../../ingest/collection.ts";
import { type Attribute, FACTS_OF } from "../question/read-attribute.ts";
import { readTimes } from "../question/read-times.ts";
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
}

/** Longest quote of a sentence; longer sentences are cut at 、 around what was asked. */
const QUOTE_LENGTH = 130;
/** A value of the kind asked for weighs as much as this share of all question words. */
const FACT_BONUS = 0.35;
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

function readWish({ question, measure, idf, attribute }: QuoteRequest): FactWish {
  const title = new Set(terms(measure.title));
  // Words of the title are in every sentence's measure: they do not tell its sentences apart.
  const weights = new Map(terms(question).map((term) => [term, idf(term) * (title.has(term) ? 0.5 : 1)]));
  const total = Array.from(weights.values()).reduce((sum, weight) => sum + weight, 0) || 1;
  return { question, attribute: attribute ?? "quantity", times: readTimes(question), weights, total };
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
    score: words + (best ? FACT_BONUS + best.score : 0) + formBonus(sentence, request.attribute),
    facts: scored
      .map(({ fact }) => fact)
      .filter((fact) => fact.span.start >= from && fact.span.end <= from + text.length),
  };
}

function formBonus(sentence: Sentence, attribute: Attribute | undefined): number {
  if (attribute === undefined) return purposeBonus(sentence);
  // A name asked for stands in 「」 or quotes; a programme's heading is one only when nothing else fits.
  if (attribute === "name") return sentence.role === "programme" ? -0.15 : /[「『“"]/.test(sentence.text) ? 0.15 : 0;
  return sentence.isHeading ? -0.3 : 0;
}

/** Asked what there is, the left column's sentence on what is given says it best. */
function purposeBonus(sentence: Sentence): number {
  if (sentence.role === "budget" || sentence.role === "note") return -0.2;
  if (sentence.isHeading) return -0.3;
  return (sentence.column === "policy" ? 0.12 : 0) + (PURPOSE.test(sentence.text) ? 0.08 : 0);
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
