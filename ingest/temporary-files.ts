import { createHash } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** A write takes seconds: whatever is older than this is nobody's. */
export const LONGEST_WRITE_MS = 10 * 60_000;

/** Containers that share a folder have the same process ids, not the same name. */
const thisHost = (): string => createHash("sha256").update(hostname()).digest("hex").slice(0, 4);

/** "collection.json.3fa9-1234-9f0c2b1d.tmp": the host and process that write it, and a name of its own. */
export const temporaryPath = (path: string, unique: string): string =>
  `${path}.${thisHost()}-${process.pid}-${unique}.tmp`;

/** Of earlier releases too, which wrote "index.json.1234.tmp". */
const TEMPORARY = /^(?:collection|index)(?:\.previous)?\.json\.(?:(?:([0-9a-f]{4})-(\d+)-[0-9a-f]{8})|\d+)\.tmp$/u;

/**
 * Removes what crashed writers left in a folder: temporary files of a process that has ended, or too old to be still
 * written. Those that somebody may be writing now stay. Returns the names of what it removed; never throws.
 */
export async function sweepTemporaryFiles(folder: string, now = Date.now()): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const swept: string[] = [];
  for (const name of names) {
    const match = TEMPORARY.exec(name);
    if (!match) continue;
    const path = join(folder, name);
    try {
      const { mtimeMs } = await stat(path);
      const ended = match[1] === thisHost() && hasEnded(Number(match[2]), mtimeMs, now);
      if (!ended && now - mtimeMs < LONGEST_WRITE_MS) continue;
      await rm(path, { force: true });
      swept.push(name);
    } catch {
      // Renamed or removed by its writer meanwhile, or not ours to remove.
    }
  }
  return swept;
}

function hasEnded(pid: number, writtenMs: number, now: number): boolean {
  // A container that starts again has the id it had before: what is older than this process is not its own.
  if (pid === process.pid) return writtenMs < now - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: there is one, of another user.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
