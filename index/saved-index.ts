import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Collection } from "../ingest/collection.ts";
import { entryIds, indexEntries } from "./index-entries.ts";
import { NORMALISER_ID } from "./normalise.ts";

export const INDEX_FORMAT = 3;

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
  /** Int8, base64: each number times 127 over the largest of its vector. A quarter of Float32; neighbours stay the same but for near ties. */
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
  const vectors = await embedder.documentVectors(indexEntries(collection).map(({ text }) => text));
  return {
    embedder: embedder.id,
    dimensions: embedder.dimensions,
    entries: entryIds(collection),
    // As they will be read back: the first start answers as every later one.
    vectors: vectors.map((vector) => restore(quantise(vector))),
  };
}

/** Whole or not at all: a temporary file beside it, then rename. */
export async function writeIndex(path: string, index: SavedIndex, collection: Collection): Promise<void> {
  const flat = new Int8Array(index.vectors.length * index.dimensions);
  index.vectors.forEach((vector, row) => {
    flat.set(quantise(vector), row * index.dimensions);
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
  if (bytes.length !== file.entries.length * file.dimensions) throw new StaleIndexError("its vectors are incomplete");
  const flat = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    embedder: file.embedder,
    dimensions: file.dimensions,
    entries: file.entries,
    vectors: file.entries.map((_, row) => restore(flat.subarray(row * file.dimensions, (row + 1) * file.dimensions))),
  };
}

const LARGEST = 127;

function quantise(vector: Float32Array): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return Int8Array.from(vector, (value) => Math.round((LARGEST * value) / largest));
}

/** L2-normalised again: the scale need not be saved. Plain loops: this runs over every number of the index at each start. */
function restore(row: Int8Array): Float32Array {
  let squares = 0;
  for (let index = 0; index < row.length; index += 1) squares += row[index]! * row[index]!;
  const length = Math.sqrt(squares) || 1;
  const vector = new Float32Array(row.length);
  for (let index = 0; index < row.length; index += 1) vector[index] = row[index]! / length;
  return vector;
}

function parse(text: string): z.infer<typeof SavedIndexFile> {
  try {
    return SavedIndexFile.parse(JSON.parse(text));
  } catch {
    throw new StaleIndexError("it is damaged");
  }
}
