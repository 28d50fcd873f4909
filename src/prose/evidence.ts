import { normalise } from "../../index/normalise.ts";
import type { Measure } from "../../ingest/collection.ts";
import { cutSentences, type Sentence } from "../answer/cut-sentences.ts";
import { type DateFigure, type Figure, type FiguredText, type Located, locateFigures } from "./read-figures.ts";

/** All that a sentence which cites a measure may say. */
export interface Evidence {
  measure: Measure;
  /** Normalised, without white space. */
  text: string;
  figures: readonly Figure[];
  statements: readonly Statement[];
}

/** A sentence of a measure with its figures. A date without a year stands there a second time with the year it inherits. */
export interface Statement extends FiguredText {
  /** The programme it stands under, as `text`; "" where none. */
  programme: string;
  /** What it stands under, the name of its programme or of a list. */
  heading: string;
}

/** What a measure says, its titles, ministries and headings included. */
export function evidenceOf(measure: Measure): Evidence {
  const blocks = [...measure.policy, ...measure.followUp, ...measure.footnotes].map(({ text }) => text);
  const names = [measure.title, measure.titleInContents ?? "", measure.topic, measure.section.title];
  const ministries = measure.ministries.map(({ name }) => name);
  let lastYear: number | undefined;
  const statements = cutSentences(measure).map((sentence) => {
    const statement = statementOf(sentence, lastYear);
    lastYear = statement.figures.findLast(hasYear)?.figure.year ?? lastYear;
    return statement;
  });
  return {
    measure,
    text: plain([...names, ...ministries, ...blocks].join("\n")),
    statements,
    figures: [statementOf({ text: measure.title, programme: "", heading: "" }), ...statements].flatMap(({ figures }) =>
      figures.map(({ figure }) => figure),
    ),
  };
}

/** As texts are compared: the index's normalised form without white space and without <>, which a prompt has as 〈〉. */
export const plain = (text: string): string => normalise(text).replace(/[\s<>〈〉]/gu, "");

type Headed = Pick<Sentence, "text" | "programme" | "heading">;

function statementOf({ text: written, programme, heading }: Headed, lastYear?: number): Statement {
  const { text, figures } = locateFigures(plain(written), lastYear);
  return { text, figures: withInheritedYears(figures), programme: plain(programme), heading: plain(heading) };
}

const hasYear = (located: Located): located is Located<DateFigure> =>
  located.figure.sort === "date" && located.figure.year !== undefined;

/** 「令和6年度(9月末時点)」 speaks of September 2024, and 「令和6年4月～11月」 of November 2024. */
function withInheritedYears(figures: readonly Located[]): Located[] {
  let last: DateFigure | undefined;
  return figures.flatMap((located) => {
    const { figure } = located;
    if (figure.sort !== "date") return located;
    const from = figure.year === undefined && figure.month !== undefined ? last : figure;
    if (from === figure) last = figure;
    return [located, ...inheriting(figure, from).map((heir) => ({ ...located, figure: heir }))];
  });
}

const FIRST_MONTH_OF_FISCAL_YEAR = 4;

/** A month in the calendar year and in the fiscal year that it is said to be of, or that a date before it is of. */
function inheriting(date: DateFigure, from: DateFigure | undefined): DateFigure[] {
  const { month } = date;
  if (from?.year === undefined || month === undefined) return [];
  const isBeforeApril = month < FIRST_MONTH_OF_FISCAL_YEAR;
  if (from.fiscal) {
    return [
      { ...date, year: from.year + (isBeforeApril ? 1 : 0), fiscal: false },
      { ...date, year: from.year, fiscal: true },
    ];
  }
  const year = from.year + (month < (from.month ?? month) ? 1 : 0);
  return [
    { ...date, year },
    { ...date, year: year - (isBeforeApril ? 1 : 0), fiscal: true },
  ];
}

const NUMBER_OF_MEASURE = /[((\uff08]\d{1,2}[))\uff09]\s*[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]/gu;
const PAGES =
  /(?:(?<![a-z])p{1,2}\.?\s*(\d{1,3})(?:\s*[-~\u301c\uff5e–]\s*(\d{1,3}))?(?!\d)|(?<!\d)(\d{1,3})(?:\s*[-~\u301c\uff5e–]\s*(\d{1,3}))?\s*(?:ページ|頁))/giu;

/**
 * A sentence without the numbers and pages of measures that it names; undefined where one is not of the measures it cites.
 * They are no figures of the matter, and ③ would be read as a 3.
 */
export function withoutReferences(sentence: string, cited: readonly Evidence[]): string | undefined {
  const measures = cited.map(({ measure }) => measure);
  let isRight = true;
  const drop = (matches: boolean): string => {
    isRight &&= matches;
    return " ";
  };
  const isOnPages = (page: string | undefined): boolean =>
    page === undefined || measures.some(({ pages }) => pages.first <= Number(page) && Number(page) <= pages.last);
  const rest = sentence
    .replace(NUMBER_OF_MEASURE, (written) => drop(measures.some(({ number }) => plain(number) === plain(written))))
    .replace(PAGES, (_, from, to, first, last) => drop([from, to, first, last].every(isOnPages)));
  return isRight ? rest : undefined;
}
