import type { DateFigure, FiguredText, Located, NumberFigure } from "./read-figures.ts";

/** A piece of a sentence between commas, with the figures in it. */
export interface Clause extends FiguredText {
  numbers: readonly Located<NumberFigure>[];
  /** The sentence up to the end of the clause. */
  before: string;
  /** The clauses without figures right before it: what they name is what it speaks of. */
  lead: string;
  /** Dates of a clause before it that only sets the time: 「令和6年度は、」. */
  times: readonly DateFigure[];
}

const COMMA = /[、。;]|,(?!\d)/gu;
/** Behind its last date. */
const SETS_TIME = /^[^、,]{0,8}(?:は|に|で|も|より|から|まで|時点|現在|として|における|において|については)[、,]?$/u;

/** The clauses of a sentence; places of figures are those in the clause. */
export function cutClauses({ text, figures }: FiguredText): Clause[] {
  const clauses: Clause[] = [];
  const ends = [...Array.from(text.matchAll(COMMA), ({ index }) => index + 1), text.length];
  let start = 0;
  let times: DateFigure[] = [];
  let lead = "";
  for (const end of ends) {
    const own = figures
      .filter((one) => start <= one.start && one.start < end)
      .map((one) => ({
        ...one,
        start: one.start - start,
        end: one.end - start,
        wordsFrom: one.wordsFrom - start,
      }));
    const piece = text.slice(start, end);
    const numbers = own.filter(isNumber);
    const dates = own.filter(isDate).map(({ figure }) => figure);
    if (dates.length > 0) times = [];
    clauses.push({ text: piece, figures: own, numbers, before: text.slice(0, end), lead, times });
    lead = own.length === 0 ? lead + piece : "";
    const last = own.findLast(isDate);
    if (last && numbers.length === 0 && SETS_TIME.test(piece.slice(last.end))) times = dates;
    start = end;
  }
  return clauses;
}

export const isNumber = (located: Located): located is Located<NumberFigure> => located.figure.sort === "number";
export const isDate = (located: Located): located is Located<DateFigure> => located.figure.sort === "date";
