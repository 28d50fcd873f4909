import { halfWidth } from "./half-width.ts";

export interface FiscalMatch {
  /** "R6補正", "R7当初", "R6" */
  fiscalYear: string;
  start: number;
  end: number;
}

const FISCAL =
  /(?:令和\s*(\d+|元)\s*年度?|[R]\s*(\d+)\s*(?:年度)?)\s*(?:第?\s*[一二三\d]\s*次\s*)?(補正|補|当初)?(?:\s*予算)?/gu;

/** Fiscal years of the Reiwa era with their kind of budget, left to right. A date ("令和6年9月") is none. */
export function parseFiscalYears(text: string): FiscalMatch[] {
  const plain = halfWidth(text);
  const found: FiscalMatch[] = [];
  for (const match of plain.matchAll(FISCAL)) {
    const [whole, reiwa, short, kind] = match;
    const end = match.index + whole.length;
    const named = /年度|補|当初|予算/.test(whole);
    if (!named && (!whole.startsWith("R") || /^\s*(?:\d|月|[.年]\s*\d)/.test(plain.slice(end)))) continue;
    const year = reiwa === "元" ? "1" : (reiwa ?? short ?? "");
    found.push({ fiscalYear: `R${year}${kind === "補" ? "補正" : (kind ?? "")}`, start: match.index, end });
  }
  return found;
}
