import { readFileSync } from "node:fs";
import { z } from "zod";
import { normalise } from "./normalise.ts";

/** What people call a thing, by language, and the document's words for it. */
const Entry = z.object({
  ja: z.array(z.string()).default([]),
  en: z.array(z.string()).default([]),
  zh: z.array(z.string()).default([]),
  vi: z.array(z.string()).default([]),
  document: z.array(z.string()).min(1),
});

/** A phrase of the question that was looked for in the document's words too: 「電気代」→「エネルギー」. */
export interface Expansion {
  from: string;
  to: string[];
}

/** A longer phrase of the question is more likely to mean just this. */
const MOST_EXPANSIONS = 12;
const SHORTEST_LATIN = 2;

/**
 * Everyday words to the document's words, looked up at query time. The longest phrase wins where phrases overlap; Latin
 * phrases match whole words only.
 */
export class Glossary {
  readonly #words = new Map<string, Set<string>>();
  /** Lengths of the phrases that begin with a character, longest first: most positions begin none. */
  readonly #lengths = new Map<string, number[]>();

  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const entry = Entry.parse(JSON.parse(line));
      for (const phrase of [...entry.ja, ...entry.en, ...entry.zh, ...entry.vi]) {
        const key = keyOf(phrase);
        if (key.length < SHORTEST_LATIN) continue;
        const words = this.#words.get(key) ?? new Set();
        for (const word of entry.document) words.add(word);
        this.#words.set(key, words);
      }
    }
    for (const key of this.#words.keys()) {
      const first = key[0] ?? "";
      const lengths = this.#lengths.get(first) ?? [];
      if (!lengths.includes(key.length))
        this.#lengths.set(
          first,
          [...lengths, key.length].sort((x, y) => y - x),
        );
    }
  }

  get size(): number {
    return this.#words.size;
  }

  /** Phrases found, left to right, each with the document's words for it; words the question has already are left out. */
  expand(question: string): Expansion[] {
    const text = keyOf(question);
    const found: Expansion[] = [];
    for (let at = 0; at < text.length && found.length < MOST_EXPANSIONS; ) {
      const phrase = this.#phraseAt(text, at);
      if (phrase === undefined) {
        at += 1;
        continue;
      }
      const to = Array.from(this.#words.get(phrase) ?? []).filter((word) => !text.includes(keyOf(word)));
      if (to.length > 0) found.push({ from: phrase, to });
      at += phrase.length;
    }
    return found;
  }

  #phraseAt(text: string, at: number): string | undefined {
    for (const length of this.#lengths.get(text[at] ?? "") ?? []) {
      const phrase = text.slice(at, at + length);
      if (this.#words.has(phrase) && isWhole(text, at, length)) return phrase;
    }
    return undefined;
  }
}

export function loadGlossary(file: URL = new URL("./glossary.jsonl", import.meta.url)): Glossary {
  return new Glossary(
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== ""),
  );
}

/** NFC keeps Vietnamese letters whole; the rest as everywhere. */
const keyOf = (phrase: string): string => normalise(phrase.normalize("NFC"));

const LETTER = /[\p{Script=Latin}\p{M}\d]/u;

/** "tax" does not stand in "taxi". */
function isWhole(text: string, at: number, length: number): boolean {
  const inside = (index: number): boolean => LETTER.test(text[index] ?? " ");
  return !(inside(at - 1) && inside(at)) && !(inside(at + length - 1) && inside(at + length));
}
