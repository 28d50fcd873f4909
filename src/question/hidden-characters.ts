/** Emoji joined as one, a flag or a key: their joiners, selectors and tags are how they are spelt. */
const PICTURE = "\\p{Extended_Pictographic}(?:[\\ufe0e\\ufe0f]|\\p{Emoji_Modifier})?";
const tags = (letters: string): string =>
  Array.from(letters, (letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join("");
const FLAG = `\\u{1f3f4}(?:${["gbeng", "gbsct", "gbwls"].map(tags).join("|")})\\u{e007f}`;
/**
 * One selector behind a kanji chooses its form (葛󠄀, 辻󠄀, 神︀). The forms registered for a character are few and
 * numbered from the first selector on; those that could spell out letters lie behind.
 */
const KANJI_FORM = "\\p{Script=Han}[\\ufe00-\\ufe02\\u{e0100}-\\u{e011f}]";
const SHOWN = `${FLAG}|[\\d#*]\\ufe0f?\\u20e3|${PICTURE}(?:\\u200d${PICTURE})*|${KANJI_FORM}`;
/** Never drawn, or half of a character: zero-width, tags, selectors, direction, fillers, annotation, controls. */
const HIDDEN = "[\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffb]";
const SHOWN_OR_HIDDEN = new RegExp(`(${SHOWN})|${HIDDEN}`, "gu");

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/gu;
const BLANKS = /[\v\f\u2800]/gu;
/** か + ゙, e + ́: typed on some keyboards, drawn as one. Kanji are left alone, for some would become another. */
const IN_PIECES = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Latin}][\u0300-\u036f\u3099\u309a]+/gu;

/**
 * A text as its reader sees it, before anything is done with it: what is not drawn is taken out, so that nothing can be said
 * that nobody sees, nor a word be split where nobody sees it. Forms of kanji and emoji stay as written; line ends become
 * "\n", letters written in pieces are put together.
 */
export function withoutHidden(text: string): string {
  return text
    .replace(LINE_ENDS, "\n")
    .replace(BLANKS, " ")
    .replace(
      SHOWN_OR_HIDDEN,
      (character, shown: string | undefined) => shown ?? (/[\n\t]/u.test(character) ? character : ""),
    )
    .replace(IN_PIECES, (pieces) => pieces.normalize("NFC"));
}
