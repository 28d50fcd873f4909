import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { foldRepeats } from "./fold-repeats.ts";

const LIST_SHARE = 0.42;
const LIST_LENGTH = 4;

/** The hits near enough to the best to be answered with, repeats folded, at most four. */
export function nearHits(hits: readonly MeasureHit[]): MeasureHit[] {
  const best = hits[0]?.score ?? 0;
  const near = hits.filter(({ score }) => score >= LIST_SHARE * best);
  const kept = new Set(foldRepeats(near.map(({ measure }) => measure)).slice(0, LIST_LENGTH));
  return near.filter(({ measure }) => kept.has(measure));
}
