import { terms } from "../../index/terms.ts";
import type { Fact } from "../../ingest/collection.ts";
import { yearOfFiscal } from "../../ingest/era-year.ts";
import type { Attribute } from "../question/read-attribute.ts";
import { readTimes, type Times } from "../question/read-times.ts";
import type { Sentence } from "./cut-sentences.ts";

export interface ScoredFact {
  fact: Fact;
  score: number;
}

/** What a question says about the value it wants, read once a question. */
export interface FactWish {
  question: string;
  attribute: Attribute;
  times: Times;
  /** Words of the question with their weight; a value's own clause should hold them. */
  weights: ReadonlyMap<string, number>;
  total: number;
}

const COUNTER_BONUS = 0.35;
const TIME_BONUS = 0.4;
const TIME_MALUS = 0.3;
const SUM_BONUS = 0.25;
const LIMIT_BONUS = 0.25;
const PAST_MALUS = -0.3;
const NEWER_YEAR = 0.02;
const OLDEST_YEAR = 2020;
const SHORT_CLAUSE = 14;

/** Counters that mean the same thing. */
const SAME_COUNTERS: readonly (readonly string[])[] = [
  ["社", "者", "事業者", "企業", "会社"],
  ["人", "名"],
  ["か所", "箇所", "カ所", "ヶ所", "所"],
  ["か国", "カ国", "国", "国・地域"],
  ["地域", "都市", "自治体", "市町村"],
];

const ABOUT_ONE =
  /上限|1社|一社|1人|一人|1件|一件|もらえ|受け取|支給|補助額|助成額|融資額|料金|代は|代が|代って|持ち出し|自己負担|自腹|家賃|手数料|月額|保険料|会費|参加費|費用|単身/u;
const ASKS_BUDGET = /予算|よさん|budget|预算|ngân sách/iu;
const COMPARES = /前年|同期|同月|同比/u;
const LAST_YEAR = /(?:令和\s*(?:\d+|元)|平成\s*\d+|20\d\d|R\s*\d+)\s*年(?!.*(?:令和|平成|20\d\d\s*年)).*$/su;
const UNTIL = /^\s*(?:末|頃)?\s*(?:まで|を?期限)/u;

/**
 * Whether a value is of the sort asked for at all: 1社あたりの上限 is no budget, 補助率 no growth, 締切 only a date that ends
 * something. Without such a value the document does not state what was asked.
 */
export function isOfSort(fact: Fact, sentence: Sentence, { question, attribute, times }: FactWish): boolean {
  const start = fact.span.start - sentence.start;
  const end = fact.span.end - sentence.start;
  const asked = question.normalize("NFKC");
  if (attribute === "amount") return fact.kind !== "budget" || !ABOUT_ONE.test(asked);
  // "何億円で採択": no word of a budget, any amount of money may be meant.
  if (attribute === "budget" && fact.kind === "amount") return !ASKS_BUDGET.test(asked);
  if (attribute === "date" || attribute === "deadline") {
    if (!isInAskedYear(fact, asked, times)) return false;
  }
  const unit = /何([点歳位級])/u.exec(asked)?.[1];
  if (unit !== undefined) return fact.value.includes(unit);
  if (attribute === "count" && /何(?:人|社)/u.test(asked) && fact.kind === "count") return countsAlike(fact, asked);
  if (attribute === "rate") {
    const growth = Number(fact.normalised) > 1 || COMPARES.test(sentence.text.slice(Math.max(0, start - 40), start));
    return !growth || /前年|伸び|比/u.test(asked);
  }
  if (attribute === "deadline") {
    return (
      UNTIL.test(sentence.text.slice(end)) || /期限|締|延長/u.test(sentence.text.slice(Math.max(0, start - 24), start))
    );
  }
  return true;
}

/** "2025は何日に", "令和7年度の締切": a date of another year is no answer. A fiscal year runs from April to March. */
function isInAskedYear(fact: Fact, asked: string, { fiscal, years, months }: Times): boolean {
  // "10月から12月": its year stands elsewhere.
  if (fact.normalised === null) return true;
  const [year, month] = String(fact.normalised).split("-").map(Number);
  const bare = Array.from(asked.matchAll(/(?<![\d.,])(20\d\d)(?![\d.,])/gu), ([, digits]) => Number(digits));
  const calendar = [...bare, ...(fiscal.length > 0 ? [] : years.map(Number))];
  if (year === undefined || months.length > 0 || (calendar.length === 0 && fiscal.length === 0)) return true;
  const fiscalYear = month !== undefined && month < 4 ? year - 1 : year;
  return calendar.includes(year) || fiscal.some((name) => yearOfFiscal(name) === fiscalYear);
}

/** How well a value answers: its counter, its year, the words around it. Higher is better; about -0.5 to 1.5. */
export function scoreFact(fact: Fact, sentence: Sentence, wish: FactWish): number {
  const start = fact.span.start - sentence.start;
  const end = fact.span.end - sentence.start;
  const clause = clauseAround(sentence.text, start, end);
  const context = `${sentence.heading} ${sentence.programme} ${clause}`;
  return (
    0.6 * overlap(clause, wish) +
    0.3 * overlap(`${sentence.heading} ${sentence.programme}`, wish) +
    counterScore(fact, wish.question) +
    dateScore(fact, sentence.text.slice(end), wish) +
    timeScore(fact, sentence, context, wish) +
    (isPast(sentence.text, end, wish) ? PAST_MALUS : 0) +
    newness(fact, sentence, start, wish) +
    (asksSum(wish.question) && /合計|総数|累計|計[::]?$|総額|総件数|計$/u.test(sentence.text.slice(0, start).slice(-14))
      ? SUM_BONUS
      : 0) +
    (asksLimit(wish.attribute) &&
    /^\s*(?:まで|末まで)|^.{0,12}(?:期限|予定|見込|公表|施行|開始|目指)/u.test(sentence.text.slice(end, end + 18))
      ? LIMIT_BONUS
      : 0)
  );
}

/** "2,151 社から 2,781 社に増加": asked without a time, the later figure is meant. */
const isPast = (text: string, end: number, { times }: FactWish): boolean =>
  times.years.length === 0 && /^\s*(?:[(\uff08][^)\uff09]*[)\uff09])?\s*から\s*(?:約)?\s*\d/u.test(text.slice(end));

/** Asked without a time, the newest year is meant: a tie-breaker, 0.02 a year. */
function newness(fact: Fact, sentence: Sentence, start: number, { times }: FactWish): number {
  if (times.years.length > 0 || times.months.length > 0 || fact.kind !== "count") return 0;
  const [year] = timesBefore(sentence.text, start).years;
  return year === undefined ? 0 : NEWER_YEAR * (Number(year) - OLDEST_YEAR);
}

/** The last year named before a position, with what follows it: of several years the nearest before a value is its own. */
export const timesBefore = (text: string, position: number): Times =>
  readTimes(LAST_YEAR.exec(text.slice(0, position).normalize("NFKC"))?.[0] ?? "");

/** The words a value belongs to: from the 、or bracket before it to the one behind it, with a bracket that begins right behind. */
function clauseAround(text: string, start: number, end: number): string {
  const before = Math.max(...["、", "。", "(", "\uff08", "「"].map((sign) => text.lastIndexOf(sign, start - 1)), -1);
  const stops = ["、", "。", ")", "\uff09"].map((sign) => text.indexOf(sign, end)).filter((position) => position >= 0);
  const close = stops.length > 0 ? Math.min(...stops) : text.length;
  const short = text.slice(before + 1, close);
  if (start - before >= SHORT_CLAUSE || readTimes(short).years.length > 0) return short;
  // A short clause without a time ("12件") leans on the one before it.
  const from = Math.max(text.lastIndexOf("、", before - 1), text.lastIndexOf("。", before - 1), -1);
  return text.slice(from + 1, close);
}

/** Share of the question's words, by weight, that a text has: 0..1. */
export function overlap(text: string, { weights, total }: FactWish): number {
  let sum = 0;
  for (const term of new Set(terms(text))) sum += weights.get(term) ?? 0;
  return sum / total;
}

const STARTS = /^\s*(?:から|より|以降|に?(?:新設|創設|開始|設立|設置|スタート|施行))/u;

/** A date as fine as asked for: 何年度 wants a fiscal year, 何月 a month, いつから where something begins. */
function dateScore(fact: Fact, behind: string, { question, attribute }: FactWish): number {
  if (fact.kind !== "date" || (attribute !== "date" && attribute !== "deadline")) return 0;
  const asked = question.normalize("NFKC");
  const fiscal = fact.value.includes("年度");
  const grain = /何年度|どの年度/u.test(asked)
    ? fiscal
      ? 0.3
      : -0.2
    : fiscal || !fact.value.includes("年")
      ? -0.1
      : 0;
  const month = /何月|何日/u.test(asked) && fact.value.includes("月") ? 0.15 : 0;
  const start = /いつから|始ま|開始|新設|創設|スタート|年度から|施行/u.test(asked) && STARTS.test(behind) ? 0.25 : 0;
  const span =
    /いつからいつまで|何月から何月|期間/u.test(asked) && /から|~|〜|～/u.test(fact.value + behind.slice(0, 3))
      ? 0.2
      : 0;
  return grain + month + start + span;
}

/** "何人" is answered by 人 and 名, "何社" by 社 and 者; not by a number of years. */
function countsAlike(fact: Fact, asked: string): boolean {
  const counter = counterOf(fact);
  return ["人", "社"].some(
    (wanted) =>
      asked.includes(`何${wanted}`) &&
      (wanted === counter ||
        counter === "者" ||
        SAME_COUNTERS.some((group) => group.includes(wanted) && group.includes(counter))),
  );
}

/** What stands behind a value's number: "件", "社以上". */
export const behindNumber = ({ value }: Fact): string =>
  value.normalize("NFKC").replace(/^[^\d]*[\d,.\s]+(?:万|千)?/u, "");

function counterOf(fact: Fact): string {
  return behindNumber(fact)
    .replace(/(以上|超|程度|以内|以下|未満)$/u, "")
    .trim();
}

function counterScore(fact: Fact, question: string): number {
  const counter = counterOf(fact);
  if (counter === "" || fact.kind !== "count") return 0;
  const alike = SAME_COUNTERS.find((group) => group.includes(counter)) ?? [counter];
  const plain = question.normalize("NFKC");
  if (alike.some((other) => plain.includes(`何${other}`) || plain.includes(`${other}数`))) return COUNTER_BONUS;
  if (alike.some((other) => other.length > 1 && plain.includes(other))) return COUNTER_BONUS / 2;
  return /何(?:[^かで]|か所|か国)/u.test(plain) ? -COUNTER_BONUS / 2 : 0;
}

function timeScore(fact: Fact, sentence: Sentence, context: string, { times, attribute }: FactWish): number {
  if (times.years.length === 0 || attribute === "date" || attribute === "deadline") return 0;
  if (times.fiscal.length > 0 && fact.fiscalYear !== undefined) {
    if (
      times.fiscal.some(
        (year) => fact.fiscalYear === year || (!/[補当]/.test(year) && fact.fiscalYear?.startsWith(year)),
      )
    )
      return TIME_BONUS;
    return -TIME_MALUS;
  }
  const own = timesBefore(sentence.text, fact.span.start - sentence.start);
  const named = readTimes(context);
  const near = named.years.length > 1 && own.years.length > 0 ? own : named;
  if (times.months.some((month) => near.months.includes(month))) return TIME_BONUS;
  if (times.years.some((year) => near.years.includes(year))) return times.months.length > 0 ? 0 : TIME_BONUS;
  if (near.years.length > 0) return -TIME_MALUS;
  if (own.years.length > 0 && !times.years.some((year) => own.years.includes(year))) return -TIME_MALUS / 2;
  // The year of a list is often named once, at the head of its sentence.
  return times.years.some((year) => readTimes(sentence.text).years.includes(year)) ? TIME_BONUS / 2 : 0;
}

const asksSum = (question: string): boolean => /合計|全部で|合わせて|足し|総数|累計|トータル|全体で/u.test(question);
const asksLimit = (attribute: Attribute): boolean => attribute === "deadline" || attribute === "date";
