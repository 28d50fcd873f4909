import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  buildIndex,
  type DocumentEmbedder,
  parseIndex,
  readIndexFile,
  type SavedIndex,
  writeIndex,
} from "../../index/saved-index.ts";
import type { Collection } from "../../ingest/collection.ts";
import type { SavedFile } from "../../ingest/saved-file/read-saved-file.ts";
import { SavedFileError } from "../../ingest/saved-file/saved-file-error.ts";
import { previousPath } from "../../ingest/saved-file/write-saved-file.ts";
import { parseCollection, readCollectionFile } from "../../ingest/write-collection.ts";
import { type Log, logFault } from "./log.ts";

/** A collection of DATA_DIR/<edition>. `previous` is the one that stood there before the current one. */
export interface CollectionSource {
  readonly folder: string;
  readonly collection: Collection;
  readonly generation: "current" | "previous";
  /** Of its file; "" where it could not be saved. */
  readonly sha256: string;
}

/** A collection and the index that fits it. */
export interface PreparedEdition extends CollectionSource {
  readonly index: SavedIndex;
  /** Of the index file; "" where it could not be saved. */
  readonly indexSha256: string;
}

const collectionFileOf = (folder: string): string => join(folder, "collection.json");
export const indexFileOf = (folder: string): string => join(folder, "index.json");

/** Folders of DATA_DIR that may hold an edition. */
export async function editionFolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => join(directory, name));
}

/** Differs once a collection or index was replaced or written into. Cheap: no file is opened. Never throws. */
export async function fingerprintOf(directory: string): Promise<string> {
  const folders = await editionFolders(directory);
  const files = folders.flatMap((folder) => [collectionFileOf(folder), indexFileOf(folder)]);
  const stats = await Promise.all(
    files.map(async (file) => {
      const { ino, size, mtimeMs } = await stat(file).catch(() => ({ ino: 0, size: 0, mtimeMs: 0 }));
      return `${file} ${ino} ${size} ${mtimeMs}`;
    }),
  );
  return stats.join("\n");
}

/** The collection of a folder. Throws SavedFileError. */
export async function readSource(folder: string, generation: "current" | "previous"): Promise<CollectionSource> {
  return sourceOf(folder, generation, await readCollectionFile(pathOf(folder, generation)));
}

const pathOf = (folder: string, generation: "current" | "previous"): string =>
  generation === "current" ? collectionFileOf(folder) : previousPath(collectionFileOf(folder));

/** A folder that was copied to another name is not a second edition. Throws SavedFileError malformed, other_edition. */
export function sourceOf(folder: string, generation: "current" | "previous", file: SavedFile): CollectionSource {
  const collection = parseCollection(file);
  if (collection.edition !== basename(folder)) throw new SavedFileError("other_edition", file.path);
  return { folder, collection, generation, sha256: file.sha256 };
}

/** The file of a folder's current collection, not parsed yet. Throws SavedFileError. */
export const readCurrentFile = (folder: string): Promise<SavedFile> => readCollectionFile(collectionFileOf(folder));

/**
 * The collection with its index: the saved one, or the one saved before it, or one built now and saved. Whichever it is,
 * it is the same: an index fits only the texts and the model that it was made of. Throws EmbedderError.
 */
export async function withIndex(
  source: CollectionSource,
  embedder: DocumentEmbedder,
  log: Log,
): Promise<PreparedEdition> {
  const path = indexFileOf(source.folder);
  const current = await indexOrFault(path, source.collection, embedder.id);
  if (!(current instanceof SavedFileError)) return { ...source, ...current };
  const previous = await indexOrFault(previousPath(path), source.collection, embedder.id);
  if (!(previous instanceof SavedFileError)) {
    if (!current.isDamage) return { ...source, ...previous };
    logFault(log, current, "ひとつ前の索引が合うので、それを使います / the previous index fits and is used");
    return { ...source, index: previous.index, indexSha256: await save(path, previous.index, source, log) };
  }
  if (current.fault === "missing") log("索引を作ります / building the index");
  else logFault(log, current, "索引を作り直します / rebuilding the index");
  const index = await buildIndex(source.collection, embedder);
  return { ...source, index, indexSha256: await save(path, index, source, log) };
}

async function indexOrFault(
  path: string,
  collection: Collection,
  embedderId: string,
): Promise<{ index: SavedIndex; indexSha256: string } | SavedFileError> {
  try {
    const file = await readIndexFile(path);
    return { index: parseIndex(file, collection, embedderId), indexSha256: file.sha256 };
  } catch (error) {
    if (error instanceof SavedFileError) return error;
    throw error;
  }
}

/** A full or read-only disk keeps nobody from being answered; the next start builds it again. The index of an earlier collection is not worth the place of the current one's. */
async function save(path: string, index: SavedIndex, source: CollectionSource, log: Log): Promise<string> {
  if (source.generation === "previous") return "";
  try {
    return await writeIndex(path, index, source.collection);
  } catch (error) {
    logFault(log, error, `索引を保存できないまま使います / serving without saving the index (${path})`);
    return "";
  }
}
