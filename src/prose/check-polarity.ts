const DENIAL =
  "(?:ません|ない(?!か|がら|がし)|(?<!少)なく(?!とも)|なかった|対象外|対象から(?:除|外)|除[かきくい]|不可|なし(?=[。、)でにの]|$)|無し|(?<![ま必])ず(?![つれ])|禁じ|できかね)";
/** A word and, a few characters behind it, what denies it. */
const DENIED = new RegExp(`([\\p{Script=Han}\\p{Script=Katakana}ー]{1,12})[\\p{Script=Hiragana}]{0,8}?${DENIAL}`, "gu");
const ANY_DENIAL = new RegExp(DENIAL, "u");

/**
 * Whether a sentence denies only what its source denies, and affirms nothing of which its source knows only the denial. Both
 * normalised. What is denied is told by the last two characters of the word before: 支給しない, 経営者保証を提供しない.
 */
export function polarityStands(said: string, words: string): boolean {
  const deniedBySource = deniedIn(words);
  const denied = deniedIn(said);
  if (ANY_DENIAL.test(said) && denied.length === 0) return false;
  if (!denied.every((word) => deniedBySource.includes(word))) return false;
  return deniedBySource.every(
    (word) => denied.includes(word) || !said.includes(word) || count(words, word) > count(deniedBySource, word),
  );
}

const deniedIn = (text: string): string[] => Array.from(text.matchAll(DENIED), ([, word = ""]) => word.slice(-2));

const count = (within: string | readonly string[], word: string): number =>
  typeof within === "string" ? within.split(word).length - 1 : within.filter((one) => one === word).length;
