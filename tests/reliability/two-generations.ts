import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildIndex, type DocumentEmbedder, writeIndex } from "../../index/saved-index.ts";
import type { Collection } from "../../ingest/collection.ts";
import { ingestDocument } from "../../ingest/ingest-document.ts";
import { writeCollection } from "../../ingest/write-collection.ts";
import { SECOND_DOCUMENT } from "../ingest-documents.ts";

/** The fixture's text with another count of ships: two editions of one document that answer differently. */
export const documentText = (ships: string): string =>
  readFileSync(SECOND_DOCUMENT, "utf8").replace("省エネ漁船４７隻", `省エネ漁船${ships}隻`);

/** Answered with that count. */
export const SHIPS_QUESTION = "(1)①で導入を支援した省エネ漁船は何隻ですか";

export function collectionOf(text: string): Collection {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return ingestDocument({ file: "second-document.txt", text, sha256 });
}

/** Writes a collection and its index as the product does. Returns the edition's folder. */
export async function writeEdition(
  directory: string,
  collection: Collection,
  embedder: DocumentEmbedder,
): Promise<string> {
  await writeCollection(collection, directory);
  const folder = join(directory, collection.edition);
  await writeIndex(join(folder, "index.json"), await buildIndex(collection, embedder), collection);
  return folder;
}

/** A folder whose current edition counts 48 ships and the one before 47. */
export async function writeTwoGenerations(directory: string, embedder: DocumentEmbedder): Promise<string> {
  await writeEdition(directory, collectionOf(documentText("４７")), embedder);
  return writeEdition(directory, collectionOf(documentText("４８")), embedder);
}
