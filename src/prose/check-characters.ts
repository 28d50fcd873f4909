const RAISED = "[\\u00b9\\u00b2\\u00b3\\u2070\\u2074-\\u2079]";
/** ¹² behind a word is a footnote's mark; beside a digit or before a unit it is a number, or changes one. */
const RAISED_NUMBER = new RegExp(
  `[\\d\\uff10-\\uff19]${RAISED}|${RAISED}[\\s\\d\\uff10-\\uff19兆億万千百十円人名社者件回年月日割倍%％か箇カヶ]`,
  "u",
);
const RAISED_DIGITS = new RegExp(RAISED, "gu");
/** Numbers that are no plain digits: ①, ㊿, Ⅴ, ⅔, 𝟝, ٥. */
const ODD_NUMBER = /(?![0-9\uff10-\uff19\u3007\u2160-\u2169\u2170-\u2179])[\p{Nd}\p{Nl}\p{No}]/u;
const ROMAN_BEFORE_COUNTER = /[\u2160-\u2188]\s*[兆億万千百円人社件%倍割]/u;
/** Letters of other scripts, and marks that are drawn over what stands before them. */
const FOREIGN =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}A-Za-z\uff21-\uff3a\uff41-\uff5aー々〆ヶ・\u2160-\u2188])\p{L}|[\p{M}\ufffd]|\p{Co}|\p{Cn}|\p{Cs}/u;

/** Of markup and programs: what is left of an element or an expression when its brackets do not match. */
const OF_MARKUP = /[<>{}=\uff1c\uff1e\uff5b\uff5d\uff1d]/u;

/** Whether all characters of a text (NFC) are such as the document is written in, so that it says what a reader sees. */
export function isPlainlyWritten(text: string): boolean {
  const withoutNotes = text.replace(RAISED_DIGITS, "");
  return (
    !RAISED_NUMBER.test(text) &&
    !ODD_NUMBER.test(withoutNotes) &&
    !ROMAN_BEFORE_COUNTER.test(text) &&
    !OF_MARKUP.test(text) &&
    !FOREIGN.test(withoutNotes)
  );
}
