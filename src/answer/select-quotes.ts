import type { Fact, Measure } from "../../ingest/collection.ts";
import { parseFiscalYears } from "../../ingest/parse-fiscal-year.ts";
import { queryTerms, terms } from "../../index/terms.ts";
import { type Attribute, FACTS_OF } from "../question/read-attribute.ts";
import { cutSentences, type Sentence, trimToClauses } from "./cut-sentences.ts";

export interface SelectedQuote {
  sentence: Sentence;
  /** The verbatim piece to show: the sentence, or the clauses of it that matter. */
  text: string;
  score: number;
  /** Facts of the kind asked for that stand inside the piece. */
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
const ATTRIBUTE_BONUS = 0.45;
const FISCAL_BONUS = 0.4;
const PURPOSE = /支援する|支援を(?:行|実施)|助成する|補助する|補助を行う|提供する|実施する|促進する|創設|措置/u;

/** The sentences of a measure that answer the question, best first. */
export function selectQuotes(request: QuoteRequest): SelectedQuote[] {
  const wanted = weights(request);
  const total = Array.from(wanted.values()).reduce((sum, weight) => sum + weight, 0) || 1;
  const years = parseFiscalYears(request.question).map((match) => match.fiscalYear);
  const kinds = request.attribute ? FACTS_OF[request.attribute] : [];
  return cutSentences(request.measure)
    .filter(
      (sentence) => sentence.role !== "programme" && (sentence.role !== "ministry" || request.attribute === "ministry"),
    )
    .map((sentence) => scoreSentence(sentence, request, { wanted, total, years, kinds }))
    .sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start);
}

interface Scoring {
  wanted: ReadonlyMap<string, number>;
  total: number;
  years: readonly string[];
  kinds: readonly string[];
}

function scoreSentence(
  sentence: Sentence,
  request: QuoteRequest,
  { wanted, total, years, kinds }: Scoring,
): SelectedQuote {
  const own = share(sentence.text, wanted, total);
  const around = share(`${sentence.heading} ${sentence.programme}`, wanted, total);
  const facts = request.facts.filter(
    (fact) => kinds.includes(fact.kind) && fact.span.start >= sentence.start && fact.span.end <= sentence.end,
  );
  const fiscal =
    years.length > 0 && facts.some((fact) => years.some((year) => fact.fiscalYear?.startsWith(year) === true));
  // A short sentence says what it says; a long one contains every word by chance.
  const brevity = 1 / (1 + Math.max(0, sentence.text.length - 80) / 600);
  const score =
    (own + 0.35 * around) * brevity +
    (facts.length > 0 ? ATTRIBUTE_BONUS : 0) +
    (fiscal ? FISCAL_BONUS : 0) +
    (request.attribute === undefined ? purposeBonus(sentence) : 0);
  return { sentence, text: cutAround(sentence, facts, wanted), score, facts };
}

/** Asked what there is, the left column's sentence on what is given says it best. */
function purposeBonus(sentence: Sentence): number {
  if (sentence.role === "budget" || sentence.role === "note") return -0.2;
  return (sentence.column === "policy" ? 0.12 : 0) + (PURPOSE.test(sentence.text) ? 0.08 : 0);
}

function share(text: string, wanted: ReadonlyMap<string, number>, total: number): number {
  let sum = 0;
  for (const term of new Set(terms(text))) sum += wanted.get(term) ?? 0;
  return sum / total;
}

function weights({ question, measure, idf }: QuoteRequest): Map<string, number> {
  const title = new Set(terms(measure.title));
  // Words of the title are in every sentence's measure: they do not tell its sentences apart.
  return new Map(queryTerms(question).map((term) => [term, idf(term) * (title.has(term) ? 0.5 : 1)]));
}

function cutAround(sentence: Sentence, facts: readonly Fact[], wanted: ReadonlyMap<string, number>): string {
  if (sentence.text.length <= QUOTE_LENGTH) return sentence.text;
  const [from, to] = focus(sentence, facts, wanted);
  return trimToClauses(sentence.text, QUOTE_LENGTH, from, to).text;
}

/** The clause with most of the question's words, and a fact asked for when one is near. */
function focus(sentence: Sentence, facts: readonly Fact[], wanted: ReadonlyMap<string, number>): [number, number] {
  let best = { from: 0, to: 1, score: -1 };
  let from = 0;
  for (const clause of sentence.text.split(/(?<=、)/u)) {
    const to = from + clause.length;
    const inside = facts.some(
      (fact) => fact.span.start - sentence.start >= from && fact.span.end - sentence.start <= to,
    );
    const score = share(clause, wanted, 1) * (inside ? 1.6 : 1) + (inside ? 0.01 : 0);
    if (score > best.score) best = { from, to: to - 1, score };
    from = to;
  }
  return [best.from, best.to];
}
