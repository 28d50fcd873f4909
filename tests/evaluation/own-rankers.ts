import type { Assistant } from "../../src/answer/assistant.ts";
import type { MeasureHit } from "../../src/retrieval/hybrid-search.ts";
import type { LegName } from "../../src/retrieval/search-settings.ts";
import type { Ranker } from "./ranker.ts";

/** Cormack, Clarke & Büttcher 2009. */
const RANK_CONSTANT = 60;

/** Our search as /api/search gives it, and what its parts would give alone or fused by rank. */
export function ownRankers(assistant: Pick<Assistant, "rank" | "search">): Ranker[] {
  const { search } = assistant;
  const everyHit = (question: string): Promise<MeasureHit[]> =>
    search.search({ question, limit: search.catalogue.measures.size });
  const idsOf = (hits: readonly { id: string }[]): string[] => hits.map(({ id }) => id);
  return [
    {
      name: "ours",
      rank: async (question, limit) => (await assistant.rank(question, limit)).map(({ measure }) => measure.id),
    },
    { name: "BM25F, text", rank: (question, limit) => idsOf(search.documentIndex.search(question, limit)) },
    { name: "BM25F, text+questions", rank: (question, limit) => idsOf(search.measureIndex.search(question, limit)) },
    { name: "dense alone", rank: async (question, limit) => byLeg(await everyHit(question), "dense").slice(0, limit) },
    {
      name: `reciprocal rank fusion, k = ${RANK_CONSTANT}`,
      rank: async (question, limit) => fuseRanks(await everyHit(question)).slice(0, limit),
    },
  ];
}

/** Measures that a leg found, best first; equal scores in a fixed order. */
function byLeg(hits: readonly MeasureHit[], leg: LegName): string[] {
  return hits
    .filter(({ legs }) => legs[leg] > 0)
    .sort((a, b) => b.legs[leg] - a.legs[leg] || (a.measure.id < b.measure.id ? -1 : 1))
    .map(({ measure }) => measure.id);
}

/** Σ over legs of 1 / (k + rank), all legs alike. */
function fuseRanks(hits: readonly MeasureHit[]): string[] {
  const fused = new Map<string, number>();
  const legs = Object.keys(hits[0]?.legs ?? {}) as LegName[];
  for (const leg of legs) {
    byLeg(hits, leg).forEach((id, rank) => {
      fused.set(id, (fused.get(id) ?? 0) + 1 / (RANK_CONSTANT + rank + 1));
    });
  }
  return Array.from(fused)
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .map(([id]) => id);
}
