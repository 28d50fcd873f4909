import { ExactVectorIndex } from "../../index/exact-vector-index.ts";
import type { Expansion, Glossary } from "../../index/glossary.ts";
import { isOutsideId, measureOf } from "../../index/index-entries.ts";
import { foldSound, soundOfQuestion, soundTerms } from "../../index/kana-reading.ts";
import { LexicalIndex } from "../../index/lexical-index.ts";
import { normalise } from "../../index/normalise.ts";
import type { SavedIndex } from "../../index/saved-index.ts";
import type { VectorIndex } from "../../index/vector-index.ts";
import type { Measure, Passage } from "../../ingest/collection.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Filters, isUnfiltered, passesFilters } from "./filters.ts";
import { fuseScores } from "./fuse-scores.ts";
import { gatherBest, gatherTop } from "./gather-measures.ts";
import {
  DOCUMENT_FIELDS,
  type DocumentField,
  documentOf,
  EXPANSION_WEIGHT,
  LEG_WEIGHTS,
  type LegName,
  MEASURE_FIELDS,
  type MeasureField,
  measureDocument,
  PASSAGE_FIELDS,
  QUESTION_FIELDS,
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
const FURTHER_TEXTS = 3;

/**
 * Lexical and vector search, over the document's words and over the hypothetical questions, fused by weighted scores and
 * gathered per measure. Deterministic: equal scores come in a fixed order.
 */
export class HybridSearch {
  readonly catalogue: Catalogue;
  /** The document's own words alone: what a question's words are worth, and whether the document has them. */
  readonly documentIndex: LexicalIndex<DocumentField>;
  readonly measureIndex: LexicalIndex<MeasureField>;
  readonly #questionIndex: LexicalIndex<"text">;
  readonly #knownText: string;
  readonly #outsideIndex: LexicalIndex<"text">;
  readonly #outsideScan = new ExactVectorIndex();
  readonly #questionTexts: ReadonlyMap<string, string>;
  readonly #soundIndex: LexicalIndex<"text">;
  readonly #passageIndex: LexicalIndex<"text" | "programme">;
  readonly #vectorIndex: VectorIndex;
  /** For filtered questions: a graph may miss neighbours among the few that a filter leaves, a scan does not. */
  readonly #scan: VectorIndex;
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
    const { measures, passages, questions, readings, outside } = catalogue.collection;
    this.catalogue = catalogue;
    this.#embedder = embedder;
    this.#vectorIndex = vectorIndex;
    const inside = saved.entries.flatMap((id, position) => (isOutsideId(id) ? [] : [position]));
    const vectorsAt = (positions: readonly number[]) => positions.map((position) => saved.vectors[position]!);
    this.#entries = inside.map((position) => saved.entries[position] ?? "");
    const vectors = vectorsAt(inside);
    vectorIndex.build(vectors);
    this.#outsideScan.build(vectorsAt(saved.entries.flatMap((id, position) => (isOutsideId(id) ? [position] : []))));
    this.#knownText = [...passages, ...questions].map(({ text }) => normalise(text)).join("\n");
    this.#outsideIndex = new LexicalIndex(
      outside.map(({ id, text }) => ({ id, fields: { text } })),
      QUESTION_FIELDS,
    );
    this.#scan = vectorIndex.exact ? vectorIndex : new ExactVectorIndex();
    if (this.#scan !== vectorIndex) this.#scan.build(vectors);
    this.documentIndex = new LexicalIndex(measures.map(documentOf), DOCUMENT_FIELDS);
    this.measureIndex = new LexicalIndex(
      measures.map((measure) => measureDocument(measure, catalogue.questionsOf(measure.id))),
      MEASURE_FIELDS,
    );
    this.#questionIndex = new LexicalIndex(
      questions.map(({ id, text }) => ({ id, fields: { text } })),
      QUESTION_FIELDS,
    );
    this.#questionTexts = new Map(questions.map(({ id, text }) => [id, text]));
    this.#soundIndex = new LexicalIndex(
      readings.map(({ measureId, texts }) => ({ id: measureId, fields: { text: texts.join("\n") } })),
      SOUND_FIELDS,
      { document: (text) => soundTerms(foldSound(text)), question: soundTerms },
    );
    this.#passageIndex = new LexicalIndex(
      passages.map(({ id, text, programme }) => ({ id, fields: { text, programme } })),
      PASSAGE_FIELDS,
    );
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
    const questionHits = this.#questionIndex.search(question, DEPTH.question, inAllowed);
    const passageHits = this.#passageIndex.search(question, DEPTH.passage, inAllowed, further);
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
    return this.#knownText.includes(normalise(name));
  }

  /** How near a question is to those the document does not answer: raw scores, comparable to the question and dense legs. */
  async outsideMatch(question: string): Promise<{ question: number; dense: number }> {
    const lexical = this.#outsideIndex.search(question, FURTHER_TEXTS);
    const vector = await this.#embedder.queryVector(normalise(question));
    const dense = this.#outsideScan.search(vector, FURTHER_TEXTS);
    return {
      question: gatherTop(lexical).get(measureOf("outside/")) ?? 0,
      dense: gatherTop(dense.map(({ score }) => ({ id: "outside/", score: Math.max(0, score) }))).get("outside") ?? 0,
    };
  }

  /** Share of a question's sound, weighted by rarity, that a measure's readings have: 0..1. */
  soundShare(sound: string, measureId: string): number {
    return this.#soundIndex.coverage(sound, measureId);
  }

  #bySound(question: string, allowed: (id: string) => boolean): Map<string, number> {
    const sound = soundOfQuestion(question);
    return sound === undefined ? new Map() : scoresOf(this.#soundIndex.search(sound, this.#soundIndex.size, allowed));
  }

  async #dense(question: string, limit: number, unfiltered: boolean): Promise<ScoredId[]> {
    const vector = await this.#embedder.queryVector(normalise(question));
    return (unfiltered ? this.#vectorIndex : this.#scan)
      .search(vector, limit)
      .map(({ position, score }) => ({ id: this.#entries[position] ?? "", score: Math.max(0, score) }));
  }
}

interface ScoredId {
  id: string;
  score: number;
}

const scoresOf = (hits: readonly ScoredId[]): Map<string, number> => new Map(hits.map(({ id, score }) => [id, score]));
