import { multiply, multiplyTransposed } from "./matrix.ts";
import { type Random, shuffle } from "./random.ts";
import type { TokenBag } from "./vocabulary.ts";

/** Two texts that mean the same thing, as bags of tokens. Pairs of one group are never each other's counter-examples. */
export interface EncodedPair {
  readonly left: TokenBag;
  readonly right: TokenBag;
  readonly group: string;
  readonly weight: number;
}

export interface TrainingOptions {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** Cosines are multiplied by it before the softmax (the inverse of the temperature). */
  readonly scale: number;
}

/** Adam's constants (Kingma and Ba, 2015). */
const DECAY_OF_MEAN = 0.9;
const DECAY_OF_VARIANCE = 0.999;
const ADAM_EPSILON = 1e-8;

/** One side of a batch: the left or the right texts of its pairs. */
interface Side {
  readonly bags: TokenBag[];
  /** [batch × dimensions], L2-normalised. */
  readonly vectors: Float32Array;
  readonly norms: Float32Array;
  readonly gradients: Float32Array;
}

/**
 * Contrastive training (InfoNCE both ways, in-batch counter-examples) of a token table, in place.
 * A text's embedding is the sum of its tokens' rows, L2-normalised: the model has no other weights.
 *
 * @param table [tokens × dimensions], row-major
 * @returns the mean loss of each epoch
 */
export function trainTable(
  table: Float32Array,
  dimensions: number,
  pairs: readonly EncodedPair[],
  random: Random,
  options: TrainingOptions,
): number[] {
  const optimiser = new SparseAdam(table, dimensions, options.learningRate);
  const usable = pairs.filter((pair) => pair.left.ids.length > 0 && pair.right.ids.length > 0);
  const batch = Math.min(options.batch, usable.length);
  const left = emptySide(batch, dimensions);
  const right = emptySide(batch, dimensions);
  const similarities = new Float32Array(batch * batch);
  const transposed = new Float32Array(batch * batch);
  const losses: number[] = [];
  const steps = options.epochs * Math.floor(usable.length / Math.max(batch, 1));
  let step = 0;

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(usable, random);
    let loss = 0;
    let batches = 0;
    // The last pairs of an epoch that fill no batch wait for the next epoch, where the order is another.
    for (let start = 0; start + batch <= usable.length && batch > 0; start += batch) {
      const chosen = usable.slice(start, start + batch);
      for (const [row, pair] of chosen.entries()) {
        embed(pair.left, row, left, table, dimensions);
        embed(pair.right, row, right, table, dimensions);
      }
      multiplyTransposed(left.vectors, right.vectors, similarities, batch, batch, dimensions);
      loss += lossGradient(similarities, chosen, options.scale);
      batches++;

      transpose(similarities, transposed, batch);
      multiply(similarities, right.vectors, left.gradients, batch, dimensions, batch);
      multiply(transposed, left.vectors, right.gradients, batch, dimensions, batch);
      for (const side of [left, right]) {
        for (let row = 0; row < batch; row++) collectGradient(side, row, dimensions, optimiser);
      }
      optimiser.step(1 - step / steps);
      step++;
    }
    losses.push(loss / Math.max(batches, 1));
  }
  return losses;
}

function emptySide(batch: number, dimensions: number): Side {
  return {
    bags: [],
    vectors: new Float32Array(batch * dimensions),
    norms: new Float32Array(batch),
    gradients: new Float32Array(batch * dimensions),
  };
}

function embed(bag: TokenBag, row: number, side: Side, table: Float32Array, dimensions: number): void {
  const vector = side.vectors.subarray(row * dimensions, (row + 1) * dimensions);
  vector.fill(0);
  for (let token = 0; token < bag.ids.length; token++) {
    const from = bag.ids[token]! * dimensions;
    const count = bag.counts[token]!;
    for (let i = 0; i < dimensions; i++) vector[i]! += count * table[from + i]!;
  }
  let squares = 0;
  for (let i = 0; i < dimensions; i++) squares += vector[i]! * vector[i]!;
  const norm = Math.sqrt(squares) || 1;
  for (let i = 0; i < dimensions; i++) vector[i]! /= norm;
  side.bags[row] = bag;
  side.norms[row] = norm;
}

/**
 * Turns the cosines of a batch into the gradient of the loss by them, in place, and returns the loss.
 * The loss is cross-entropy, where each left text must find its right one and each right text its left one.
 */
function lossGradient(similarities: Float32Array, pairs: readonly EncodedPair[], scale: number): number {
  const size = pairs.length;
  const gradient = new Float32Array(size * size);
  const totalWeight = pairs.reduce((sum, pair) => sum + pair.weight, 0);
  const exponentials = new Float32Array(size);
  let loss = 0;
  for (const [strideOfOwn, strideOfOther] of [
    [size, 1],
    [1, size],
  ] as const) {
    for (let own = 0; own < size; own++) {
      const { group, weight } = pairs[own]!;
      let sum = 0;
      for (let other = 0; other < size; other++) {
        const excluded = other !== own && pairs[other]!.group === group;
        const cosine = similarities[own * strideOfOwn + other * strideOfOther]!;
        // Cosines are at most 1, so the exponent is at most 0 and cannot overflow.
        const exponential = excluded ? 0 : Math.exp(scale * (cosine - 1));
        exponentials[other] = exponential;
        sum += exponential;
      }
      const share = weight / (2 * totalWeight);
      loss -= share * Math.log(exponentials[own]! / sum);
      for (let other = 0; other < size; other++) {
        const target = other === own ? 1 : 0;
        gradient[own * strideOfOwn + other * strideOfOther]! += share * scale * (exponentials[other]! / sum - target);
      }
    }
  }
  similarities.set(gradient);
  return loss;
}

function transpose(from: Float32Array, to: Float32Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) to[column * size + row] = from[row * size + column]!;
  }
}

/** Takes a vector's gradient back through the normalisation and hands it to every token of the text. */
function collectGradient(side: Side, row: number, dimensions: number, optimiser: SparseAdam): void {
  const vector = side.vectors.subarray(row * dimensions, (row + 1) * dimensions);
  const gradient = side.gradients.subarray(row * dimensions, (row + 1) * dimensions);
  let along = 0;
  for (let i = 0; i < dimensions; i++) along += vector[i]! * gradient[i]!;
  const norm = side.norms[row]!;
  for (let i = 0; i < dimensions; i++) gradient[i] = (gradient[i]! - along * vector[i]!) / norm;
  const bag = side.bags[row]!;
  for (let token = 0; token < bag.ids.length; token++) optimiser.add(bag.ids[token]!, gradient, bag.counts[token]!);
}

/** Adam on the rows that a batch touched; the other rows cost nothing and do not move. */
class SparseAdam {
  readonly #table: Float32Array;
  readonly #dimensions: number;
  readonly #learningRate: number;
  readonly #mean: Float32Array;
  readonly #variance: Float32Array;
  readonly #gradient: Float32Array;
  readonly #touched = new Set<number>();
  #steps = 0;

  constructor(table: Float32Array, dimensions: number, learningRate: number) {
    this.#table = table;
    this.#dimensions = dimensions;
    this.#learningRate = learningRate;
    this.#mean = new Float32Array(table.length);
    this.#variance = new Float32Array(table.length);
    this.#gradient = new Float32Array(table.length);
  }

  add(row: number, gradient: Float32Array, factor: number): void {
    this.#touched.add(row);
    const at = row * this.#dimensions;
    for (let i = 0; i < this.#dimensions; i++) this.#gradient[at + i]! += factor * gradient[i]!;
  }

  /** @param schedule factor of the learning rate, falling from 1 to 0 over the training */
  step(schedule: number): void {
    this.#steps++;
    const rate =
      (schedule * this.#learningRate * Math.sqrt(1 - DECAY_OF_VARIANCE ** this.#steps)) /
      (1 - DECAY_OF_MEAN ** this.#steps);
    for (const row of this.#touched) {
      for (let i = row * this.#dimensions; i < (row + 1) * this.#dimensions; i++) {
        const gradient = this.#gradient[i]!;
        const mean = DECAY_OF_MEAN * this.#mean[i]! + (1 - DECAY_OF_MEAN) * gradient;
        const variance = DECAY_OF_VARIANCE * this.#variance[i]! + (1 - DECAY_OF_VARIANCE) * gradient * gradient;
        this.#mean[i] = mean;
        this.#variance[i] = variance;
        this.#table[i]! -= (rate * mean) / (Math.sqrt(variance) + ADAM_EPSILON);
        this.#gradient[i] = 0;
      }
    }
    this.#touched.clear();
  }
}
