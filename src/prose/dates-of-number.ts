import { isDate, isNumber } from "./cut-clauses.ts";
import type { DateFigure, FiguredText, Located } from "./read-figures.ts";

/** Where a number stands in a text; `end` is exclusive. */
export interface Place {
  start: number;
  end: number;
}

const NOTE_ON_BRACKETS = /\(\)内は/u;
/** Between a date and the one that it goes on to: 令和6年4月～11月, 令和6年度事業(2月～12月). */
const GAP = /^末?(?:から|より|[-~〜・と(は]|及び|並びに|事業|当初予算|補正予算)*(?:の|が)?$/u;

/**
 * Dates that a number belongs to: those in brackets right behind it, else the last before it, else those behind it. A number
 * in brackets behind another has the date that a note 「※()内は…」 gives it.
 */
export function datesOfNumber({ text, figures }: FiguredText, { start, end }: Place): DateFigure[] {
  const dates = figures.filter(isDate);
  const note = NOTE_ON_BRACKETS.exec(text);
  const isBracketed = text[start - 1] === "(" && figures.some((other) => isNumber(other) && other.end === start - 1);
  if (note && isBracketed) return dates.filter((date) => date.start > note.index).map(({ figure }) => figure);
  const bracket = text[end] === "(" ? (/[)。]/u.exec(text.slice(end))?.index ?? 0) : 0;
  const firstInBracket = figures.find((one) => one.start > end && one.start < end + bracket);
  const behind =
    firstInBracket?.figure.sort === "date"
      ? dates.filter((date) => date.start > end && date.start < end + bracket)
      : [];
  const before = lastTogether(
    dates.filter((date) => date.end <= start),
    text,
  );
  const close = behind.some(({ figure }) => figure.year !== undefined) ? behind : [...before, ...behind];
  const any = close.length > 0 ? close : dates.filter((date) => !note || date.start < note.index);
  return any.map(({ figure }) => figure);
}

/** The last date and those that it goes on from: 令和6年4月～11月, 令和6年度(10月時点). */
function lastTogether(dates: readonly Located<DateFigure>[], text: string): Located<DateFigure>[] {
  const together: Located<DateFigure>[] = [];
  for (const date of dates.toReversed()) {
    const next = together.at(-1);
    const gap = next ? text.slice(date.end, next.start) : "";
    if (!GAP.test(gap)) break;
    together.push(date);
  }
  return together;
}
