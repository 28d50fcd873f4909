import type { SavedIndex } from "../../index/saved-index.ts";
import { seededRandom, shuffle } from "../../index/training/random.ts";
import type { Collection, HypotheticalQuestion } from "../../ingest/collection.ts";

/** The collection's questions in an order that the seed repeats, so that a smaller number is always part of a larger one. */
export function shuffledQuestions(collection: Collection, seed: number): HypotheticalQuestion[] {
  const questions = [...collection.questions];
  shuffle(questions, seededRandom(seed));
  return questions;
}

/**
 * Collection and vectors as if only the first `count` questions of each measure had been written. Of the readings those
 * of titles and programme names stay, and those of the questions kept: ingest writes them in that order.
 */
export function limitQuestions(
  collection: Collection,
  saved: SavedIndex,
  order: readonly HypotheticalQuestion[],
  count: number,
): { collection: Collection; saved: SavedIndex } {
  const kept = new Map<string, number>();
  const questions = order.filter(({ measureId }) => {
    const before = kept.get(measureId) ?? 0;
    kept.set(measureId, before + 1);
    return before < count;
  });
  const keptIds = new Set(questions.map(({ id }) => id));
  const leftOut = new Set(collection.questions.flatMap(({ id }) => (keptIds.has(id) ? [] : [id])));
  const rows = saved.entries.flatMap((id, row) => (leftOut.has(id) ? [] : [row]));
  return {
    collection: { ...collection, questions, readings: limitReadings(collection, keptIds) },
    saved: {
      ...saved,
      entries: rows.flatMap((row) => saved.entries[row] ?? []),
      vectors: rows.flatMap((row) => saved.vectors[row] ?? []),
    },
  };
}

const FOREIGN = new Set(["english", "chinese", "vietnamese"]);

function limitReadings(collection: Collection, keptIds: ReadonlySet<string>): Collection["readings"] {
  return collection.readings.map(({ measureId, texts }) => {
    const read = collection.questions.filter(
      (question) => question.measureId === measureId && !FOREIGN.has(question.kind),
    );
    const names = texts.length - read.length;
    return {
      measureId,
      texts: texts.filter((_, index) => index < names || keptIds.has(read[index - names]?.id ?? "")),
    };
  });
}
