import type { FoundMeasure } from "./find-measures.ts";
import { comparable } from "./similarity.ts";

/** Sentences shorter than this repeat by custom ("令和7年度も引き続き実施する予定である"), not because a measure is repeated. */
const MINIMUM_LENGTH = 45;
const MINIMUM_LIKENESS = 0.85;

/**
 * seeAlso: measures that share a sentence, word for word or nearly, marked 【再掲】 or not. Symmetric, in document order.
 * A sentence that more than three measures share is boilerplate.
 */
export function linkRepeats(measures: readonly FoundMeasure[]): Map<string, string[]> {
  const sentences = measures.flatMap((measure) => sentencesOf(measure).map((grams) => ({ id: measure.id, grams })));
  const links = new Map<string, Set<string>>(measures.map((measure) => [measure.id, new Set<string>()]));
  for (const sentence of sentences) {
    const others = new Set<string>();
    for (const other of sentences) {
      if (other.id !== sentence.id && likeness(sentence.grams, other.grams) >= MINIMUM_LIKENESS) others.add(other.id);
    }
    if (others.size > 2) continue;
    for (const other of others) {
      links.get(sentence.id)?.add(other);
      links.get(other)?.add(sentence.id);
    }
  }
  const order = measures.map((measure) => measure.id);
  return new Map(Array.from(links, ([id, ids]) => [id, order.filter((candidate) => ids.has(candidate))]));
}

function sentencesOf(measure: FoundMeasure): Set<string>[] {
  return measure.blocks
    .filter((block) => block.role === "bullet" || block.role === "paragraph" || block.role === "part")
    .flatMap((block) => block.text.split(/(?<=。)/u))
    .map(comparable)
    .filter((sentence) => sentence.length >= MINIMUM_LENGTH)
    .map(
      (sentence) =>
        new Set(Array.from({ length: sentence.length - 2 }, (_, index) => sentence.slice(index, index + 3))),
    );
}

/** Jaccard index of two sets of character trigrams. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size * MINIMUM_LIKENESS > b.size || b.size * MINIMUM_LIKENESS > a.size) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return shared / (a.size + b.size - shared);
}
