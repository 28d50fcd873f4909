import { foldKana, normalise } from "./normalise.ts";

const RUN = /[\p{Script=Han}々〆\p{Script=Hiragana}\p{Script=Katakana}ー]+|[a-z]+|\d+(?:[.,]\d+)*/gu;
const KANJI = /[\p{Script=Han}々〆]/u;
const HIRAGANA_ONLY = /^[\p{Script=Hiragana}ー]+$/u;

/**
 * Terms for lexical search: Latin and digit runs whole; of Japanese runs every character bigram that is not hiragana only,
 * and every single kanji. Measured against Intl.Segmenter words and a morphological analyser: bigrams find as much, without
 * a dictionary. Terms are kana-folded.
 */
export function terms(text: string): string[] {
  const found: string[] = [];
  for (const [run] of normalise(text).matchAll(RUN)) {
    if (/^[a-z]/.test(run)) found.push(run);
    else if (/^\d/.test(run)) found.push(run.replaceAll(",", ""));
    else pushJapanese(run, found);
  }
  return found;
}

/**
 * Terms of a question. Beside terms(): hiragana runs of at least four characters as folded bigrams, because people type
 * the document's katakana words in hiragana.
 */
export function queryTerms(text: string): string[] {
  const found = terms(text);
  for (const [run] of normalise(text).matchAll(/[\p{Script=Hiragana}ー]{4,}/gu)) {
    for (const gram of bigrams(run)) found.push(foldKana(gram));
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
