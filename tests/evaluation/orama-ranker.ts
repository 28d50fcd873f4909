import { create, insertMultiple, search, type Tokenizer } from "@orama/orama";
import { measureOf } from "../../index/index-entries.ts";
import { normalise } from "../../index/normalise.ts";
import type { SavedIndex } from "../../index/saved-index.ts";
import { terms } from "../../index/terms.ts";
import type { Catalogue } from "../../src/retrieval/catalogue.ts";
import type { QueryEmbedder } from "../../src/retrieval/hybrid-search.ts";
import { type PeerTexts, peerDocuments } from "./peer-documents.ts";
import type { Ranker } from "./ranker.ts";

/** Orama matches terms by their beginning: with a sign behind each, 食 does not also match every word that begins with it. Found more, and faster. */
const END = "\u0001";

const tokenizer: Tokenizer = {
  language: "japanese",
  normalizationCache: new Map(),
  tokenize: (text) => terms(text).map((term) => `${term}${END}`),
};

/** Lower than any cosine that matters: Orama's own threshold of 0.8 leaves out most that our vectors find. */
const ANY_SIMILARITY = 0.0001;

/** Orama's full text search with the terms of our own lexical index, everything else as it comes. */
export async function oramaTextRanker(catalogue: Catalogue, texts: PeerTexts): Promise<Ranker> {
  const database = create({ schema: { text: "string" }, components: { tokenizer } });
  await insertMultiple(database, peerDocuments(catalogue, texts));
  return {
    name: `Orama, ${texts}`,
    rank: async (question, limit) => {
      const { hits } = await search(database, { term: question, limit });
      return hits.map(({ id }) => id);
    },
  };
}

/**
 * Orama's hybrid search, text and questions, with our vectors: one a measure, the mean of its passages' and questions'
 * vectors, and Orama's own weights of 0.5 and 0.5. One document a passage and question, grouped afterwards, found less
 * (91.7 % first) and took five times as long. The question's embedding counts, as it does for ours.
 */
export async function oramaHybridRanker(
  catalogue: Catalogue,
  saved: SavedIndex,
  embedder: QueryEmbedder,
): Promise<Ranker> {
  const vectors = meanVectors(saved);
  const schema = { text: "string", vector: `vector[${saved.dimensions}]` } as const;
  const database = create({ schema, components: { tokenizer } });
  await insertMultiple(
    database,
    peerDocuments(catalogue, "text+questions").map((document) => ({
      ...document,
      vector: vectors.get(document.id) ?? [],
    })),
  );
  return {
    name: "Orama hybrid, text+questions, our vectors",
    rank: async (question, limit) => {
      const value = Array.from(await embedder.queryVector(normalise(question)));
      const { hits } = await search(database, {
        mode: "hybrid",
        term: question,
        vector: { value, property: "vector" },
        similarity: ANY_SIMILARITY,
        limit,
      });
      return hits.map(({ id }) => id);
    },
  };
}

/** Mean of the vectors of a measure's passages and questions, L2-normalised, by measure id. */
function meanVectors({ entries, vectors, dimensions }: SavedIndex): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  entries.forEach((id, row) => {
    const sum = sums.get(measureOf(id)) ?? new Array<number>(dimensions).fill(0);
    vectors[row]?.forEach((value, column) => {
      sum[column] = (sum[column] ?? 0) + value;
    });
    sums.set(measureOf(id), sum);
  });
  return new Map(
    Array.from(sums, ([id, sum]) => {
      const length = Math.hypot(...sum) || 1;
      return [id, sum.map((value) => value / length)];
    }),
  );
}
