import { basename } from "node:path";
import type { DocumentEmbedder } from "../../index/saved-index.ts";
import { parseIndex, readIndexFile } from "../../index/saved-index.ts";
import { SavedFileError } from "../../ingest/saved-file/saved-file-error.ts";
import type { Assistant } from "../answer/assistant.ts";
import {
  type CollectionSource,
  indexFileOf,
  type PreparedEdition,
  readCurrentFile,
  readSource,
  sourceOf,
  withIndex,
} from "./edition-files.ts";
import { type Log, logFault } from "./log.ts";

/** An edition that answers, and the files it was made from. */
export interface ServedEdition {
  readonly edition: string;
  readonly assistant: Assistant;
  /** `previous`: the current collection could not be used. */
  readonly generation: "current" | "previous";
  readonly loadedAt: Date;
  readonly collectionSha256: string;
  readonly indexSha256: string;
}

/** What opening an edition takes. */
export interface EditionTools {
  readonly embedder: DocumentEmbedder;
  readonly makeAssistant: (prepared: PreparedEdition) => Promise<Assistant>;
  readonly log: Log;
}

const KEPT = "配信中のものを使い続けます / what is served stays";
const PREVIOUS = "ひとつ前のものを使います / the previous one is served";
const NOT_SERVED = "この版は出せません / this edition is not served";

/**
 * At a start: the current collection where it can be served, else the one before. Undefined, and said why in the log,
 * where neither can be; silently for a folder that holds no edition.
 */
export async function openEdition(
  folder: string,
  current: CollectionSource | SavedFileError,
  tools: EditionTools,
): Promise<ServedEdition | undefined> {
  const { log } = tools;
  const opened = await openOr(current, tools);
  if (!(opened instanceof Error)) return opened;
  const previous = await sourceOrFault(folder, "previous");
  if (isMissing(previous)) {
    if (!isMissing(opened)) logFault(log, opened, NOT_SERVED, "error");
    return undefined;
  }
  const openedPrevious = await openOr(previous, tools);
  if (openedPrevious instanceof Error) {
    logFault(log, opened, NOT_SERVED, "error");
    logFault(log, openedPrevious, NOT_SERVED, "error");
    return undefined;
  }
  logFault(log, opened, PREVIOUS, "warn");
  return openedPrevious;
}

const isMissing = (value: unknown): boolean => value instanceof SavedFileError && value.fault === "missing";

async function openOr(source: CollectionSource | SavedFileError, tools: EditionTools): Promise<ServedEdition | Error> {
  if (source instanceof SavedFileError) return source;
  try {
    return await makeServed(await withIndex(source, tools.embedder, tools.log), tools);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A folder's collection, or what is wrong with it. */
export async function sourceOrFault(
  folder: string,
  generation: "current" | "previous",
): Promise<CollectionSource | SavedFileError> {
  try {
    return await readSource(folder, generation);
  } catch (error) {
    if (error instanceof SavedFileError) return error;
    throw error;
  }
}

/**
 * While serving: the edition of a folder anew, or undefined where what is served is it already, or better than what lies
 * there. A damaged file is named in the log and left alone, for it may be one that is being copied; the next start
 * makes it anew.
 */
export async function reopenEdition(
  folder: string,
  served: ServedEdition | undefined,
  tools: EditionTools,
): Promise<ServedEdition | undefined> {
  try {
    return await changedEdition(folder, served, tools);
  } catch (error) {
    if (served) logFault(tools.log, error, KEPT);
    else if (!isMissing(error)) logFault(tools.log, error, NOT_SERVED);
    return undefined;
  }
}

async function changedEdition(
  folder: string,
  served: ServedEdition | undefined,
  tools: EditionTools,
): Promise<ServedEdition | undefined> {
  const file = await readCurrentFile(folder);
  if (file.sha256 !== served?.collectionSha256) {
    return makeServed(await withIndex(sourceOf(folder, "current", file), tools.embedder, tools.log), tools);
  }
  const indexFile = await readIndexFile(indexFileOf(folder));
  if (indexFile.sha256 === served.indexSha256) return undefined;
  const source = sourceOf(folder, "current", file);
  const index = parseIndex(indexFile, source.collection, tools.embedder.id);
  return makeServed({ ...source, index, indexSha256: indexFile.sha256 }, tools);
}

async function makeServed(prepared: PreparedEdition, tools: EditionTools): Promise<ServedEdition> {
  return {
    edition: basename(prepared.folder),
    assistant: await tools.makeAssistant(prepared),
    generation: prepared.generation,
    loadedAt: new Date(),
    collectionSha256: prepared.sha256,
    indexSha256: prepared.indexSha256,
  };
}
