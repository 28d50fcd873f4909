import { initialTable } from "./initial-table.ts";
import type { TextPair } from "./pairs.ts";
import { seededRandom } from "./random.ts";
import { type TrainingOptions, trainTable } from "./train-table.ts";
import { bagOfTokens, chooseVocabulary } from "./vocabulary.ts";

export interface EmbeddingOptions extends TrainingOptions {
  readonly dimensions: number;
  /** Tokens at most. */
  readonly vocabularyLimit: number;
  readonly seed: number;
}

export interface TrainedEmbedding {
  /** Position is id. */
  readonly tokens: readonly string[];
  readonly dimensions: number;
  /** [tokens × dimensions], row-major. */
  readonly table: Float32Array;
  /** Mean loss by epoch. */
  readonly losses: readonly number[];
}

/**
 * Trains a static embedding. The same texts, pairs and options give the same table.
 *
 * @param texts what the vocabulary and the first table come from
 * @param pairs what should lie near each other
 */
export function trainEmbedding(
  texts: readonly string[],
  pairs: readonly TextPair[],
  options: EmbeddingOptions,
): TrainedEmbedding {
  const random = seededRandom(options.seed);
  const vocabulary = chooseVocabulary(texts, options.vocabularyLimit);
  const bags = texts.map((text) => bagOfTokens(text, vocabulary)).filter((bag) => bag.ids.length > 0);
  const table = initialTable(bags, vocabulary, options.dimensions, random);
  const encoded = pairs.map(({ left, right, group, weight }) => ({
    left: bagOfTokens(left, vocabulary),
    right: bagOfTokens(right, vocabulary),
    group,
    weight,
  }));
  const losses = trainTable(table, options.dimensions, encoded, random, options);
  return { tokens: vocabulary.tokens, dimensions: options.dimensions, table, losses };
}
