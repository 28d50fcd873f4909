import { join } from "node:path";
import { readCollection } from "../../ingest/write-collection.ts";
import { readSettings } from "../../src/config.ts";
import { Catalogue } from "../../src/retrieval/catalogue.ts";
import type { Ranker } from "../evaluation/ranker.ts";

/** In the order of the report; MiniSearch on the text alone is what ours is measured by. */
export const RANKING_VARIANTS = [
  "ours",
  "embedding",
  "minisearch-text",
  "minisearch-questions",
  "orama-text",
  "orama-hybrid",
] as const;
export type RankingVariant = (typeof RANKING_VARIANTS)[number];

export const isRankingVariant = (name: string): name is RankingVariant =>
  (RANKING_VARIANTS as readonly string[]).includes(name);

/**
 * One variant, ready to be asked, from a data folder that a server has filled. Imports only what the variant needs, so
 * that none is timed in the company of another's code.
 */
export async function rankingVariant(name: RankingVariant, directory: string, edition: string): Promise<Ranker> {
  if (name === "ours") return ours(directory);
  if (name === "embedding") return embeddingAlone();
  const collection = await readCollection(join(directory, edition, "collection.json"));
  if (!collection) throw new Error(`no collection in ${directory}`);
  const catalogue = new Catalogue(collection);
  if (name === "orama-text" || name === "orama-hybrid") {
    const { oramaTextRanker, oramaHybridRanker } = await import("../evaluation/orama-ranker.ts");
    if (name === "orama-text") return oramaTextRanker(catalogue, "text");
    const embedder = await loadEmbedder();
    const { readIndex } = await import("../../index/saved-index.ts");
    const saved = await readIndex(join(directory, edition, "index.json"), collection, embedder.id);
    return oramaHybridRanker(catalogue, saved, embedder);
  }
  const { miniSearchRanker } = await import("../evaluation/minisearch-ranker.ts");
  return miniSearchRanker(catalogue, name === "minisearch-text" ? "text" : "text+questions");
}

/** As /api/search asks: references resolved, five legs fused, passages gathered. */
async function ours(directory: string): Promise<Ranker> {
  const { loadLibrary } = await import("../../src/load-library.ts");
  const library = await loadLibrary(readSettings({ DATA_DIR: directory }), () => {});
  const assistant = library.assistant();
  if (!assistant) throw new Error(`no edition in ${directory}`);
  return {
    name: "ours",
    rank: async (question, limit) => (await assistant.rank(question, limit)).map(({ measure }) => measure.id),
  };
}

/** The part of ours that a model costs: the question's vector, nothing searched. */
async function embeddingAlone(): Promise<Ranker> {
  const embedder = await loadEmbedder();
  const { normalise } = await import("../../index/normalise.ts");
  return {
    name: "embedding",
    rank: async (question) => [String((await embedder.queryVector(normalise(question)))[0])],
  };
}

async function loadEmbedder() {
  const { TransformersEmbedder } = await import("../../index/embedder.ts");
  return TransformersEmbedder.load();
}
