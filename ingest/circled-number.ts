const RANGES: readonly [first: number, last: number, codePoint: number][] = [
  [1, 20, 0x2460],
  [21, 35, 0x3251],
  [36, 50, 0x32b1],
];

/** 24 → "㉔". Beyond 50 Unicode has no circled number: "(51)". */
export function circledNumber(value: number): string {
  for (const [first, last, codePoint] of RANGES) {
    if (value >= first && value <= last) return String.fromCodePoint(codePoint + value - first);
  }
  return `(${value})`;
}

/** "㉔" → 24; undefined for anything else. */
export function circledValue(character: string): number | undefined {
  const codePoint = character.codePointAt(0);
  if (codePoint === undefined) return undefined;
  for (const [first, last, start] of RANGES) {
    if (codePoint >= start && codePoint <= start + last - first) return first + codePoint - start;
  }
  return undefined;
}

const CIRCLED = "[\\u2460-\\u2473\\u3251-\\u325f\\u32b1-\\u32bf]";
const LEADING = new RegExp(`^(${CIRCLED}(?:${CIRCLED}|[0-9\uff10-\uff19〇○](?![0-9\uff10-\uff19]))?)\\s*`, "u");

export interface LeadingNumber {
  /** As printed: "⑭", "②⑤", "③〇". */
  printed: string;
  /** What the print says, right or wrong: 14, 25, 30. */
  value: number;
  /** Length of number and the white space behind it. */
  length: number;
}

/** The circled number a line begins with, recognition's broken pairs ("②⑤", "③〇", "②9") included. */
export function leadingNumber(text: string): LeadingNumber | undefined {
  const match = LEADING.exec(text);
  if (!match?.[1]) return undefined;
  const digits = Array.from(match[1], (character) => circledValue(character) ?? plainDigit(character));
  const value = digits.length === 1 ? (digits[0] ?? 0) : Number(digits.join(""));
  return { printed: match[1], value, length: match[0].length };
}

function plainDigit(character: string): number {
  return character === "〇" || character === "○" ? 0 : Number(character.normalize("NFKC"));
}
