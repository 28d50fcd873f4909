import { findPersonalData, mergeStretches } from "../question/find-personal-data.ts";
import { withoutHidden } from "../question/hidden-characters.ts";
import { ShownText, type Stretch } from "../question/shown-text.ts";

export const MASK = "［伏せ字］";

/**
 * Ten digits or more with anything between them that people put there. Wider than what is cut from a question, for a figure
 * lost from a comment costs less than a number kept.
 */
const LONG_NUMBER = /\+?\d(?:[-‐‑‒–—―−ー. ()]{0,2}\d){9,}/gu;

/**
 * A text as its reader sees it, with every mail address, telephone and other personal or long number in it replaced by MASK,
 * and all else as written. Names stay: no pattern tells them from the document's words.
 */
export function maskPersonalData(text: string): string {
  let masked = withoutHidden(text);
  // Again, for a mask may bring together what stood apart. It ends: every mask takes away digits or an @, and has none.
  for (let found = findIn(masked); found.length > 0; found = findIn(masked)) {
    masked = found.reduceRight((rest, { start, end }) => `${rest.slice(0, start)}${MASK}${rest.slice(end)}`, masked);
  }
  return masked;
}

function findIn(text: string): Stretch[] {
  const shown = new ShownText(text);
  const long = Array.from(shown.plain.matchAll(LONG_NUMBER), ({ 0: number, index }) =>
    shown.written({ start: index, end: index + number.length }),
  );
  return mergeStretches<Stretch>([...findPersonalData(text), ...long]);
}
