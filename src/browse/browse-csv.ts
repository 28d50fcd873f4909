import { stringify } from "csv-stringify/sync";
import { ministryLabel } from "../answer/cite.ts";
import type { BrowseRow } from "./browse-row.ts";

type Cell = string | number;

/** The columns in order. Lists are joined by 「、」, ministries by 「・」 with the leading one first. */
const COLUMNS: readonly (readonly [
  header: string,
  cell: (row: BrowseRow, linkTo: (path: string) => string) => Cell,
])[] = [
  ["番号", (row) => row.number],
  ["ID", (row) => row.id],
  ["施策名", (row) => row.title],
  ["章", ({ chapter }) => `${chapter.number}. ${chapter.title}`],
  ["節", ({ section }) => `(${section.number}) ${section.title}`],
  ["小見出し", (row) => row.topic],
  ["所管府省", ministryLabel],
  ["支援の種類", (row) => row.supportTypes.join("、")],
  ["年度", (row) => row.years.join("、")],
  ["予算(原文)", ({ budget }) => budget?.value ?? ""],
  ["予算(円)", ({ budget }) => budget?.yen ?? ""],
  ["内数", ({ budget }) => (budget ? (budget.withinTotal ? "はい" : "いいえ") : "")],
  ["ページ(from)", ({ pages }) => pages.first],
  ["ページ(to)", ({ pages }) => pages.last],
  ["ページの確かさ", ({ pages }) => (pages.exact ? "確定" : "この範囲のどこか")],
  ["URL", ({ id }, linkTo) => linkTo(`/measures/${id}`)],
];

/**
 * Rows as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with the byte order mark that Excel tells UTF-8 by, lines ended by
 * CRLF. A text that a spreadsheet would run as a formula (= + - @) gets an apostrophe before it; numbers stay numbers.
 * `linkTo` makes the address of a path, absolute where the file is to be of use elsewhere.
 */
export function browseCsv(rows: readonly BrowseRow[], linkTo: (path: string) => string): string {
  const header = COLUMNS.map(([name]) => name);
  const lines = rows.map((row) => COLUMNS.map(([, cell]) => cell(row, linkTo)));
  return stringify([header, ...lines], { bom: true, record_delimiter: "\r\n", escape_formulas: true });
}
