import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { chooseVectorIndex } from "../index/choose-vector-index.ts";
import { TransformersEmbedder } from "../index/embedder.ts";
import { loadGlossary } from "../index/glossary.ts";
import { buildIndex, readIndex, type SavedIndex, StaleIndexError, writeIndex } from "../index/saved-index.ts";
import type { Collection } from "../ingest/collection.ts";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { readQuestionsFile } from "../ingest/read-questions.ts";
import { readCollection, writeCollection } from "../ingest/write-collection.ts";
import { Assistant } from "./answer/assistant.ts";
import { loadJudgement } from "./answer/judge-question.ts";
import type { Settings } from "./config.ts";
import { Catalogue } from "./retrieval/catalogue.ts";
import { HybridSearch } from "./retrieval/hybrid-search.ts";

/** Everything that answers, by edition. */
export interface Library {
  /** Newest first. */
  editions: readonly string[];
  /** The assistant of an edition, of the newest without one; undefined for an unknown edition. */
  assistant(edition?: string): Assistant | undefined;
}

export type Log = (message: string) => void;

/**
 * Loads every edition of DATA_DIR; ingests the document first when its collection is absent or of another document, and
 * builds an index when it is absent or stale. Throws IngestError, EmbedderError.
 */
export async function loadLibrary(settings: Settings, log: Log): Promise<Library> {
  await ensureIngested(settings, log);
  const embedder = await TransformersEmbedder.load({
    model: settings.EMBEDDING_MODEL,
    localModelPath: settings.EMBEDDING_MODELS_PATH,
    allowRemoteModels: settings.EMBEDDING_REMOTE,
    queryPrefix: settings.EMBEDDING_QUERY_PREFIX,
    documentPrefix: settings.EMBEDDING_DOCUMENT_PREFIX,
  });
  const glossary = loadGlossary();
  const assistants = new Map<string, Assistant>();
  for (const collection of await savedCollections(settings.DATA_DIR)) {
    const index = await ensureIndex(collection, embedder, settings, log);
    const vectorIndex = await chooseVectorIndex(settings.VECTOR_INDEX);
    const search = new HybridSearch(new Catalogue(collection), index, vectorIndex, embedder, glossary);
    assistants.set(collection.edition, new Assistant(search, assistantOptions(settings)));
    log(`版 ${collection.edition}: ${collection.measures.length}施策、ベクトル索引 ${vectorIndex.name}`);
  }
  const editions = Array.from(assistants.keys()).sort().reverse();
  return { editions, assistant: (edition) => assistants.get(edition ?? editions[0] ?? "") };
}

export const indexPath = (directory: string, edition: string): string => join(directory, edition, "index.json");

async function ensureIngested(settings: Settings, log: Log): Promise<void> {
  const document = await readDocument(settings.DOCUMENT_FILE);
  const questions = await readQuestionsFile(settings.DOCUMENT_FILE);
  const saved = await savedCollections(settings.DATA_DIR);
  const isCurrent = (collection: Collection): boolean =>
    collection.document.sha256 === document.sha256 && collection.document.questionsSha256 === questions.sha256;
  if (saved.some(isCurrent)) return;
  log(`文書を読み込みます: ${document.file}`);
  await writeCollection(ingestDocument(document, questions), settings.DATA_DIR);
}

async function savedCollections(directory: string): Promise<Collection[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const read = await Promise.all(folders.map((folder) => readCollection(join(directory, folder, "collection.json"))));
  return read.filter((collection) => collection !== undefined);
}

async function ensureIndex(
  collection: Collection,
  embedder: TransformersEmbedder,
  settings: Settings,
  log: Log,
): Promise<SavedIndex> {
  const path = indexPath(settings.DATA_DIR, collection.edition);
  try {
    return await readIndex(path, collection, embedder.id);
  } catch (error) {
    if (!(error instanceof StaleIndexError)) throw error;
    log(`索引を作ります (${error.message})`);
    const index = await buildIndex(collection, embedder);
    await writeIndex(path, index, collection);
    return index;
  }
}

function assistantOptions(settings: Settings) {
  return {
    linkTo: (path: string): string => `${settings.PUBLIC_URL}${settings.BASE_PATH}${path}`,
    judgement: loadJudgement(),
    newId: (): string => randomUUID(),
    clock: (): number => performance.now(),
  };
}
