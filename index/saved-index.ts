import { z } from "zod";
import type { Collection } from "../ingest/collection.ts";
import { parseSavedFile, readSavedFile, type SavedFile } from "../ingest/saved-file/read-saved-file.ts";
import { SavedFileError, type SavedFileFault } from "../ingest/saved-file/saved-file-error.ts";
import { writeSavedFile } from "../ingest/saved-file/write-saved-file.ts";
import { entryIds, indexEntries } from "./index-entries.ts";
import { NORMALISER_ID } from "./normalise.ts";

export const INDEX_FORMAT = 4;

/**
 * The saved part of an index: one vector an entry (passage or question), with everything that must agree for the vectors to mean anything.
 * Lexical postings are not saved: building them anew takes less time than reading them.
 */
const SavedIndexFile = z.object({
  format: z.literal(INDEX_FORMAT),
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

/** Writes the index whole or not at all, and keeps the one before. Returns its checksum. Throws what the file system throws. */
export function writeIndex(path: string, index: SavedIndex, collection: Collection): Promise<string> {
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
  return writeSavedFile(path, file);
}

/** A saved index that fits the collection and the embedder. Throws SavedFileError, which names what is wrong. */
export async function readIndex(path: string, collection: Collection, embedderId: string): Promise<SavedIndex> {
  return parseIndex(await readIndexFile(path), collection, embedderId);
}

/** The file of an index, its checksum found right, not parsed yet. Throws SavedFileError. */
export const readIndexFile = (path: string): Promise<SavedFile> => readSavedFile(path, INDEX_FORMAT);

/** Throws SavedFileError malformed, and other_… where the index was made from something else. */
export function parseIndex(saved: SavedFile, collection: Collection, embedderId: string): SavedIndex {
  const parsed = SavedIndexFile.safeParse(parseSavedFile(saved));
  if (!parsed.success) throw new SavedFileError("malformed", saved.path, parsed.error);
  const file = parsed.data;
  const expected: [SavedFileFault, found: string, wanted: string][] = [
    ["other_edition", file.edition, collection.edition],
    ["other_document", file.documentSha256, collection.document.sha256],
    ["other_questions", file.questionsSha256, collection.document.questionsSha256],
    ["other_embedder", file.embedder, embedderId],
    ["other_normaliser", file.normaliser, NORMALISER_ID],
    ["other_entries", file.entries.join(), entryIds(collection).join()],
  ];
  const different = expected.find(([, found, wanted]) => found !== wanted);
  if (different) throw new SavedFileError(different[0], saved.path);
  const bytes = Buffer.from(file.vectors, "base64");
  if (bytes.length !== file.entries.length * file.dimensions) throw new SavedFileError("malformed", saved.path);
  const flat = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    embedder: file.embedder,
    dimensions: file.dimensions,
    entries: file.entries,
    vectors: file.entries.map((_, row) => restore(flat.subarray(row * file.dimensions, (row + 1) * file.dimensions))),
  };
}

const LARGEST = 127;

/** A plain loop, as `restore`: both run over every number of a new index. */
function quantise(vector: Float32Array): Int8Array {
  let largest = 0;
  for (let index = 0; index < vector.length; index += 1) largest = Math.max(largest, Math.abs(vector[index]!));
  const row = new Int8Array(vector.length);
  if (largest === 0) return row;
  for (let index = 0; index < row.length; index += 1) row[index] = Math.round((LARGEST * vector[index]!) / largest);
  return row;
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
