import { SPECIAL_TOKENS, tokenize } from "./tokenizer.ts";

export interface Vocabulary {
  /** Position is id; begins with SPECIAL_TOKENS. */
  readonly tokens: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
  /** By id: ln(texts / texts that hold the token) + 1; 0 for the special tokens. */
  readonly inverseFrequencies: Float32Array;
}

/** A text as its distinct known tokens and how often each occurs. */
export interface TokenBag {
  readonly ids: Int32Array;
  readonly counts: Float32Array;
}

/** リ or ン says nothing about the word it is from; a kanji does. */
const SINGLE_KATAKANA = /^\p{scx=Katakana}$/u;
const KANJI = /^\p{sc=Han}$/u;

/**
 * The most frequent tokens of the texts; a text counts once however often it occurs. A token of one single text stays
 * where there is room: it is the word that finds this text. Ties go by code units, so that a run can be repeated.
 *
 * @param limit tokens at most, special ones included
 */
export function chooseVocabulary(texts: Iterable<string>, limit: number): Vocabulary {
  const distinct = new Set(texts);
  const holding = new Map<string, number>();
  for (const text of distinct) {
    for (const token of new Set(tokenize(text))) holding.set(token, (holding.get(token) ?? 0) + 1);
  }
  const chosen = [...holding]
    .filter(([token]) => KANJI.test(token) || !SINGLE_KATAKANA.test(token))
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
    .slice(0, limit - SPECIAL_TOKENS.length);

  const tokens = [...SPECIAL_TOKENS, ...chosen.map(([token]) => token)];
  const inverseFrequencies = new Float32Array(tokens.length);
  for (const [rank, [, count]] of chosen.entries()) {
    inverseFrequencies[rank + SPECIAL_TOKENS.length] = Math.log(distinct.size / count) + 1;
  }
  return { tokens, ids: new Map(tokens.map((token, id) => [token, id])), inverseFrequencies };
}

/** Unknown tokens are left out: they stand for the zero vector. */
export function bagOfTokens(text: string, vocabulary: Vocabulary): TokenBag {
  const counts = new Map<number, number>();
  for (const token of tokenize(text)) {
    const id = vocabulary.ids.get(token);
    if (id !== undefined && id >= SPECIAL_TOKENS.length) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return { ids: Int32Array.from(counts.keys()), counts: Float32Array.from(counts.values()) };
}
