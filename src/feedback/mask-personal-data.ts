import { withoutInvisible } from "../../index/normalise.ts";
import { PERSONAL_DATA } from "../question/find-personal-data.ts";

export const MASK = "［伏せ字］";

/**
 * Ten digits or more with anything between them that people put there: +81 90-1234-5678, a card's number. Wider than what is cut
 * from a question, for a figure lost from a comment costs less than a number kept.
 */
const LONG_NUMBER = /\+?\d(?:[-‐‑‒–—―−ー. ()]{0,2}\d){9,}/u;

/**
 * A text with every mail address, telephone and other long number in it replaced by MASK, and all else as written. Names and
 * addresses stay: no pattern tells them from the document's words.
 */
export function maskPersonalData(text: string): string {
  let masked = text;
  // One at a time, for a mask is shorter than what it hides and may bring together what stood apart. It ends: a mask has no digit and no @.
  for (let found = findIn(masked); found; found = findIn(masked)) {
    masked = `${masked.slice(0, found.start)}${MASK}${masked.slice(found.end)}`;
  }
  return masked;
}

/** Searched as NFKC without invisible characters, whose length differs: each of its characters knows where it was written. */
function findIn(text: string): { start: number; end: number } | undefined {
  const written: { start: number; end: number }[] = [];
  let plain = "";
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const shown = withoutInvisible(character.normalize("NFKC"));
    for (let unit = 0; unit < shown.length; unit += 1) written.push({ start, end });
    plain += shown;
    start = end;
  }
  for (const pattern of [LONG_NUMBER, ...PERSONAL_DATA]) {
    const match = pattern.exec(plain);
    if (!match) continue;
    const span = written.slice(match.index, match.index + match[0].length);
    return { start: span[0]!.start, end: span.at(-1)!.end };
  }
  return undefined;
}
