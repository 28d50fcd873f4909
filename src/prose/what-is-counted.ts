import { coverRun } from "./common-words.ts";
import { type Clause, isNumber } from "./cut-clauses.ts";
import type { Place } from "./dates-of-number.ts";
import type { Statement } from "./evidence.ts";
import { unknownHiragana } from "./function-words.ts";
import { bearsOut, type FiguredText, type Located, type NumberFigure, withoutFigures } from "./read-figures.ts";

/** A number where a measure states it. */
export interface StatedNumber {
  statement: Statement;
  number: Located<NumberFigure>;
}

export const numbersOf = (statements: readonly Statement[]): StatedNumber[] =>
  statements.flatMap((statement) => statement.figures.filter(isNumber).map((number) => ({ statement, number })));

/** 当初 or 補正, where a sum of money is said to be of one: the last word before it, else what its programme is headed. */
export function budgetOf({ text }: FiguredText, { start }: Place, programme = ""): string | undefined {
  const before = text
    .slice(0, start)
    .match(/当初|補正/gu)
    ?.at(-1);
  if (before !== undefined) return before;
  const heads = new Set(programme.match(/当初|補/gu) ?? []);
  if (heads.size !== 1) return undefined;
  return heads.has("当初") ? "当初" : "補正";
}

/** A measure's programmes have budgets and counts of their own. */
export function namesOtherProgramme(
  { before }: Clause,
  { programme }: Statement,
  programmes: readonly string[],
): boolean {
  const own = nameOf(programme);
  if (own === "") return false;
  const named = programmes
    .map((other) => ({ name: nameOf(other), at: before.lastIndexOf(nameOf(other)) }))
    .filter(({ name, at }) => name !== "" && at >= 0)
    .sort((one, other) => other.at - one.at || other.name.length - one.name.length)
    .at(0)?.name;
  return named !== undefined && named !== own && !own.includes(named) && !named.includes(own);
}

/** 「キャリアアップ助成金(R7当初)」 without what is in brackets. */
const nameOf = (programme: string): string => programme.replace(/\([^()]*\)/gu, "");

/**
 * Whether the words of a clause are those around another number rather than those around this one: 「就職活動支援1,063件、
 * 職場定着支援566件」 bears out no 「職場定着支援は1,063件」. Numbers that the clause says, too, are no others.
 */
export function pointsElsewhere(clause: Clause, stated: StatedNumber, all: readonly StatedNumber[]): boolean {
  const words = (withoutFigures(clause.lead + clause.text).match(WORD) ?? [])
    .filter(isTelling)
    .map((word) => word.replace(/(?<=..)[者数額率]+$/u, ""));
  if (words.length === 0) return false;
  const isSaid = ({ number }: StatedNumber): boolean =>
    clause.numbers.some(({ figure }) => bearsOut(number.figure, figure));
  const own = likeness(words, stated);
  return all.some((other) => areAlike(stated, other) && !isSaid(other) && likeness(words, other) > own);
}

/** Numbers that one could be taken for: of one unit, or of things counted in different ways. */
const areAlike = ({ number: { figure: one } }: StatedNumber, { number: { figure: other } }: StatedNumber): boolean =>
  (one.unit === other.unit || (COUNTED.has(one.unit) && COUNTED.has(other.unit))) &&
  one.bounds.includes("ordinal") === other.bounds.includes("ordinal");

const COUNTED: ReadonlySet<string> = new Set(["件", "社", "人", "回", "か所"]);
const WORD = /[\p{Script=Han}々\p{Script=Katakana}ー]{2,}|[\p{Script=Hiragana}]{4,}/gu;
const UNTELLING: ReadonlySet<string> = new Set("場合 以上 以下 未満 助成 支援 実施 予算 時点 年度 対象".split(" "));

const isTelling = (word: string): boolean =>
  !UNTELLING.has(word) && (!/^\p{Script=Hiragana}/u.test(word) || unknownHiragana(word, "") > 0);

/** How many characters of the words stand around a number, and one more for each word that stands there whole. */
function likeness(words: readonly string[], stated: StatedNumber): number {
  const part = partOf(stated);
  return words.reduce((sum, word) => sum + coverRun(word, part).fromSource + (part.includes(word) ? 1 : 0), 0);
}

const ENDS_PART = /[、。;※]/gu;
/** 「(うちプラチナえるぼし68社)」 is not of what stands before it. */
const INCLUDED = "(うち";

/** What a number stands in, from comma to comma and with what leads to it, and what it stands under. */
function partOf({ statement, number }: StatedNumber): string {
  const { text, heading, programme, figures } = statement;
  const ends = Array.from(text.matchAll(ENDS_PART), ({ index }) => index);
  const alike = figures
    .filter(isNumber)
    .filter((other) => areAlike({ statement, number: other }, { statement, number }));
  const before = ends.filter((end) => end < number.start).toReversed();
  // 「令和4年度第二次補正予算において、1,000億円」: back over commas to the number before.
  const start = before.find(
    (end, index) =>
      text[end] !== "、" || alike.some((other) => (before[index + 1] ?? 0) <= other.start && other.start < end),
  );
  const end = ends.find((one) => one >= number.end) ?? text.length;
  const included = text.indexOf(INCLUDED, start ?? 0);
  const own =
    included < 0 || included >= end
      ? text.slice(start ?? 0, end)
      : number.start < included
        ? text.slice(start ?? 0, included)
        : text.slice(included, end);
  return `${heading} ${programme} ${own}`;
}
