import MiniSearch from "minisearch";
import { terms } from "../../index/terms.ts";
import type { Catalogue } from "../../src/retrieval/catalogue.ts";
import { type PeerTexts, peerDocuments } from "./peer-documents.ts";
import type { Ranker } from "./ranker.ts";

/**
 * MiniSearch with the terms of our own lexical index, everything else as it comes (BM25+ with its defaults, terms joined by
 * or). Its own tokenizer cuts at spaces and finds nothing in Japanese.
 */
export function miniSearchRanker(catalogue: Catalogue, texts: PeerTexts): Ranker {
  const index = new MiniSearch({ fields: ["text"], tokenize: terms });
  index.addAll(peerDocuments(catalogue, texts));
  return {
    name: `MiniSearch, ${texts}`,
    rank: (question, limit) =>
      index
        .search(question)
        .slice(0, limit)
        .map(({ id }) => String(id)),
  };
}
