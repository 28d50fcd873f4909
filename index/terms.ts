import { foldKana, normalise } from "./normalise.ts";

const RUN = /[\p{Script=Han}々〆\p{Script=Hiragana}\p{Script=Katakana}ー]+|[a-z]+|\d+(?:[.,]\d+)*/gu;
const KANJI = /[\p{Script=Han}々〆]/u;
/** Shorter hiragana runs are particles and endings. */
const LONG_HIRAGANA = /[\p{Script=Hiragana}ー]{4,}/gu;
const HIRAGANA_ONLY = /^[\p{Script=Hiragana}ー]+$/u;

/**
 * Terms for lexical search: Latin and digit runs whole; of Japanese runs every single kanji and every character bigram,
 * hiragana-only ones just from long runs (くるみん; and ぱわーあっぷ, which the document writes in katakana). Measured against
 * Intl.Segmenter words and a morphological analyser: bigrams find as much, without a dictionary. Terms are kana-folded.
 */
export function terms(text: string): string[] {
  const found: string[] = [];
  const normalised = normalise(text);
  for (const [run] of normalised.matchAll(RUN)) {
    if (/^[a-z]/.test(run)) found.push(run);
    else if (/^\d/.test(run)) found.push(run.replaceAll(",", ""));
    else pushJapanese(run, found);
  }
  for (const [run] of normalised.matchAll(LONG_HIRAGANA)) {
    for (const gram of bigrams(run)) if (HIRAGANA_ONLY.test(gram)) found.push(foldKana(gram));
  }
  return found;
}

function pushJapanese(run: string, found: string[]): void {
  for (const character of run) if (KANJI.test(character)) found.push(character);
  for (const gram of bigrams(run)) if (!HIRAGANA_ONLY.test(gram)) found.push(foldKana(gram));
}

function bigrams(run: string): string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
