import type { Expansion, Glossary } from "../../index/glossary.ts";
import { isExemplarId, measureOf } from "../../index/index-entries.ts";
import { foldSound, soundOfQuestion, soundTerms } from "../../index/kana-reading.ts";
import { LexicalIndex } from "../../index/lexical-index.ts";
import { normalise } from "../../index/normalise.ts";
import type { SavedIndex } from "../../index/saved-index.ts";
import { dotProduct, type VectorIndex } from "../../index/vector-index.ts";
import type { ExemplarKind, Measure, Passage } from "../../ingest/collection.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Filters, isUnfiltered, passesFilters } from "./filters.ts";
import { fuseScores } from "./fuse-scores.ts";
import { gatherBest, gatherTop } from "./gather-measures.ts";
import type { Nearness } from "./known-questions.ts";
import { type SearchParts, searchParts } from "./search-parts.ts";
import {
  type DocumentField,
  EXPANSION_WEIGHT,
  LEG_WEIGHTS,
  type LegName,
  type MeasureField,
  SOUND_FIELDS,
} from "./search-settings.ts";

/** What search needs of an embedder. */
export interface QueryEmbedder {
  /** L2-normalised, or zero for a text without known words. */
  queryVector(text: string): Promise<Float32Array>;
}

export interface MeasureHit {
  measure: Measure;
  /** Fused score, 0..1; 1 only where every leg puts this measure first. */
  score: number;
  /** Raw score of each leg, 0 where the leg did not find the measure. */
  legs: Record<LegName, number>;
  /** The hypothetical questions of the measure that match best, at most three: for explaining, never for quoting. */
  questions: string[];
  /** Best passages first. */
  passages: { passage: Passage; score: number }[];
}

export interface SearchRequest {
  question: string;
  limit: number;
  filters?: Filters;
}

/** Texts a leg looks at; enough to reach every measure that could matter. */
const DEPTH = { passage: 150, question: 300, dense: 150 };
const PASSAGES_KEPT = 8;
const QUESTIONS_KEPT = 3;
const NO_VECTOR = new Float32Array(0);
/** Kinds of hypothetical questions that share no words with the document. */
const OTHER_SCRIPTS = new Set(["english", "chinese", "vietnamese", "kana"]);

/**
 * Lexical and vector search, over the document's words and over the hypothetical questions, fused by weighted scores and
 * gathered per measure. Deterministic: equal scores come in a fixed order.
 */
export class HybridSearch {
  readonly catalogue: Catalogue;
  readonly #parts: SearchParts;
  readonly #vectorOf: ReadonlyMap<string, Float32Array>;
  readonly #questionTexts: ReadonlyMap<string, string>;
  /** Built when the first question by sound comes: few do, and a start need not wait for it. */
  #soundIndex: LexicalIndex<"text"> | undefined;
  readonly #entries: readonly string[];
  readonly #embedder: QueryEmbedder;
  readonly #glossary: Glossary;

  constructor(
    catalogue: Catalogue,
    saved: SavedIndex,
    vectorIndex: VectorIndex,
    embedder: QueryEmbedder,
    glossary: Glossary,
  ) {
    this.#glossary = glossary;
    this.catalogue = catalogue;
    this.#embedder = embedder;
    const inside = saved.entries.flatMap((id, position) => (isExemplarId(id) ? [] : [position]));
    this.#entries = inside.map((position) => saved.entries[position] ?? "");
    this.#vectorOf = new Map(saved.entries.map((id, position) => [id, saved.vectors[position]!]));
    const vectors = inside.map((position) => saved.vectors[position]!);
    this.#questionTexts = new Map(catalogue.collection.questions.map(({ id, text }) => [id, text]));
    this.#parts = searchParts(catalogue, vectors, this.#vectorOf, vectorIndex);
  }

  /**
   * Builds all that most searches need, giving way to other work between its parts: a server goes on answering while it
   * prepares another document. Without it the first question builds them.
   */
  async prepare(): Promise<void> {
    for (const build of Object.values(this.#parts)) {
      build();
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  /** The document's own words alone: what a question's words are worth, and whether the document has them. */
  get documentIndex(): LexicalIndex<DocumentField> {
    return this.#parts.documentIndex();
  }

  get measureIndex(): LexicalIndex<MeasureField> {
    return this.#parts.measureIndex();
  }

  async search({ question, limit, filters = {} }: SearchRequest): Promise<MeasureHit[]> {
    const { measures } = this.catalogue;
    const unfiltered = isUnfiltered(filters);
    const allowed = (id: string): boolean => {
      const measure = measures.get(id);
      return measure !== undefined && (unfiltered || passesFilters(measure, filters));
    };
    const inAllowed = unfiltered ? undefined : (id: string): boolean => allowed(measureOf(id));
    // Lexical legs filter before they rank; among the nearest vectors a filter may leave only ones far down.
    const denseDepth = unfiltered ? DEPTH.dense : this.#entries.length;
    const further = this.expand(question).map(({ to }) => ({ text: to.join(" "), weight: EXPANSION_WEIGHT }));
    const questionHits = this.#parts.questionIndex().search(question, DEPTH.question, inAllowed);
    const passageHits = this.#parts.passageIndex().search(question, DEPTH.passage, inAllowed, further);
    const denseHits = (await this.#dense(question, denseDepth, unfiltered)).filter(
      ({ id }) => unfiltered || allowed(measureOf(id)),
    );
    const legs: Record<LegName, Map<string, number>> = {
      measure: scoresOf(this.measureIndex.search(question, measures.size, allowed, further)),
      question: gatherTop(questionHits),
      passage: gatherBest(passageHits),
      dense: gatherTop(denseHits),
      sound: this.#bySound(question, allowed),
    };
    const ranked = fuseScores(legs, LEG_WEIGHTS).slice(0, limit);
    const rankedIds = new Set(ranked.map(({ id }) => id));
    const passages = this.#passagesOf(rankedIds, passageHits, denseHits);
    const questions = this.#questionsOf(rankedIds, questionHits);
    return ranked.flatMap(({ id, score }) => {
      const measure = measures.get(id);
      const raw = (leg: LegName): number => legs[leg].get(id) ?? 0;
      const byLeg = {
        measure: raw("measure"),
        question: raw("question"),
        passage: raw("passage"),
        dense: raw("dense"),
        sound: raw("sound"),
      };
      return measure
        ? [
            {
              measure,
              score,
              legs: byLeg,
              questions: questions.get(id) ?? [],
              passages: passages.get(id) ?? [],
            },
          ]
        : [];
    });
  }

  /** The best passages of the measures found; hypothetical questions are no passages and never shown. */
  #passagesOf(
    measureIds: ReadonlySet<string>,
    lexical: readonly ScoredId[],
    dense: readonly ScoredId[],
  ): Map<string, MeasureHit["passages"]> {
    const wanted = ({ id }: ScoredId): boolean => measureIds.has(measureOf(id)) && this.catalogue.passages.has(id);
    const fused = fuseScores(
      { passage: scoresOf(lexical.filter(wanted)), dense: scoresOf(dense.filter(wanted)) },
      { passage: 0.75, dense: 0.25 },
    );
    const byMeasure = new Map<string, MeasureHit["passages"]>();
    for (const { id, score } of fused) {
      const passage = this.catalogue.passages.get(id);
      const kept = byMeasure.get(measureOf(id)) ?? [];
      if (passage && kept.length < PASSAGES_KEPT) byMeasure.set(measureOf(id), [...kept, { passage, score }]);
    }
    return byMeasure;
  }

  #questionsOf(measureIds: ReadonlySet<string>, hits: readonly ScoredId[]): Map<string, string[]> {
    const byMeasure = new Map<string, string[]>();
    for (const { id } of hits) {
      const measureId = measureOf(id);
      const kept = byMeasure.get(measureId) ?? [];
      if (!measureIds.has(measureId) || kept.length === QUESTIONS_KEPT) continue;
      byMeasure.set(measureId, [...kept, this.#questionTexts.get(id) ?? ""]);
    }
    return byMeasure;
  }

  /** Measures asked for by number that share no word with the question: found all the same, with score 0. */
  withoutScore(ids: readonly string[], found: readonly MeasureHit[], filters: Filters): MeasureHit[] {
    const missing = ids.filter((id) => !found.some((hit) => hit.measure.id === id));
    return missing.flatMap((id) => {
      const measure = this.catalogue.measures.get(id);
      if (!measure || !passesFilters(measure, filters)) return [];
      const passages = this.catalogue.passagesOf(id).slice(0, PASSAGES_KEPT);
      const legs = { measure: 0, question: 0, passage: 0, dense: 0, sound: 0 };
      return [{ measure, score: 0, legs, questions: [], passages: passages.map((passage) => ({ passage, score: 0 })) }];
    });
  }

  /** The question's everyday and foreign words in the document's words. */
  expand(question: string): Expansion[] {
    return this.#glossary.expand(question);
  }

  /** Whether a name is written anywhere: in the document or in what people are known to ask it. */
  knows(name: string): boolean {
    return this.#parts.knownText().includes(normalise(name));
  }

  /** L2-normalised, or zero for a text without known words. */
  async vectorOf(question: string): Promise<Float32Array> {
    return this.#embedder.queryVector(normalise(question));
  }

  /** How near a question is to what a measure answers and leaves unstated, and to what is outside or too broad. */
  nearness(question: string, vector: Float32Array, measureId: string): Record<"stated" | ExemplarKind, Nearness> {
    const groups = [measureId, `unstated/${measureId}`, "outside", "broad"];
    const [stated, unstated, outside, broad] = this.#parts.known().nearness(question, vector, groups) as [
      Nearness,
      Nearness,
      Nearness,
      Nearness,
    ];
    return { stated, unstated, outside, broad };
  }

  /** The Japanese hypothetical question of a measure nearest in meaning, of a kind where one is given; "" where there is none. */
  nearestQuestion(vector: Float32Array, measureId: string, kind?: string): string {
    const own = this.catalogue
      .hypotheticalQuestionsOf(measureId)
      .filter((question) => (kind === undefined ? !OTHER_SCRIPTS.has(question.kind) : question.kind === kind));
    const scored = own.map(({ id, text }) => ({
      text,
      score: dotProduct(vector, this.#vectorOf.get(id) ?? NO_VECTOR),
    }));
    return scored.reduce((best, one) => (one.score > best.score ? one : best), { text: "", score: 0 }).text;
  }

  /** Cosine similarity, 0..1, of a question's vector to each passage of a measure, by passage id. */
  similarPassages(vector: Float32Array, measureId: string): Map<string, number> {
    return new Map(
      this.catalogue
        .passagesOf(measureId)
        .map(({ id }) => [id, Math.max(0, dotProduct(vector, this.#vectorOf.get(id) ?? NO_VECTOR))]),
    );
  }

  /** The vector of a passage as it was indexed, L2-normalised; undefined for an unknown id. */
  indexedVector(passageId: string): Float32Array | undefined {
    return this.#vectorOf.get(passageId);
  }

  #soundIndexOnce(): LexicalIndex<"text"> {
    this.#soundIndex ??= new LexicalIndex(
      this.catalogue.collection.readings.map(({ measureId, texts }) => ({
        id: measureId,
        fields: { text: texts.join("\n") },
      })),
      SOUND_FIELDS,
      { document: (text) => soundTerms(foldSound(text)), question: soundTerms },
    );
    return this.#soundIndex;
  }

  /** Share of a question's sound, weighted by rarity, that a measure's readings have: 0..1. */
  soundShare(sound: string, measureId: string): number {
    return this.#soundIndexOnce().coverage(sound, measureId);
  }

  #bySound(question: string, allowed: (id: string) => boolean): Map<string, number> {
    const sound = soundOfQuestion(question);
    return sound === undefined
      ? new Map()
      : scoresOf(this.#soundIndexOnce().search(sound, this.catalogue.measures.size, allowed));
  }

  async #dense(question: string, limit: number, unfiltered: boolean): Promise<ScoredId[]> {
    const vector = await this.vectorOf(question);
    return (unfiltered ? this.#parts.vectorIndex() : this.#parts.scan())
      .search(vector, limit)
      .map(({ position, score }) => ({ id: this.#entries[position] ?? "", score: Math.max(0, score) }));
  }
}

interface ScoredId {
  id: string;
  score: number;
}

const scoresOf = (hits: readonly ScoredId[]): Map<string, number> => new Map(hits.map(({ id, score }) => [id, score]));
