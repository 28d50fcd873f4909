import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { foldRepeats } from "./fold-repeats.ts";

const LIST_SHARE = 0.42;
const LIST_LENGTH = 4;

/** Whether a hit is near enough to the best of all hits to be answered with. */
export const isNear = ({ score }: MeasureHit, hits: readonly MeasureHit[]): boolean =>
  score >= LIST_SHARE * (hits[0]?.score ?? 0);

/** The hits near enough to the best to be answered with, repeats folded, at most four. */
export function nearHits(hits: readonly MeasureHit[]): MeasureHit[] {
  const near = hits.filter((hit) => isNear(hit, hits));
  const kept = new Set(foldRepeats(near.map(({ measure }) => measure)).slice(0, LIST_LENGTH));
  return near.filter(({ measure }) => kept.has(measure));
}
