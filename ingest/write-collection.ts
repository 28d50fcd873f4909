import { join } from "node:path";
import { COLLECTION_FORMAT, Collection } from "./collection.ts";
import { IngestError } from "./ingest-error.ts";
import { parseSavedFile, readSavedFile, type SavedFile } from "./saved-file/read-saved-file.ts";
import { SavedFileError } from "./saved-file/saved-file-error.ts";
import { writeSavedFile } from "./saved-file/write-saved-file.ts";

export const collectionPath = (directory: string, edition: string): string =>
  join(directory, edition, "collection.json");

/** Writes `DIR/<edition>/collection.json` whole or not at all, and keeps the one before. Returns the path. */
export async function writeCollection(collection: Collection, directory: string): Promise<string> {
  const path = collectionPath(directory, collection.edition);
  const folder = join(directory, collection.edition);
  try {
    await writeSavedFile(path, collection);
  } catch (error) {
    throw new IngestError(
      "output_not_writable",
      {
        japanese: `書き込めません: ${folder}`,
        english: `Cannot write to ${folder}`,
        hint: "--out で書き込めるフォルダを指定してください。 / Give a writable folder with --out.",
      },
      error,
    );
  }
  return path;
}

/** A saved collection, or undefined when there is none or it cannot be used: then the document is to be ingested again. */
export async function readCollection(path: string): Promise<Collection | undefined> {
  try {
    return parseCollection(await readCollectionFile(path));
  } catch (error) {
    if (error instanceof SavedFileError) return undefined;
    throw error;
  }
}

/** The file of a collection, its checksum found right, not parsed yet. Throws SavedFileError. */
export const readCollectionFile = (path: string): Promise<SavedFile> => readSavedFile(path, COLLECTION_FORMAT);

/** Throws SavedFileError malformed. */
export function parseCollection(file: SavedFile): Collection {
  const parsed = Collection.safeParse(parseSavedFile(file));
  if (!parsed.success) throw new SavedFileError("malformed", file.path, parsed.error);
  return parsed.data;
}
