import { orthonormaliseColumns } from "./matrix.ts";
import type { Random } from "./random.ts";
import type { TokenBag, Vocabulary } from "./vocabulary.ts";

/** Power iterations; two are enough where only the subspace matters (Halko, Martinsson and Tropp, 2011). */
const ITERATIONS = 2;

/**
 * Where training starts: tokens that stand in the same texts lie near each other.
 * It is latent semantic analysis (truncated SVD of the matrix texts × tokens, tf-idf, by randomised subspace iteration),
 * each row stretched to the token's inverse frequency.
 *
 * @returns [tokens × dimensions]; zero rows for the special tokens
 */
export function initialTable(
  bags: readonly TokenBag[],
  vocabulary: Vocabulary,
  dimensions: number,
  random: Random,
): Float32Array {
  const tokens = vocabulary.tokens.length;
  const weights = bags.map((bag) => textWeights(bag, vocabulary));
  const directions = new Float32Array(tokens * dimensions);
  for (let i = 0; i < directions.length; i++) directions[i] = random.normal();
  const texts = new Float32Array(bags.length * dimensions);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    toTexts(bags, weights, directions, texts, dimensions);
    orthonormaliseColumns(texts, bags.length, dimensions);
    toTokens(bags, weights, texts, directions, dimensions);
  }

  const table = new Float32Array(tokens * dimensions);
  for (let token = 0; token < tokens; token++) {
    const length = vocabulary.inverseFrequencies[token]!;
    if (length === 0) continue;
    const row = directions.subarray(token * dimensions, (token + 1) * dimensions);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let i = 0; i < dimensions; i++) {
      table[token * dimensions + i] = (length * row[i]!) / norm;
    }
  }
  return table;
}

/** tf-idf of a text's tokens, in the order of the bag, L2-normalised. */
function textWeights(bag: TokenBag, vocabulary: Vocabulary): Float32Array {
  const weights = bag.counts.map((count, i) => (1 + Math.log(count)) * vocabulary.inverseFrequencies[bag.ids[i]!]!);
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  return weights.map((weight) => weight / norm);
}

/** texts[t] = sum of the text's token rows, weighted */
function toTexts(
  bags: readonly TokenBag[],
  weights: readonly Float32Array[],
  tokens: Float32Array,
  texts: Float32Array,
  dimensions: number,
): void {
  texts.fill(0);
  for (const [text, bag] of bags.entries()) {
    for (let i = 0; i < bag.ids.length; i++) {
      addRow(tokens, bag.ids[i]!, texts, text, weights[text]![i]!, dimensions);
    }
  }
}

/** tokens[t] = sum of the rows of the texts that hold the token, weighted */
function toTokens(
  bags: readonly TokenBag[],
  weights: readonly Float32Array[],
  texts: Float32Array,
  tokens: Float32Array,
  dimensions: number,
): void {
  tokens.fill(0);
  for (const [text, bag] of bags.entries()) {
    for (let i = 0; i < bag.ids.length; i++) {
      addRow(texts, text, tokens, bag.ids[i]!, weights[text]![i]!, dimensions);
    }
  }
}

function addRow(
  from: Float32Array,
  fromRow: number,
  to: Float32Array,
  toRow: number,
  factor: number,
  dimensions: number,
): void {
  for (let i = 0; i < dimensions; i++) to[toRow * dimensions + i]! += factor * from[fromRow * dimensions + i]!;
}
