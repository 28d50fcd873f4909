import { leadingNumber } from "./circled-number.ts";
import type { BlockRole, TableColumn } from "./collection.ts";
import type { SourceLine } from "./source-lines.ts";
import type { PageBlock } from "./split-pages.ts";

/** A verbatim piece of a page: one paragraph, bullet, heading or mark. */
export interface Segment {
  text: string;
  start: number;
  end: number;
  /** `measure` begins a measure; `footnote` is a line below the table. */
  role: BlockRole | "measure" | "footnote";
  /** The column the table prints it in; undefined for plain lines, where only the order tells. */
  column: TableColumn | undefined;
}

const TAG = "</?[a-zA-Z][^<>]*>";
const FOOTNOTE = /^\s*[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\s*\S/u;
const MINISTRY = /^[○〇]?[一-龠々ァ-ヶー]{1,10}(?:省|庁|府|官房|委員会|公取委|本部|復興局)(?:等)?$/u;
const NOTE_MARK = /^再掲$/u;
const PROGRAMME_WITH_YEAR = /^[^。]{4,80}[(\uff08][R\uff32]\s?[0-9\uff10-\uff19][^()\uff08\uff09。]{0,24}[)\uff09]$/u;

/** All segments of a page block in printed order: for a table row the left cell, then the right one. */
export function cutSegments(block: PageBlock): Segment[] {
  return block.lines.flatMap((line) => {
    if (FOOTNOTE.test(line.text)) return [footnote(line)];
    const tab = line.text.indexOf("\t");
    if (tab < 0) return cutCell(line, undefined);
    const left = { text: line.text.slice(0, tab), start: line.start };
    const right = { text: line.text.slice(tab + 1), start: line.start + tab + 1 };
    return [...cutCell(left, "policy"), ...cutCell(right, "followUp")];
  });
}

function footnote(line: SourceLine): Segment {
  const trimmed = trim(line.text, line.start);
  return { ...trimmed, role: "footnote", column: undefined };
}

/**
 * One cell, or one plain line. Tags always separate; so do ● ➢ ⇒, an ○ that begins a word, and 【…】 marks.
 * "<令和6年度実績>" is no tag.
 */
function cutCell(cell: SourceLine, column: TableColumn | undefined): Segment[] {
  const separator = new RegExp(
    `(${TAG})|([●➢⇒])|(【[^【】<>]*】)|((?<=^|[\\s>】])[○〇](?=[^○〇]))|(^\\s*[-・]\\s+)`,
    "gu",
  );
  const segments: Segment[] = [];
  let role: Segment["role"] = "paragraph";
  let from = 0;
  const flush = (to: number): void => {
    const piece = trim(cell.text.slice(from, to), cell.start + from);
    if (piece.text !== "" && !isJoint(piece.text))
      segments.push({ ...piece, role: settleRole(role, piece.text), column });
  };
  for (const match of cell.text.matchAll(separator)) {
    const [whole, , bullet, mark, circle, dash] = match;
    const markRole = mark ? roleOfMark(mark) : undefined;
    if (mark && !markRole) continue;
    flush(match.index);
    if (mark && markRole) {
      const piece = trim(mark, cell.start + match.index);
      segments.push({ ...piece, role: markRole, column });
      role = "paragraph";
    } else if (bullet) {
      role = bullet === "●" ? "bullet" : "part";
    } else if (circle) {
      role = "programme";
    } else if (dash) {
      role = whole.startsWith("-") || whole.startsWith("・") ? "bullet" : "part";
    } else {
      role = "paragraph";
    }
    from = match.index + whole.length;
  }
  flush(cell.text.length);
  return segments;
}

/** 【○経産省・総務省】 is a ministry mark, 【令和6年度補正予算:…】 and 【R3補正、R5補正】 are budgets, 【再掲】 a note; else text. */
function roleOfMark(mark: string): "ministry" | "budget" | "note" | undefined {
  const inside = mark.slice(1, -1);
  if (ministryNames(inside)) return "ministry";
  if (NOTE_MARK.test(inside.trim())) return "note";
  return /予算|年度|補正|当初|国庫債務|総額|R\d|億円|基金/.test(inside.normalize("NFKC")) ? "budget" : undefined;
}

/** "○経産省・総務省" → its names with ○ and 等 still on, or undefined when it is no list of ministries. */
export function ministryNames(inside: string): string[] | undefined {
  const names = inside.split(/[・、,，]/u).map((name) => name.replace(/\s/g, ""));
  return names.every((name) => MINISTRY.test(name)) ? names : undefined;
}

function settleRole(role: Segment["role"], text: string): Segment["role"] {
  if (role === "paragraph" && leadingNumber(text)) return "measure";
  if (/^※/.test(text)) return "note";
  // A mark that a tag cuts in two: 【令和6年度補正予算:300億の内数</p> <p>※…】
  if (/^【[^】]*$/u.test(text) && roleOfMark(`${text}】`) === "budget") return "budget";
  if (role === "paragraph" && PROGRAMME_WITH_YEAR.test(text)) return "programme";
  return role;
}

/** "及び" and stray marks between two 【…】 say nothing by themselves. */
const isJoint = (text: string): boolean =>
  text.length <= 2 && !/[\p{Script=Han}\p{N}]{2}/u.test(text.replace("及び", ""));

function trim(text: string, start: number): { text: string; start: number; end: number } {
  const leading = text.length - text.trimStart().length;
  const trimmed = text.trim();
  return { text: trimmed, start: start + leading, end: start + leading + trimmed.length };
}
