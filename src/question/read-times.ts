import { westernYear, yearOfFiscal } from "../../ingest/era-year.ts";
import { parseFiscalYears } from "../../ingest/parse-fiscal-year.ts";

/** Years that a text names, in one form: "2024" for a calendar year, "R6" or "R6補正" for a fiscal one, "2024-12" for a month. */
export interface Times {
  fiscal: string[];
  /** "2024-12" and, of every date and fiscal year, "2024" or "R6". */
  months: string[];
  years: string[];
}

const DATE = /(?:令和\s*(\d+|元)|平成\s*(\d+)|(20\d\d)|R\s*(\d+))\s*[年.]\s*(?:(\d{1,2})\s*(?:月|[.]\s*\d))?/gu;

export function readTimes(text: string): Times {
  const plain = text.normalize("NFKC");
  const fiscal = parseFiscalYears(plain).map((match) => match.fiscalYear);
  const months: string[] = [];
  const years = fiscal.map((year) => String(yearOfFiscal(year)));
  for (const [, reiwa, heisei, western, short, month] of plain.matchAll(DATE)) {
    const year = westernYear({ reiwa: reiwa ?? short, heisei, western });
    years.push(String(year));
    if (month) months.push(`${year}-${month.padStart(2, "0")}`);
  }
  return { fiscal: unique(fiscal), months: unique(months), years: unique(years) };
}

/** Years from the document's own: 昨年度 stands one before it. */
const RELATIVE: readonly (readonly [word: RegExp, offset: number])[] = [
  [/一昨年度?|おととし/u, -2],
  [/(?<!一)昨年度?|去年度?|前年度(?!比)/u, -1],
  [/今年度?|本年度|ことし/u, 0],
  [/来年度?|翌年度|次年度/u, 1],
];

/** Times that a question names; 今年度 and its like count from `fiscalYear`, the western year of the document's fiscal year. */
export function readAskedTimes(question: string, fiscalYear: number): Times {
  const times = readTimes(question);
  const plain = question.normalize("NFKC");
  return RELATIVE.filter(([word]) => word.test(plain)).reduce(
    (all, [, offset]) => addFiscalYear(all, fiscalYear + offset),
    times,
  );
}

/** Times with a fiscal year, by its western year, added. */
export function addFiscalYear(times: Times, year: number): Times {
  return {
    fiscal: unique([...times.fiscal, `R${year - 2018}`]),
    months: times.months,
    years: unique([...times.years, String(year)]),
  };
}

const unique = (values: readonly string[]): string[] => Array.from(new Set(values));
