import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REAL_DOCUMENT, SECOND_DOCUMENT } from "../ingest-documents.ts";
import { corruptRealFiles, corruptTwoGenerations } from "./corrupt-files.ts";
import { killWriter } from "./kill-writer.ts";
import { measureReload } from "./measure-reload.ts";
import { seededRandom } from "./seeded-random.ts";

const USAGE = "usage: tests/reliability/kill-writes.ts [--kills 100] [--flips 200] [--seed 1]";

/** From the first word of a writer to its end: long enough for several editions. */
const LONGEST_MS = 1000;

interface Options {
  kills: number;
  flips: number;
  seed: number;
}

/**
 * What the files survive, with figures: a writer killed (SIGKILL) at random moments, every kind of corruption, and a reload
 * under requests. Some ten minutes; only on this machine, in a folder of its own. Ends with 1 where anything was lost.
 */
async function main(): Promise<void> {
  const options = readOptions();
  const directory = await mkdtemp(join(tmpdir(), "shisaku-kill-writes-"));
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, Node ${process.version}, seed ${options.seed}\n`);
  try {
    const half = Math.ceil(options.kills / 2);
    const lost = [
      await killWriters("real document", join(directory, "real"), REAL_DOCUMENT, half, options.seed),
      await killWriters(
        "small document",
        join(directory, "small"),
        SECOND_DOCUMENT,
        options.kills - half,
        options.seed + 1,
      ),
      await corruptRealFiles(join(directory, "corrupt-real"), options.flips, options.seed),
      await corruptTwoGenerations(join(directory, "corrupt-small"), options.flips, options.seed),
      await measureReload(join(directory, "reload")),
    ];
    if (lost.includes(true)) process.exitCode = 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Prints the figures; true where anything was lost. */
async function killWriters(
  name: string,
  directory: string,
  documentFile: string,
  kills: number,
  seed: number,
): Promise<boolean> {
  const random = seededRandom(seed);
  const acknowledged = new Set<string>();
  const sums = { unreadable: 0, withoutPair: 0, lostWrites: 0, lostFeedback: 0, left: 0, leftAfterSweep: 0 };
  let next = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const report = await killWriter({
      directory,
      documentFile,
      first: next,
      delayMs: random() * LONGEST_MS,
      acknowledged,
    });
    sums.unreadable += report.unreadable.length;
    // Before the first index is written there is none to fit.
    if (!report.hasPair && report.lastNumber > 0) sums.withoutPair += 1;
    sums.lostWrites += report.lostWrites.length;
    sums.lostFeedback += report.lostFeedback.length;
    sums.left += report.temporaryFiles;
    sums.leftAfterSweep += report.temporaryAfterSweep;
    next = report.lastNumber + 1;
    for (const fault of [...report.unreadable, ...report.lostWrites]) console.log(`  ! kill ${kill + 1}: ${fault}`);
  }
  console.log(`kill -9, ${name}: ${kills} times over ${next} editions and ${acknowledged.size} acknowledged feedbacks`);
  console.log(`  unreadable files ${sums.unreadable}, acknowledged feedback lost ${sums.lostFeedback}`);
  console.log(
    `  editions said to be written and lost ${sums.lostWrites}, starts that would find no whole pair ${sums.withoutPair}`,
  );
  console.log(`  temporary files left ${sums.left}, after the sweep of a start ${sums.leftAfterSweep}\n`);
  const { left: _, ...mustBeNone } = sums;
  return Object.values(mustBeNone).some((count) => count > 0);
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "100" },
      flips: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
    },
  });
  const [kills, flips, seed] = [values.kills, values.flips, values.seed].map(Number);
  for (const number of [kills, flips, seed]) if (!Number.isInteger(number)) throw new Error(USAGE);
  return { kills: kills ?? 0, flips: flips ?? 0, seed: seed ?? 0 };
}

await main();
