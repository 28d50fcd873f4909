import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Collection } from "../ingest/collection.ts";
import { entryIds, indexEntries } from "./index-entries.ts";
import { NORMALISER_ID } from "./normalise.ts";

export const INDEX_FORMAT = 2;

/**
 * The saved part of an index: one vector an entry (passage or question), with everything that must agree for the vectors to mean anything.
 * Lexical postings are not saved: building them anew takes less time than reading them.
 */
const SavedIndexFile = z.object({
  format: z.number().int(),
  edition: z.string(),
  documentSha256: z.string(),
  questionsSha256: z.string(),
  embedder: z.string(),
  normaliser: z.string(),
  dimensions: z.number().int().positive(),
  entries: z.array(z.string()),
  /** Float32, little-endian, base64. */
  vectors: z.string(),
});

export interface SavedIndex {
  embedder: string;
  dimensions: number;
  /** Passage and question ids; `vectors[i]` belongs to `entries[i]`. L2-normalised, or zero. */
  entries: string[];
  vectors: Float32Array[];
}

/** What the index needs of an embedder. */
export interface DocumentEmbedder {
  readonly id: string;
  readonly dimensions: number;
  documentVectors(texts: readonly string[]): Promise<Float32Array[]>;
}

export class StaleIndexError extends Error {
  readonly code = "index_stale";
  readonly hint = "npm start が作り直します / npm start builds it anew";
  constructor(reason: string) {
    super(`The index does not fit: ${reason}`);
    this.name = "StaleIndexError";
  }
}

export async function buildIndex(collection: Collection, embedder: DocumentEmbedder): Promise<SavedIndex> {
  return {
    embedder: embedder.id,
    dimensions: embedder.dimensions,
    entries: entryIds(collection),
    vectors: await embedder.documentVectors(indexEntries(collection).map(({ text }) => text)),
  };
}

/** Whole or not at all: a temporary file beside it, then rename. */
export async function writeIndex(path: string, index: SavedIndex, collection: Collection): Promise<void> {
  const flat = new Float32Array(index.vectors.length * index.dimensions);
  index.vectors.forEach((vector, row) => {
    flat.set(vector, row * index.dimensions);
  });
  const file: z.infer<typeof SavedIndexFile> = {
    format: INDEX_FORMAT,
    edition: collection.edition,
    documentSha256: collection.document.sha256,
    questionsSha256: collection.document.questionsSha256,
    embedder: index.embedder,
    normaliser: NORMALISER_ID,
    dimensions: index.dimensions,
    entries: index.entries,
    vectors: Buffer.from(flat.buffer).toString("base64"),
  };
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, JSON.stringify(file));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Reads a saved index. Throws StaleIndexError, with what to do, when it is absent, damaged or made from anything else. */
export async function readIndex(path: string, collection: Collection, embedderId: string): Promise<SavedIndex> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new StaleIndexError("there is none");
  });
  const file = parse(text);
  const expected: [string, unknown, unknown][] = [
    ["format", file.format, INDEX_FORMAT],
    ["document", file.documentSha256, collection.document.sha256],
    ["questions", file.questionsSha256, collection.document.questionsSha256],
    ["edition", file.edition, collection.edition],
    ["embedder", file.embedder, embedderId],
    ["normaliser", file.normaliser, NORMALISER_ID],
    ["entries", file.entries.join(), entryIds(collection).join()],
  ];
  const different = expected.find(([, found, wanted]) => found !== wanted);
  if (different) throw new StaleIndexError(`it was made with another ${different[0]}`);
  const bytes = Buffer.from(file.vectors, "base64");
  if (bytes.length !== file.entries.length * file.dimensions * 4)
    throw new StaleIndexError("its vectors are incomplete");
  const flat = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return {
    embedder: file.embedder,
    dimensions: file.dimensions,
    entries: file.entries,
    vectors: file.entries.map((_, row) => flat.subarray(row * file.dimensions, (row + 1) * file.dimensions)),
  };
}

function parse(text: string): z.infer<typeof SavedIndexFile> {
  try {
    return SavedIndexFile.parse(JSON.parse(text));
  } catch {
    throw new StaleIndexError("it is damaged");
  }
}
