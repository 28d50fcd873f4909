import { constants, type FileHandle, open } from "node:fs/promises";
import { SavedFileError, type SavedFileFault } from "./saved-file-error.ts";
import { checkSeal } from "./seal.ts";

/** Fifty times the real document's; a text has room for no more than twice as much. */
export const MOST_BYTES = 256 * 1024 * 1024;

/** A file whose checksum is right. */
export interface SavedFile {
  readonly path: string;
  /** 64 hex digits. Files of the same checksum are the same. */
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Reads a file and checks that it is as it was written, before anything of it is parsed. Throws SavedFileError. */
export async function readSavedFile(path: string, format: number): Promise<SavedFile> {
  const bytes = await readBytes(path);
  return { path, sha256: checkSeal(path, bytes, format), bytes };
}

/** The file's JSON. Throws SavedFileError malformed. */
export function parseSavedFile({ path, bytes }: SavedFile): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new SavedFileError("malformed", path, error);
  }
}

/** In one read: the file is replaced, never written into, while it is open. */
async function readBytes(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK a pipe of this name would be waited for without end.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (!stats.isFile()) throw new SavedFileError("not_a_file", path);
    if (stats.size > MOST_BYTES) throw new SavedFileError("too_large", path);
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(stats.size), 0, stats.size, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof SavedFileError) throw error;
    throw new SavedFileError(faultOf(error), path, error);
  } finally {
    await file?.close();
  }
}

const FAULTS: Record<string, SavedFileFault> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "not_permitted",
  EPERM: "not_permitted",
  EISDIR: "not_a_file",
  ENXIO: "not_a_file",
};

const faultOf = (error: unknown): SavedFileFault => FAULTS[(error as NodeJS.ErrnoException).code ?? ""] ?? "unreadable";
