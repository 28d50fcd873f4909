import { soundOfQuestion } from "../../index/kana-reading.ts";
import { terms } from "../../index/terms.ts";
import { readLanguage } from "../question/read-language.ts";
import type { HybridSearch, MeasureHit } from "../retrieval/hybrid-search.ts";

/** What the search scores say about a question as a whole, as plain numbers: the input of judge-question. */
export const SIGNAL_NAMES = [
  "questionMatch",
  "questionShare",
  "dense",
  "likeness",
  "unseen",
  "outsideQuestion",
  "outsideDense",
  "coverage",
  "documentCoverage",
  "lead",
  "rivals",
  "words",
  "rarest",
  "sound",
  "unknownScheme",
  "foreign",
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];
export type Signals = Record<SignalName, number>;

const RIVAL_SHARE = 0.8;
const RIVALS_LOOKED_AT = 20;

/** Signals of a question with its search results, best first, at least RIVALS_LOOKED_AT of them where there are so many. */
export async function readSignals(
  question: string,
  hits: readonly MeasureHit[],
  search: HybridSearch,
): Promise<Signals> {
  const outside = await search.outsideMatch(question);
  const [top, second] = hits;
  const own = Array.from(new Set(terms(question)));
  const idfs = own.map((term) => search.documentIndex.idf(term));
  const total = idfs.reduce((sum, value) => sum + value, 0);
  return {
    questionMatch: Math.log1p(top?.legs.question ?? 0),
    questionShare: total === 0 ? 0 : (top?.legs.question ?? 0) / total,
    dense: top?.legs.dense ?? 0,
    likeness: Math.max(0, ...(top?.questions ?? []).map((other) => likeness(own, terms(other), search))),
    unseen:
      total === 0
        ? 1
        : own.reduce((sum, term, index) => sum + (search.measureIndex.has(term) ? 0 : idfs[index]!), 0) / total,
    outsideQuestion: Math.log1p(outside.question) - Math.log1p(top?.legs.question ?? 0),
    outsideDense: outside.dense - (top?.legs.dense ?? 0),
    coverage: top ? search.measureIndex.coverage(question, top.measure.id) : 0,
    documentCoverage: top ? search.documentIndex.coverage(question, top.measure.id) : 0,
    lead: top && second ? 1 - second.score / top.score : 0,
    rivals: top ? hits.slice(0, RIVALS_LOOKED_AT).filter((hit) => hit.score >= RIVAL_SHARE * top.score).length : 0,
    words: Math.log1p(own.length),
    rarest: Math.max(0, ...idfs),
    sound: soundOfQuestion(question) === undefined ? 0 : 1,
    foreign: readLanguage(question) === "ja" ? 0 : 1,
    unknownScheme: schemesIn(question).some((name) => !search.knows(name)) ? 1 : 0,
  };
}

const SCHEME =
  /[\p{Script=Han}\p{Script=Katakana}ーA-Za-z]{2,14}?(?:助成金|補助金|給付金|支援金|奨励金|手当金?|控除|共済|年金|ローン|保険料|納税|税制)/gu;

/** Names of schemes in a question: 雇用調整助成金, 住宅ローン控除. One that is written nowhere points outside the document. */
const schemesIn = (question: string): string[] => question.normalize("NFKC").match(SCHEME) ?? [];

/** Dice coefficient of two sets of words, weighted by rarity: 1 for the same question, 0 for nothing in common. */
function likeness(own: readonly string[], other: readonly string[], search: HybridSearch): number {
  const theirs = new Set(other);
  const weight = (list: Iterable<string>): number =>
    Array.from(list).reduce((sum, term) => sum + search.measureIndex.idf(term), 0);
  const both = weight(own) + weight(theirs);
  return both === 0 ? 0 : (2 * weight(own.filter((term) => theirs.has(term)))) / both;
}
