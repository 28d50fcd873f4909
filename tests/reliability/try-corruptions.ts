import { readFile, writeFile } from "node:fs/promises";
import { SavedFileError, type SavedFileFault } from "../../ingest/saved-file/saved-file-error.ts";
import type { Corruption } from "./corruptions.ts";

export interface CorruptionReport {
  tried: number;
  /** How often each fault was named. */
  named: Partial<Record<SavedFileFault, number>>;
  /** What was read as if nothing were wrong, or failed without a name. */
  undetected: string[];
}

/**
 * Does each thing to a file, reads it as the product does, and notes the fault that is named; then `after` may look at what
 * else the damage does. In the end the file is good again.
 */
export async function tryCorruptions(
  path: string,
  read: () => Promise<unknown>,
  corruptions: readonly Corruption[],
  after: (what: string) => Promise<void> = async () => {},
): Promise<CorruptionReport> {
  const good = await readFile(path);
  const report: CorruptionReport = { tried: 0, named: {}, undetected: [] };
  try {
    for (const { what, of } of corruptions) {
      const bytes = of(good);
      if (bytes.equals(good)) throw new Error(`${what} changes nothing`);
      await writeFile(path, bytes);
      report.tried += 1;
      const fault = await faultOf(read);
      if (fault) report.named[fault] = (report.named[fault] ?? 0) + 1;
      else report.undetected.push(what);
      await after(what);
    }
  } finally {
    await writeFile(path, good);
  }
  return report;
}

async function faultOf(read: () => Promise<unknown>): Promise<SavedFileFault | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    return error instanceof SavedFileError ? error.fault : undefined;
  }
}
