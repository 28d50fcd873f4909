import { benchQuestions } from "./bench-questions.ts";
import { quantile } from "./quantile.ts";
import { isRankingVariant, rankingVariant } from "./ranking-variants.ts";

/** What one process measured of one variant. Milliseconds. */
export interface RankingTimes {
  p50: number;
  p95: number;
  /** Questions with a right measure first: shows that the results are used, and what the time buys. */
  firstPlaces: number;
  asked: number;
}

const LIMIT = 10;

/** Run by main.ts in a process of its own: `time-ranking.ts VARIANT DATA_DIR EDITION`; prints RankingTimes as JSON. */
async function main([variant = "", directory = "", edition = ""]: readonly string[]): Promise<void> {
  if (!isRankingVariant(variant)) throw new Error(`unknown variant ${variant}`);
  const questions = benchQuestions();
  const ranker = await rankingVariant(variant, directory, edition);
  // Once round to warm up: the compiler has then seen every question's path.
  for (const { question } of questions) await ranker.rank(question, LIMIT);
  const times: number[] = [];
  let firstPlaces = 0;
  for (const { question, gold } of questions) {
    const begun = performance.now();
    const [first] = await ranker.rank(question, LIMIT);
    times.push(performance.now() - begun);
    if (first !== undefined && gold.includes(first)) firstPlaces += 1;
  }
  const result: RankingTimes = {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    firstPlaces,
    asked: questions.length,
  };
  console.log(JSON.stringify(result));
}

await main(process.argv.slice(2));
