import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseIndex, readIndexFile } from "../../index/saved-index.ts";
import { SavedFileError } from "../../ingest/saved-file/saved-file-error.ts";
import { sweepTemporaryFiles } from "../../ingest/temporary-files.ts";
import { feedbackPath, readFeedback } from "../../src/feedback/feedback-store.ts";
import { type CollectionSource, readSource } from "../../src/library/edition-files.ts";
import { spawnProgram } from "../spawned.ts";

/** What was found after one kill. All lists are empty and `hasPair` is true where nothing was lost. */
export interface KillReport {
  /** Files of the edition that are there and cannot be read. */
  unreadable: string[];
  /** A collection and an index that fit, so that a start has something to serve without building anything. */
  hasPair: boolean;
  /** Collections and indexes said to be written that are not there, nor a later one. */
  lostWrites: string[];
  lostFeedback: string[];
  acknowledgedFeedback: number;
  /** Of the last edition that was begun. */
  lastNumber: number;
  /** Left by the kill, and what of it sweeping left. */
  temporaryFiles: number;
  temporaryAfterSweep: number;
}

export interface KillOptions {
  directory: string;
  documentFile: string;
  /** Number of the first edition to write: one more than the last of the writer before. */
  first: number;
  /** Characters that are added to the collection. */
  padding?: number;
  /** From the first word of the writer. */
  delayMs: number;
  /** Ids of feedback of all earlier writers; those of this one are added. */
  acknowledged: Set<string>;
}

/** Starts a writer of editions and feedback, kills it (SIGKILL) in the middle, and looks at what is there. */
export async function killWriter(options: KillOptions): Promise<KillReport> {
  const { directory, documentFile, first, padding = 0, delayMs, acknowledged } = options;
  const given = [directory, documentFile, String(first), String(padding)];
  const writer = spawnProgram("tests/reliability/write-forever.ts", given, {});
  const begun = Date.now();
  while (!writer.printed.stdout.includes("feedback ")) {
    if (Date.now() - begun > 60_000 || writer.process.exitCode !== null) throw new Error(writer.printed.stderr);
    await wait(5);
  }
  await wait(delayMs);
  writer.process.kill("SIGKILL");
  await writer.ended;
  if (writer.printed.stderr !== "") throw new Error(writer.printed.stderr);
  const done = writer.printed.stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(" "));
  const numbersOf = (what: string): number[] => done.flatMap(([name, value]) => (name === what ? Number(value) : []));
  const ids = done.flatMap(([name, value = ""]) => (name === "feedback" ? value : []));
  for (const id of ids) acknowledged.add(id);
  const lastCollection = Math.max(first - 1, ...numbersOf("collection"));
  const lastIndex = Math.max(-1, ...numbersOf("index"));
  const found = await inspect(directory);
  const temporaryFiles = temporaryIn(found.folder).length;
  await sweepTemporaryFiles(found.folder);
  const readable = new Set((await readFeedback(feedbackPath(directory))).entries.map(({ id }) => id));
  return {
    unreadable: found.unreadable,
    hasPair: found.hasPair,
    lostWrites: [
      ...(found.collection < lastCollection ? [`collection ${lastCollection}`] : []),
      ...(found.index < lastIndex ? [`index ${lastIndex}`] : []),
    ],
    lostFeedback: Array.from(acknowledged).filter((id) => !readable.has(id)),
    acknowledgedFeedback: ids.length,
    lastNumber: Math.max(found.collection, found.index),
    temporaryFiles,
    temporaryAfterSweep: temporaryIn(found.folder).length,
  };
}

const temporaryIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith(".tmp"));

interface Found {
  folder: string;
  unreadable: string[];
  hasPair: boolean;
  /** Number of the current collection, and of the current index; -1 where it cannot be read. */
  collection: number;
  index: number;
}

async function inspect(directory: string): Promise<Found> {
  const [edition = ""] = readdirSync(directory).filter((name) => /^\d/u.test(name));
  const folder = join(directory, edition);
  const unreadable: string[] = [];
  const sources: CollectionSource[] = [];
  for (const generation of ["current", "previous"] as const) {
    try {
      sources.push(await readSource(folder, generation));
    } catch (error) {
      if (!isMissing(error)) unreadable.push(String(error));
    }
  }
  let hasPair = false;
  let index = -1;
  for (const name of ["index.json", "index.previous.json"].filter((file) => existsSync(join(folder, file)))) {
    try {
      const file = await readIndexFile(join(folder, name));
      for (const source of sources.filter((candidate) => fits(file, candidate))) {
        hasPair = true;
        if (name === "index.json") index = numberOf(source);
      }
    } catch (error) {
      unreadable.push(String(error));
    }
  }
  const current = sources.find(({ generation }) => generation === "current");
  return { folder, unreadable, hasPair, collection: current ? numberOf(current) : -1, index };
}

const isMissing = (error: unknown): boolean => error instanceof SavedFileError && error.fault === "missing";
const numberOf = ({ collection }: CollectionSource): number => Number(collection.remarks[0]?.message);

/** Throws SavedFileError where the index is of no collection at all. */
function fits(file: Parameters<typeof parseIndex>[0], { collection }: CollectionSource): boolean {
  try {
    parseIndex(file, collection, "numbers@1");
    return true;
  } catch (error) {
    if (error instanceof SavedFileError && error.fault === "other_document") return false;
    throw error;
  }
}
