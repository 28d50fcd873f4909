import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BUNDLED_MODEL, BUNDLED_MODELS_PATH } from "../../index/embedder.ts";
import { benchReport, type BenchRun } from "./bench-report.ts";
import { folderSize } from "./folder-size.ts";
import { type Round, runRound } from "./run-round.ts";

const USAGE = "usage: npm run bench -- [--json] [--rounds N]";

/**
 * `npm run bench`: speed, memory and size beside the targets. Every round measures everything once, each variant in a
 * fresh process, so that a busy minute of the machine falls on all alike; the report gives medians and every round's value.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      rounds: { type: "string", default: "3" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const count = Number(values.rounds);
  if (!Number.isInteger(count) || count < 1) throw new Error(USAGE);
  const directory = await mkdtemp(join(tmpdir(), "shisaku-bench-"));
  try {
    const run = await measure(join(directory, "data"), count);
    console.log(values.json ? JSON.stringify(run, undefined, 2) : benchReport(run));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(directory: string, count: number): Promise<BenchRun> {
  const begun = performance.now();
  const rounds: Round[] = [];
  for (let number = 0; number < count; number += 1) rounds.push(await runRound(directory, number));
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
