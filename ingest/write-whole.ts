import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { temporaryPath } from "./temporary-files.ts";

/**
 * Writes a file whole or not at all, whatever crashes: a temporary file beside it, synced, renamed, and the folder
 * synced, which keeps the name. Writers at the same time each write their own; the last to end has its file there.
 * Throws what the file system throws.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = temporaryPath(path, randomBytes(4).toString("hex"));
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The name of a new file is kept by its folder: without this, losing power may lose the file, synced or not. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot sync a folder and need not.
  if (process.platform === "win32") return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
