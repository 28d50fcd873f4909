import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BUNDLED_MODEL, BUNDLED_MODELS_PATH } from "../../index/embedder.ts";
import { type BenchRun, benchReport } from "./bench-report.ts";
import { folderSize } from "./folder-size.ts";
import { type Round, runRound } from "./run-round.ts";

/** Without --rounds: as many rounds as end within the time, on a busy machine fewer. */
const MOST_ROUNDS = 3;
const TIME_MS = 85_000;

const USAGE = "usage: npm run bench -- [--json] [--rounds N]";

/**
 * `npm run bench`: speed, memory and size beside the targets. Every round measures everything once, each variant in a
 * fresh process and in a turned order, so that a busy minute of the machine falls on all alike; the report gives medians and every round's value.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      rounds: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const wanted = values.rounds === undefined ? undefined : Number(values.rounds);
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted > 0)) throw new Error(USAGE);
  const directory = await mkdtemp(join(tmpdir(), "shisaku-bench-"));
  try {
    const run = await measure(join(directory, "data"), wanted);
    console.log(values.json ? JSON.stringify(run, undefined, 2) : benchReport(run));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(directory: string, wanted: number | undefined): Promise<BenchRun> {
  const begun = performance.now();
  const rounds: Round[] = [];
  let longest = 0;
  const hasTime = (): boolean => performance.now() - begun + longest < TIME_MS;
  while (rounds.length < (wanted ?? MOST_ROUNDS) && (wanted !== undefined || hasTime())) {
    const roundBegun = performance.now();
    rounds.push(await runRound(directory, rounds.length));
    longest = Math.max(longest, performance.now() - roundBegun);
  }
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, Node ${process.version}, ${process.platform}`,
    rounds,
    modelBytes: await folderSize(join(BUNDLED_MODELS_PATH, BUNDLED_MODEL)),
    indexBytes: await folderSize(directory, "index.json"),
    collectionBytes: await folderSize(directory, "collection.json"),
    seconds: (performance.now() - begun) / 1000,
  };
}

await main();
