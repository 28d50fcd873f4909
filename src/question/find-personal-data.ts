import { PERSONAL_DATA_PATTERNS, type PersonalDataKind } from "./personal-data-patterns.ts";
import { ShownText, type Stretch } from "./shown-text.ts";

export interface PersonalData extends Stretch {
  kind: PersonalDataKind;
}

/** Without a figure or what a mail address has, a text holds none: most questions need no further look. */
const MAY_HOLD = /[\p{Nd}〇一二三四五六七八九@＠﹫★☆]|[[(［（](?:at|ａｔ|アット)/iu;
/** The figures in an address of the web are no person's. */
const WEB_ADDRESS = /(?:https?:\/\/|www\.)[\w.~:/?#[\]@!$&'()*+,;=%-]*/giu;
const withoutWebAddresses = (text: string): string =>
  text.replace(WEB_ADDRESS, (address) => " ".repeat(address.length));

/**
 * A person's data in a text, by how it is written: in order, none overlapping another. Of a number without a label its check
 * digits decide. Names are not found: no pattern tells them from the document's words.
 */
export function findPersonalData(text: string): PersonalData[] {
  if (!MAY_HOLD.test(text)) return [];
  const shown = new ShownText(text);
  const reading = {
    mail: shown.plain,
    plain: withoutWebAddresses(shown.plain),
    figures: withoutWebAddresses(shown.figures),
  };
  const found: PersonalData[] = [];
  for (const { kind, pattern, reads, holds } of PERSONAL_DATA_PATTERNS) {
    for (const { 0: data, index } of reading[reads].matchAll(pattern)) {
      if (holds && !holds(data.replace(/\D/gu, ""))) continue;
      found.push({ kind, ...shown.written({ start: index, end: index + data.length }) });
    }
  }
  return mergeStretches(found);
}

/** Whether a text holds a person's data. */
export const hasPersonalData = (text: string): boolean => findPersonalData(text).length > 0;

/** In order; what overlaps or touches becomes one, with the properties of the first. */
export function mergeStretches<Found extends Stretch>(found: readonly Found[]): Found[] {
  const merged: Found[] = [];
  for (const stretch of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last && stretch.start <= last.end) last.end = Math.max(last.end, stretch.end);
    else merged.push({ ...stretch });
  }
  return merged;
}
