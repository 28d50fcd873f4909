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

/** The documents of a term and what the term gives each of them: idf × f (k1 + 1) / (f + k1), finished when the index is built. */
interface Postings {
  documents: Uint32Array;
  gains: Float64Array;
}

/** Saturation of term frequency; Robertson & Zaragoza 2009, the usual 1.2. */
const K1 = 1.2;

/**
 * BM25F over documents with weighted fields (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and
 * Beyond", 2009, eq. 3.26): term frequencies are weighted and length-normalised per field, then saturated once.
 */
export class LexicalIndex<Field extends string> {
  readonly #ids: string[] = [];
  readonly #postings = new Map<string, Postings>();
  readonly #tokenizer: Tokenizer;

  constructor(
    documents: readonly LexicalDocument<Field>[],
    settings: FieldSettings<Field>,
    tokenizer: Tokenizer = WORDS,
  ) {
    this.#tokenizer = tokenizer;
    const fields = Object.keys(settings) as Field[];
    const tokens = documents.map((document) => fields.map((field) => tokenizer.document(document.fields[field])));
    const averages = fields.map((_, index) => average(tokens.map((byField) => byField[index]?.length ?? 0)));
    /** Of each term: document, then Σ over fields of weight × tf / (1 − b + b × length / average length). */
    const frequenciesOf = new Map<string, [document: number, frequency: number][]>();
    documents.forEach((document, position) => {
      this.#ids.push(document.id);
      const frequencies = new Map<string, number>();
      fields.forEach((field, index) => {
        const own = tokens[position]?.[index] ?? [];
        const { weight, b } = settings[field];
        const share = weight / (1 - b + b * (own.length / (averages[index] || 1)));
        for (const term of own) frequencies.set(term, (frequencies.get(term) ?? 0) + share);
      });
      for (const [term, frequency] of frequencies) {
        const list = frequenciesOf.get(term);
        if (list) list.push([position, frequency]);
        else frequenciesOf.set(term, [[position, frequency]]);
      }
    });
    for (const [term, list] of frequenciesOf) {
      const idf = this.#idfOf(list.length);
      this.#postings.set(term, {
        documents: Uint32Array.from(list, ([document]) => document),
        gains: Float64Array.from(list, ([, frequency]) => (idf * frequency * (K1 + 1)) / (frequency + K1)),
      });
    }
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Rarity of a term, ≥ 0; the idf of a term that no document has when it is unknown. */
  idf(term: string): number {
    return this.#idfOf(this.#postings.get(term)?.documents.length ?? 0);
  }

  #idfOf(count: number): number {
    return Math.log(1 + (this.#ids.length - count + 0.5) / (count + 0.5));
  }

  has(term: string): boolean {
    return this.#postings.has(term);
  }

  /** Share of the question's words, weighted by rarity, that the document has: 0..1. Words no document has count as missing. */
  coverage(question: string, id: string): number {
    const document = this.#ids.indexOf(id);
    let total = 0;
    let found = 0;
    for (const term of new Set(this.#tokenizer.question(question))) {
      const idf = this.idf(term);
      total += idf;
      if (this.#postings.get(term)?.documents.includes(document)) found += idf;
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
      const postings = this.#postings.get(term);
      if (!postings) continue;
      const { documents, gains } = postings;
      for (let index = 0; index < documents.length; index += 1) scores[documents[index]!]! += weight * gains[index]!;
    }
    return bestHits(scores, this.#ids, limit, allowed);
  }

  /** A term counts at most twice, however often the question repeats it; a further text adds only terms the question lacks. */
  #weighTerms(question: string, further: readonly WeightedText[]): Map<string, number> {
    const weights = new Map<string, number>();
    for (const [term, count] of countTerms(this.#tokenizer.question(question))) weights.set(term, Math.min(count, 2));
    for (const { text, weight } of further) {
      for (const term of this.#tokenizer.question(text)) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    }
    return weights;
  }
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
  // Sorting numbers is cheap, sorting objects is not: only those that can be among the best become objects.
  const floor = limit < scores.length ? (scores.toSorted()[scores.length - limit] ?? 0) : 0;
  const hits: LexicalHit[] = [];
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!;
    if (score > 0 && score >= floor) hits.push({ id: ids[index] ?? "", score });
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
