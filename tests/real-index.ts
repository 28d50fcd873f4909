import { TransformersEmbedder } from "../index/embedder.ts";
import { buildIndex, type SavedIndex } from "../index/saved-index.ts";
import type { Collection } from "../ingest/collection.ts";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { readQuestionsFile } from "../ingest/read-questions.ts";
import { REAL_DOCUMENT } from "./ingest-documents.ts";

export interface RealIndex {
  collection: Collection;
  embedder: TransformersEmbedder;
  index: SavedIndex;
}

/** The real document with its questions, the bundled model and the index of the one by the other: what the product searches. */
export async function buildRealIndex(): Promise<RealIndex> {
  const collection = ingestDocument(await readDocument(REAL_DOCUMENT), await readQuestionsFile(REAL_DOCUMENT));
  const embedder = await TransformersEmbedder.load();
  return { collection, embedder, index: await buildIndex(collection, embedder) };
}
