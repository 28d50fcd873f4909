import { measureOf } from "../../index/index-entries.ts";

interface Hit {
  /** Id of a passage or question; its measure's id stands before the first "/". */
  id: string;
  score: number;
}

/** What the second and third best texts of a measure add to its best one. */
const FURTHER = [0.5, 0.25];

/** Hits come best first. A measure's score is that of its best text. */
export function gatherBest(hits: readonly Hit[]): Map<string, number> {
  return gather(hits, []);
}

/** Hits come best first. Several texts that match say more than one: best + 0.5 × second + 0.25 × third. */
export function gatherTop(hits: readonly Hit[]): Map<string, number> {
  return gather(hits, FURTHER);
}

/** Of scores best first, as gatherTop weighs those of one measure; 0 for none. */
export const weighTop = ([best = 0, ...rest]: readonly number[]): number => weighFurther(best, rest, FURTHER);

const weighFurther = (best: number, rest: readonly number[], further: readonly number[]): number =>
  further.reduce((sum, weight, index) => sum + weight * (rest[index] ?? 0), best);

function gather(hits: readonly Hit[], further: readonly number[]): Map<string, number> {
  const byMeasure = new Map<string, number[]>();
  for (const { id, score } of hits) {
    const measureId = measureOf(id);
    const scores = byMeasure.get(measureId);
    if (scores) scores.push(score);
    else byMeasure.set(measureId, [score]);
  }
  return new Map(Array.from(byMeasure, ([id, [best = 0, ...rest]]) => [id, weighFurther(best, rest, further)]));
}
