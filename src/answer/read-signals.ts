import { soundOfQuestion } from "../../index/kana-reading.ts";
import { normalise } from "../../index/normalise.ts";
import { terms } from "../../index/terms.ts";
import type { Measure } from "../../ingest/collection.ts";
import type { Attribute } from "../question/read-attribute.ts";
import { readForm } from "../question/read-form.ts";
import { readTimes } from "../question/read-times.ts";
import type { HybridSearch, MeasureHit } from "../retrieval/hybrid-search.ts";
import { type AnswerContext, quotesOf } from "./answer-context.ts";

/** What a question, its search results and its best quote say as plain numbers: the input of judge-question. */
export const SIGNAL_NAMES = [
  "questionMatch",
  "questionShare",
  "dense",
  "likeness",
  "unseen",
  "statedLexical",
  "statedDense",
  "unstatedLexical",
  "unstatedDense",
  "outsideLexical",
  "outsideDense",
  "broadLexical",
  "broadDense",
  "coverage",
  "documentCoverage",
  "lead",
  "rivals",
  "words",
  "rarest",
  "sound",
  "unknownScheme",
  "foreign",
  "asksBudget",
  "asksAmount",
  "asksRate",
  "asksCount",
  "asksQuantity",
  "asksDate",
  "asksDeadline",
  "asksDuration",
  "asksCondition",
  "asksMinistry",
  "asksName",
  "asksMembers",
  "asksContact",
  "asksForm",
  "valueFound",
  "valueScore",
  "quoteCoverage",
  "quoteScore",
  "yesOrNo",
  "restInQuote",
  "restInMeasure",
  "missingWords",
  "rarestMissing",
  "otherYear",
  "yearMissing",
  "figureMissing",
  "asksWhich",
  "asksWhat",
  "asksForHelp",
  "wishes",
  "asksWhetherDone",
  "tellsOfCompany",
  "isKeywords",
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];
export type Signals = Record<SignalName, number>;

const RIVAL_SHARE = 0.8;
/** Results that signals are read from. */
export const SIGNAL_HITS = 20;

/** Signals of a question with its search results, best first, at least SIGNAL_HITS of them where there are so many. */
export function readSignals(context: AnswerContext, hits: readonly MeasureHit[]): Signals {
  const { search, understanding } = context;
  const { question } = understanding;
  const [top, second] = hits;
  const own = Array.from(new Set(terms(question)));
  const idfs = own.map((term) => search.documentIndex.idf(term));
  const total = idfs.reduce((sum, value) => sum + value, 0);
  const near = search.nearness(question, context.vector, top?.measure.id ?? "");
  // Against what the measure is known to answer: 0 as near, above it nearer.
  const nearer = (kind: "unstated" | "outside" | "broad", by: "lexical" | "dense"): number =>
    by === "lexical"
      ? Math.log1p(near[kind].lexical) - Math.log1p(near.stated.lexical)
      : near[kind].dense - near.stated.dense;
  return {
    questionMatch: Math.log1p(top?.legs.question ?? 0),
    questionShare: total === 0 ? 0 : (top?.legs.question ?? 0) / total,
    dense: top?.legs.dense ?? 0,
    likeness: Math.max(0, ...(top?.questions ?? []).map((other) => likeness(own, terms(other), search))),
    unseen:
      total === 0
        ? 1
        : own.reduce((sum, term, index) => sum + (search.measureIndex.has(term) ? 0 : idfs[index]!), 0) / total,
    statedLexical: Math.log1p(near.stated.lexical),
    statedDense: near.stated.dense,
    unstatedLexical: nearer("unstated", "lexical"),
    unstatedDense: nearer("unstated", "dense"),
    outsideLexical: nearer("outside", "lexical"),
    outsideDense: nearer("outside", "dense"),
    broadLexical: nearer("broad", "lexical"),
    broadDense: nearer("broad", "dense"),
    coverage: top ? search.measureIndex.coverage(question, top.measure.id) : 0,
    documentCoverage: top ? search.documentIndex.coverage(question, top.measure.id) : 0,
    lead: top && second ? Math.max(0, 1 - second.score / top.score) : 0,
    rivals: top ? hits.slice(0, SIGNAL_HITS).filter((hit) => hit.score >= RIVAL_SHARE * top.score).length : 0,
    words: Math.log1p(own.length),
    rarest: Math.max(0, ...idfs),
    sound: soundOfQuestion(question) === undefined ? 0 : 1,
    foreign: understanding.language === "ja" ? 0 : 1,
    unknownScheme: schemesIn(question).some((name) => !search.knows(name)) ? 1 : 0,
    ...askedSignals(understanding.attribute),
    ...readForm(question),
    ...quoteSignals(context, top?.measure),
  };
}

const ASKED = {
  budget: "asksBudget",
  amount: "asksAmount",
  rate: "asksRate",
  count: "asksCount",
  quantity: "asksQuantity",
  date: "asksDate",
  deadline: "asksDeadline",
  duration: "asksDuration",
  condition: "asksCondition",
  ministry: "asksMinistry",
  name: "asksName",
  members: "asksMembers",
  contact: "asksContact",
  form: "asksForm",
} as const satisfies Partial<Record<Attribute, SignalName>>;

type AskedSignal = (typeof ASKED)[keyof typeof ASKED];

/** One signal an attribute, 1 for the one asked for. */
const askedSignals = (attribute: Attribute | undefined): Record<AskedSignal, number> =>
  Object.fromEntries(Object.entries(ASKED).map(([name, signal]) => [signal, name === attribute ? 1 : 0])) as Record<
    AskedSignal,
    number
  >;

const YES_OR_NO =
  /(?:ます|です|いい|ない|できる|なる|られる|える|ける)(?:か|の|んですか|でしょうか|よね)?[?？]*$|でも(?:いい|使え|受け|もらえ|対象)/u;

type QuoteSignals = Pick<
  Signals,
  | "valueFound"
  | "valueScore"
  | "quoteCoverage"
  | "quoteScore"
  | "yesOrNo"
  | "restInQuote"
  | "restInMeasure"
  | "missingWords"
  | "rarestMissing"
  | "otherYear"
  | "yearMissing"
  | "figureMissing"
  | "asksWhich"
>;

/** Whether the measure has a value of the kind asked for, and how much of the question its best sentence holds. */
function quoteSignals(context: AnswerContext, measure: Measure | undefined): QuoteSignals {
  const { attribute, question, times } = context.understanding;
  const { search, catalogue } = context;
  const quotes = measure ? quotesOf(context, measure, attribute) : [];
  const best = quotes.find((quote) => quote.facts.length > 0);
  const [first] = quotes;
  const shown = first ? `${first.sentence.text} ${first.sentence.heading} ${first.sentence.programme}` : "";
  const named = measure ? `${measure.title} ${measure.programmes.map(({ name }) => name).join(" ")}` : "";
  const whole = measure ? `${catalogue.wholeText(measure)} ${named}` : "";
  const known = measure ? normalise(`${whole} ${catalogue.questionsOf(measure.id).join(" ")}`) : "";
  const asked = Array.from(new Set(terms(question)));
  const ofName = new Set(terms(named));
  const rest = asked.filter((term) => !ofName.has(term));
  const share = (list: readonly string[], text: string): number => {
    const found = new Set(terms(text));
    const weigh = (some: readonly string[]): number =>
      some.reduce((sum, term) => sum + search.documentIndex.idf(term), 0);
    return list.length === 0 ? 1 : weigh(list.filter((term) => found.has(term))) / weigh(list);
  };
  const words = Array.from(new Set(normalise(question).match(WORD) ?? []));
  const missing = words.filter((word) => !known.includes(word));
  const shownYears = readTimes(shown).years;
  const wholeYears = new Set(yearsAround(readTimes(whole).years));
  const figures = question.normalize("NFKC").match(FIGURE) ?? [];
  const plainWhole = whole.replace(/[\s,]/gu, "");
  return {
    valueFound: best ? 1 : 0,
    valueScore: best?.score ?? 0,
    quoteCoverage: share(asked, `${shown} ${named}`),
    quoteScore: first?.score ?? 0,
    yesOrNo: YES_OR_NO.test(question.normalize("NFKC").trim()) ? 1 : 0,
    restInQuote: share(rest, shown),
    restInMeasure: share(rest, whole),
    missingWords: words.length === 0 ? 0 : missing.length / words.length,
    rarestMissing: Math.max(0, ...missing.flatMap((word) => terms(word)).map((term) => search.measureIndex.idf(term))),
    asksWhich: WHICH.test(question) ? 1 : 0,
    yearMissing: times.years.length > 0 && !times.years.some((year) => wholeYears.has(year)) ? 1 : 0,
    figureMissing: figures.some(
      (figure) => !plainWhole.includes(figure.replace(/[\s,目]/gu, "").replace(/^第?(?=\d+回)/u, "第")),
    )
      ? 1
      : 0,
    otherYear:
      times.years.length > 0 && shownYears.length > 0 && !times.years.some((year) => shownYears.includes(year)) ? 1 : 0,
  };
}

/** Money, shares and ages: figures that a scheme states or does not, unlike how many people a company has. */
const FIGURE = /第?\d+回目?|\d[\d,.]*\s*(?:万|億|千)?円|\d[\d.]*\s*(?:%|割|倍|歳)/gu;

/** Names of places or companies, one by one. */
const WHICH =
  /(?:どこの|どの|何という)(?:国|市|町|村|県|会社|企業|自治体|大学|地域|団体)|具体的に(?:どこ|どの|は)|(?:会社|企業|国|市|町|県|自治体|団体)(?:名|の名前|の一覧|のリスト)|それぞれどこ/u;

/** A fiscal year reaches into the next calendar year. */
const yearsAround = (years: readonly string[]): string[] => years.flatMap((year) => [year, String(Number(year) - 1)]);

/** Words of kanji, katakana or Latin letters. */
const WORD = /\p{Script=Han}{2,}|[\p{Script=Katakana}ー]{2,}|[a-z]{2,}/gu;

const SCHEME =
  /[\p{Script=Han}\p{Script=Katakana}ーA-Za-z]{2,14}?(?:助成金|補助金|給付金|支援金|奨励金|手当金?|控除|共済|年金|ローン|融資|貸付|保険料|納税|税制|コース|枠)/gu;

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
