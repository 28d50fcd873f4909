import { westernYear } from "../../ingest/era-year.ts";
import { readNumbers, withArabicNumerals } from "./read-numbers.ts";

/** A number with its unit, in one form however it is written: 3,400億円 = 3400 億円 = 三千四百億円; 5割 = 50%; 2分の1 = 50%. */
export interface NumberFigure {
  sort: "number";
  value: number;
  /** "円", "人", "%"; what follows the number where it is no unit known by several names; "" for none. */
  unit: string;
  /** What makes it more or less than itself: 以上, 未満, 最大, 約, の内数; sorted and joined. */
  bounds: string;
}

/** A date, or as much of one as is written; the year is western. */
export interface DateFigure {
  sort: "date";
  year: number | undefined;
  month: number | undefined;
  day: number | undefined;
  /** 年度: April to March. */
  fiscal: boolean;
  /** 時点 is "at": a count of that time is one up to that time. */
  edge: "from" | "to" | "at" | undefined;
}

export type Figure = NumberFigure | DateFigure;

/** Where a figure stands in the text that `locateFigures` gives with it; `end` is exclusive. */
export interface Located<Kind extends Figure = Figure> {
  figure: Kind;
  start: number;
  end: number;
  /** Behind the digits, and behind the unit where it is no word that could be any: 円, 人, %. */
  wordsFrom: number;
}

/** A text in the form that its figures were read in: NFKC, without white space, numbers in Arabic numerals. */
export interface FiguredText {
  text: string;
  /** In order. */
  figures: readonly Located[];
}

const YEAR = "(?:(令和|平成|(?<![A-Za-z0-9])[RHrh](?=\\d))(\\d{1,2}|元)年?(度)?|((?:19|20)\\d{2})年(度)?)(?!間)";
const MONTH = "(\\d{1,2})月(?!額)(?:(\\d{1,2})日(?!間))?";
const DATE = new RegExp(
  `${YEAR}(?:の?${MONTH})?|(同年)?${MONTH}|(?<!\\d)((?:19|20)\\d{2})[/.-](\\d{1,2})(?:[/.-](\\d{1,2}))?(?!\\d)`,
  "gu",
);
const MONTH_RANGE = /(?<!\d)(\d{1,2})(?=[~〜-]\d{1,2}月)/gu;
/** ¹ behind a word is a footnote's; behind a digit it would change the number. */
const FOOTNOTE_MARK = /(?<![\d\u00b9\u00b2\u00b3\u2070\u2074-\u2079])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+/gu;

/** All figures of a text. */
export const readFigures = (text: string): Figure[] => locateFigures(text).figures.map(({ figure }) => figure);

/**
 * All figures of a text and where they stand. Dates are read first: their digits are no numbers of their own. `lastYear` is the
 * year that 同年 means where the text names none before it.
 */
export function locateFigures(written: string, lastYear?: number): FiguredText {
  const compact = written.replace(FOOTNOTE_MARK, "").normalize("NFKC").replace(/\s+/gu, "");
  const text = withArabicNumerals(compact).replace(MONTH_RANGE, "$1月");
  const dates: Located<DateFigure>[] = [];
  const rest = text.replace(DATE, (whole, ...groups: unknown[]) => {
    const start = Number(groups.find((group) => typeof group === "number") ?? 0);
    const end = start + whole.length;
    const date = readDate(groups, text.slice(Math.max(0, start - 1), start), text.slice(end, end + 4));
    const year = groups[SAME_YEAR] === undefined ? date.year : (dates.at(-1)?.figure.year ?? lastYear);
    dates.push({ figure: { ...date, year }, start, end, wordsFrom: end });
    return " ".repeat(whole.length);
  });
  return { text, figures: [...dates, ...readNumbers(rest)].sort((one, other) => one.start - other.start) };
}

/** A text without its figures: what is left of it are words. */
export function withoutFigures(written: string): string {
  const { text, figures } = locateFigures(written);
  const ends = [0, ...figures.map(({ wordsFrom }) => wordsFrom)];
  const starts = [...figures.map(({ start }) => start), text.length];
  return ends.map((end, index) => text.slice(end, starts[index])).join(" ");
}

/** Place of 同年 among the groups of DATE. */
const SAME_YEAR = 7;

function readDate(groups: readonly unknown[], before: string, after: string): DateFigure {
  const [
    era,
    eraYear,
    eraFiscal,
    western,
    westernFiscal,
    month,
    day,
    ,
    monthAlone,
    dayAlone,
    year,
    yearMonth,
    yearDay,
  ] = groups.map((group) => (typeof group === "string" ? group : undefined));
  const isHeisei = era === "平成" || era?.toUpperCase() === "H";
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  const inEra = eraYear && westernYear(isHeisei ? { heisei: eraYear } : { reiwa: eraYear });
  return {
    sort: "date",
    year: inEra || number(western ?? year),
    month: number(month ?? monthAlone ?? yearMonth),
    day: number(day ?? dayAlone ?? yearDay),
    // R6補正 is of the fiscal year, whether or not it says so.
    fiscal: (eraFiscal ?? westernFiscal) !== undefined || (era?.toUpperCase() === "R" && month === undefined),
    edge: edgeOf(before, after),
  };
}

function edgeOf(before: string, after: string): DateFigure["edge"] {
  if (/^末?(?:まで|迄|以前)/u.test(after) || /[~〜]$/u.test(before)) return "to";
  if (/^末?(?:時点|現在)/u.test(after)) return "at";
  return /^末?(?:から|以降|より|[~〜])/u.test(after) ? "from" : undefined;
}

/** 19.9 * 1e8 is not quite 1,990,000,000. */
const ROUNDING = 4 * Number.EPSILON;

const edgeHolds = (stated: DateFigure["edge"], said: DateFigure["edge"]): boolean =>
  said === undefined || said === "at" || said === stated || (said === "to" && stated === "at");

/** Whether what a source states bears out what is said: the same value, unit and bounds; of a date all that is said. */
export function bearsOut(stated: Figure, said: Figure): boolean {
  if (said.sort === "date") {
    return (
      stated.sort === "date" &&
      (said.year === undefined || (said.year === stated.year && said.fiscal === stated.fiscal)) &&
      (said.month === undefined || said.month === stated.month) &&
      (said.day === undefined || said.day === stated.day) &&
      edgeHolds(stated.edge, said.edge)
    );
  }
  return (
    stated.sort === "number" &&
    Math.abs(stated.value - said.value) <= ROUNDING * Math.abs(said.value) &&
    stated.unit === said.unit &&
    stated.bounds === said.bounds
  );
}
