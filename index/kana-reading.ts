import { toKatakana } from "wanakana";
import { foldKana, normalise } from "./normalise.ts";

/**
 * Who types without kanji (ぎょうむかいぜん, gyoumu kaizen, ｷﾞｮｳﾑ) shares no character with the document. Such a question is
 * matched by sound instead: against the readings of names and questions that ingest provides.
 */

const KANJI = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const LATIN = /[a-z]/g;

/** "2類", "第3かい": kanji that count do not make a question readable otherwise. */
const COUNTED = /\p{Script=Han}?\d+\p{Script=Han}?/gu;
const FEWEST_KANA = 5;
const FEWEST_LATIN = 9;
/** Letters that no Japanese syllable takes up; English leaves a quarter of its letters, romaji few (femtech). */
const MOST_LEFT_OVER = 0.1;

/** wanakana calls itself for every letter: a word longer than any would overflow the stack. */
const PIECE = /\S{1,200}/gu;

/** The sound of a question that is typed in kana or romaji, folded; undefined for any other. */
export function soundOfQuestion(question: string): string | undefined {
  const text = normalise(question);
  if (KANJI.test(text.replace(COUNTED, ""))) return undefined;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const [kana, latin] = [count(KANA), count(LATIN)];
  if (latin >= FEWEST_LATIN && latin > 2 * kana) {
    const katakana = text.replace(PIECE, (piece) => toKatakana(piece));
    const left = katakana.match(LATIN)?.length ?? 0;
    return left <= MOST_LEFT_OVER * katakana.length ? foldSound(katakana) : undefined;
  }
  return kana >= FEWEST_KANA ? foldSound(text) : undefined;
}

/**
 * Whether a question is typed without its kanji: in one script throughout. Hiragana with katakana between them is how
 * Japanese is written anyway (トイレがつまった), and is judged by its words.
 */
export function isTypedBySound(question: string): boolean {
  const text = question.normalize("NFKC");
  const mixesKana = /\p{Script=Hiragana}/u.test(text) && /\p{Script=Katakana}/u.test(text);
  return !mixesKana && soundOfQuestion(question) !== undefined;
}

/** One form of what sounds alike: long vowels short (コウジョウ, コージョー, kojo), ヲ as オ, ヅ ヂ as ズ ジ. */
export function foldSound(text: string): string {
  return foldKana(normalise(text))
    .replace(/ー/g, "")
    .replace(/ヲ/g, "オ")
    .replace(/ヅ/g, "ズ")
    .replace(/ヂ/g, "ジ")
    .replace(/([オコソトノホモヨロゴゾドボポョ])[ウオ]/g, "$1")
    .replace(/([ウクスツヌフムユルグズブプュ])ウ/g, "$1");
}

const GRAM = 3;

/** Terms of a folded sound: trigrams of its katakana runs, Latin and digit runs whole. Bigrams measured worse. */
export function soundTerms(sound: string): string[] {
  return (sound.match(/[\u30a1-\u30f6]+|[a-z]+|\d+/gu) ?? []).flatMap((run) => {
    if (!/^[\u30a1-\u30f6]/.test(run) || run.length < GRAM) return [run];
    return Array.from({ length: run.length - GRAM + 1 }, (_, index) => run.slice(index, index + GRAM));
  });
}
