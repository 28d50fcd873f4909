import { seededRandom } from "../../index/training/random.ts";

export interface Interval {
  low: number;
  high: number;
}

const RESAMPLES = 2000;
const SEED = 20250201;

/** 95 % interval of a mean by percentile bootstrap (Efron 1979); seeded, so that two runs print the same. */
export function bootstrapInterval(values: readonly number[]): Interval {
  const random = seededRandom(SEED);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn += 1)
      sum += values[Math.floor(random.uniform() * values.length)] ?? 0;
    return sum / Math.max(1, values.length);
  }).sort((a, b) => a - b);
  return { low: means[Math.floor(0.025 * RESAMPLES)] ?? 0, high: means[Math.ceil(0.975 * RESAMPLES) - 1] ?? 0 };
}

/**
 * Two-sided p of McNemar's exact test (the sign test on the questions where just one of two methods is right): the chance
 * of a split at least this uneven, were both equally good. 1 where they never differ.
 */
export function signTest(wins: number, losses: number): number {
  const differing = wins + losses;
  let term = 0.5 ** differing;
  let tail = 0;
  for (let count = 0; count <= Math.min(wins, losses); count += 1) {
    tail += term;
    term *= (differing - count) / (count + 1);
  }
  return Math.min(1, 2 * tail);
}
