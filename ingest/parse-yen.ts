import { halfWidth } from "./half-width.ts";

/** An amount of money in a text. */
export interface YenMatch {
  /** Verbatim: "3,400億円", "6万5,000円", "87,568,442(円)". */
  value: string;
  yen: number;
  start: number;
  end: number;
  /** Followed by 「の内数」: the total of which the matter is a part. */
  withinTotal: boolean;
}

const UNITS: Record<string, number> = { 兆: 1e12, 億: 1e8, 百万: 1e6, 万: 1e4, 千: 1e3 };
const NUMBER = "\\d[\\d,]*(?:\\.\\d+)?";
const PART = new RegExp(`(${NUMBER})\\s*(兆|億|百万|万|千)?`, "gu");
const AMOUNT = new RegExp(
  `(?:${NUMBER}\\s*(?:兆|億|百万|万|千)\\s*)*(?:${NUMBER}\\s*)?(?:\\(円\\)|円)|${NUMBER}\\s*億(?=の内数)`,
  "gu",
);

/** All amounts in yen, left to right, offsets into `text`. */
export function parseYen(text: string): YenMatch[] {
  const plain = halfWidth(text);
  const found: YenMatch[] = [];
  for (const match of plain.matchAll(AMOUNT)) {
    if (!/\d/.test(match[0])) continue;
    let yen = 0;
    for (const [, digits, unit] of match[0].matchAll(PART)) {
      yen += Number((digits ?? "").replaceAll(",", "")) * (unit ? (UNITS[unit] ?? 1) : 1);
    }
    const end = match.index + match[0].length;
    found.push({
      value: text.slice(match.index, end),
      yen: Math.round(yen),
      start: match.index,
      end,
      withinTotal: /^\s*の\s*内数/.test(plain.slice(end)),
    });
  }
  return found;
}
