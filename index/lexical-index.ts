import { terms } from "./terms.ts";

/** A document of the lexical index: text by field name. */
export interface LexicalDocument<Field extends string> {
  id: string;
  fields: Record<Field, string>;
}

/** Weight and length normalisation b of each field. */
export type FieldSettings<Field extends string> = Record<Field, { weight: number; b: number }>;

/** How documents and questions become terms; the same text may give a question more terms than a document. */
export interface Tokenizer {
  document(text: string): string[];
  question(text: string): string[];
}

const WORDS: Tokenizer = { document: terms, question: terms };

export interface WeightedText {
  text: string;
  weight: number;
}

export interface LexicalHit {
  id: string;
  score: number;
}

/** Saturation of term frequency; Robertson & Zaragoza 2009, the usual 1.2. */
const K1 = 1.2;
const BUCKETS = 256;

/**
 * BM25F over documents with weighted fields (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and
 * Beyond", 2009, eq. 3.26): term frequencies are weighted and length-normalised per field, then saturated once.
 */
export class LexicalIndex<Field extends string> {
  readonly #ids: readonly string[];
  /** Terms by number, in order of first appearance. */
  readonly #numbers = new Map<string, number>();
  /** Postings of term t lie at #starts[t] ≤ position < #starts[t + 1] of the two tables below. */
  readonly #starts: Uint32Array;
  readonly #documents: Uint32Array;
  /** What a term gives a document: idf × f (k1 + 1) / (f + k1), finished when the index is built. */
  readonly #gains: Float64Array;
  readonly #termsOf: Tokenizer["question"];

  constructor(
    documents: readonly LexicalDocument<Field>[],
    settings: FieldSettings<Field>,
    tokenizer: Tokenizer = WORDS,
  ) {
    this.#termsOf = tokenizer.question;
    this.#ids = documents.map(({ id }) => id);
    const fields = Object.keys(settings) as Field[];
    const tokens = documents.map((document) =>
      fields.map((field) =>
        Uint32Array.from(tokenizer.document(document.fields[field]), (term) => this.#numberOf(term)),
      ),
    );
    const averages = fields.map((_, index) => average(tokens.map((byField) => byField[index]?.length ?? 0)));
    /** Of each document by term: Σ over fields of weight × tf / (1 − b + b × length / average length). */
    const frequencies = tokens.map((byField) => {
      const shares = new Map<number, number>();
      fields.forEach((field, index) => {
        const own = byField[index] ?? new Uint32Array(0);
        const { weight, b } = settings[field];
        const share = weight / (1 - b + b * (own.length / (averages[index] || 1)));
        for (const term of own) shares.set(term, (shares.get(term) ?? 0) + share);
      });
      return { terms: Uint32Array.from(shares.keys()), shares: Float64Array.from(shares.values()) };
    });
    this.#starts = startsOf(
      frequencies.map(({ terms }) => terms),
      this.#numbers.size,
    );
    this.#documents = new Uint32Array(this.#starts.at(-1) ?? 0);
    this.#gains = new Float64Array(this.#documents.length);
    const next = this.#starts.slice();
    frequencies.forEach(({ terms, shares }, document) => {
      terms.forEach((term, index) => {
        const position = next[term]!;
        next[term] = position + 1;
        const frequency = shares[index]!;
        this.#documents[position] = document;
        this.#gains[position] = (this.#idfOf(this.#count(term)) * frequency * (K1 + 1)) / (frequency + K1);
      });
    });
  }

  #numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    this.#numbers.set(term, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** Documents that have the term of this number. */
  #count(term: number): number {
    return this.#starts[term + 1]! - this.#starts[term]!;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Rarity of a term, ≥ 0; the idf of a term that no document has when it is unknown. */
  idf(term: string): number {
    const number = this.#numbers.get(term);
    return this.#idfOf(number === undefined ? 0 : this.#count(number));
  }

  #idfOf(count: number): number {
    return Math.log(1 + (this.#ids.length - count + 0.5) / (count + 0.5));
  }

  has(term: string): boolean {
    return this.#numbers.has(term);
  }

  /** Share of the question's words, weighted by rarity, that the document has: 0..1. Words no document has count as missing. */
  coverage(question: string, id: string): number {
    const document = this.#ids.indexOf(id);
    let total = 0;
    let found = 0;
    for (const term of new Set(this.#termsOf(question))) {
      const idf = this.idf(term);
      total += idf;
      const number = this.#numbers.get(term);
      if (number === undefined) continue;
      if (this.#documents.subarray(this.#starts[number], this.#starts[number + 1]).includes(document)) found += idf;
    }
    return total === 0 ? 0 : found / total;
  }

  /**
   * Documents that share a term with the question, best first. `allowed` restricts before ranking; `further` are texts
   * searched along, their terms counting `weight` as much.
   */
  search(
    question: string,
    limit: number,
    allowed?: (id: string) => boolean,
    further: readonly WeightedText[] = [],
  ): LexicalHit[] {
    const scores = new Float64Array(this.#ids.length);
    for (const [term, weight] of this.#weighTerms(question, further)) {
      const number = this.#numbers.get(term);
      if (number === undefined) continue;
      const end = this.#starts[number + 1]!;
      for (let position = this.#starts[number]!; position < end; position += 1) {
        scores[this.#documents[position]!]! += weight * this.#gains[position]!;
      }
    }
    return bestHits(scores, this.#ids, limit, allowed);
  }

  /** A term counts at most twice, however often the question repeats it; a further text adds only terms the question lacks. */
  #weighTerms(question: string, further: readonly WeightedText[]): Map<string, number> {
    const weights = new Map<string, number>();
    for (const [term, count] of countTerms(this.#termsOf(question))) weights.set(term, Math.min(count, 2));
    for (const { text, weight } of further) {
      for (const term of this.#termsOf(text)) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    }
    return weights;
  }
}

/** Where the postings of each term begin, and behind the last one their end: [terms + 1]. */
function startsOf(termsOfDocuments: readonly Uint32Array[], terms: number): Uint32Array {
  const starts = new Uint32Array(terms + 1);
  for (const own of termsOfDocuments) for (const term of own) starts[term + 1]! += 1;
  for (let term = 0; term < terms; term += 1) starts[term + 1]! += starts[term]!;
  return starts;
}

function bestHits(
  scores: Float64Array,
  ids: readonly string[],
  limit: number,
  allowed: ((id: string) => boolean) | undefined,
): LexicalHit[] {
  if (allowed) {
    for (let index = 0; index < scores.length; index += 1) {
      if (scores[index]! > 0 && !allowed(ids[index] ?? "")) scores[index] = 0;
    }
  }
  // Sorting all of them costs more than scoring: only those in the highest buckets that hold `limit` become objects.
  const highest = scores.reduce((most, score) => Math.max(most, score), 0);
  if (highest === 0) return [];
  const bucketOf = (score: number): number => Math.floor(((BUCKETS - 1) * score) / highest);
  const counts = new Uint32Array(BUCKETS);
  for (const score of scores) if (score > 0) counts[bucketOf(score)]! += 1;
  let lowest = BUCKETS - 1;
  for (let held = counts[lowest]!; held < limit && lowest > 0; held += counts[lowest]!) lowest -= 1;
  const hits: LexicalHit[] = [];
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!;
    if (score > 0 && bucketOf(score) >= lowest) hits.push({ id: ids[index] ?? "", score });
  }
  return hits.sort((a, b) => b.score - a.score || compareIds(a.id, b.id)).slice(0, limit);
}

function countTerms(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A fixed order of equal scores: the same question gives the same list everywhere. */
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
