import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeWhole } from "../write-whole.ts";
import { readSavedFile } from "./read-saved-file.ts";
import { SavedFileError } from "./saved-file-error.ts";
import { seal } from "./seal.ts";

/** Where the file that stood at a path before is kept: "collection.previous.json" for "collection.json". */
export const previousPath = (path: string): string => path.replace(/(?=\.json$)/u, ".previous");

/**
 * Writes a file whole or not at all, and keeps the one it replaces where that one is good and another. Returns the
 * checksum. Throws what the file system throws: then the file is as it was.
 */
export async function writeSavedFile(path: string, value: { readonly format: number }): Promise<string> {
  const { text, sha256 } = seal(value);
  await mkdir(dirname(path), { recursive: true });
  await keepPrevious(path, value.format, sha256);
  await writeWhole(path, text);
  return sha256;
}

/** A copy, so that the path is never without a file; a damaged file does not push out the good one that was kept before. */
async function keepPrevious(path: string, format: number, sha256: string): Promise<void> {
  const current = await readSavedFile(path, format).catch((error: unknown) => {
    if (error instanceof SavedFileError) return undefined;
    throw error;
  });
  if (current === undefined || current.sha256 === sha256) return;
  await writeWhole(previousPath(path), current.bytes);
}
