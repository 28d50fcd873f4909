import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { TransformersEmbedder } from "../../index/embedder.ts";
import { readIndex } from "../../index/saved-index.ts";
import { parseCollection, readCollectionFile } from "../../ingest/write-collection.ts";
import { readSettings } from "../../src/config.ts";
import { loadLibrary } from "../../src/load-library.ts";
import { type Corruption, flippedBytes, otherContent, otherVersions, truncations } from "./corruptions.ts";
import { seededRandom } from "./seeded-random.ts";
import { openAndAsk, toolsWithoutRepair } from "./serves-previous.ts";
import { type CorruptionReport, tryCorruptions } from "./try-corruptions.ts";
import { SHIPS_QUESTION, writeTwoGenerations } from "./two-generations.ts";

const FILES = ["collection.json", "index.json"] as const;

const everything = (flips: number, seed: number): Corruption[] => {
  const random = seededRandom(seed);
  return [...flippedBytes(flips, random), ...truncations(40, random), ...otherVersions, ...otherContent];
};

/** The files of the real document: is everything found, and named? Prints the figures; true where something is not. */
export async function corruptRealFiles(directory: string, flips: number, seed: number): Promise<boolean> {
  await mkdir(directory, { recursive: true });
  const library = await loadLibrary(readSettings({ DATA_DIR: directory, VECTOR_INDEX: "exact" }), () => {});
  const folder = join(directory, library.editions[0] ?? "");
  const { id } = await TransformersEmbedder.load();
  const readCollection = async () => parseCollection(await readCollectionFile(join(folder, "collection.json")));
  const collection = await readCollection();
  const readers = {
    "collection.json": readCollection,
    "index.json": () => readIndex(join(folder, "index.json"), collection, id),
  };
  let missed = 0;
  for (const file of FILES) {
    const report = await tryCorruptions(join(folder, file), readers[file], everything(flips, seed));
    print(`corruption, ${file} of the real document`, report);
    missed += report.undetected.length;
  }
  return missed > 0;
}

/** Where nothing can be made anew: does the edition before answer? Prints the figures; true where it does not. */
export async function corruptTwoGenerations(directory: string, flips: number, seed: number): Promise<boolean> {
  const folder = await writeTwoGenerations(directory, await TransformersEmbedder.load());
  const tools = await toolsWithoutRepair();
  let failed = 0;
  for (const file of FILES) {
    let served = 0;
    const corruptions = everything(flips, seed);
    const nothing = async (): Promise<void> => {};
    await tryCorruptions(join(folder, file), nothing, corruptions, async (what) => {
      const { generation, answer } = await openAndAsk(folder, tools, SHIPS_QUESTION);
      if (generation === "previous" && answer.includes("４７隻")) served += 1;
      else console.log(`  ! ${file}: ${what}: ${generation}`);
    });
    console.log(
      `corruption of the ${file} without any way to make it anew: the edition before answered ${served} of ${corruptions.length}`,
    );
    failed += corruptions.length - served;
  }
  console.log();
  return failed > 0;
}

function print(title: string, { tried, named, undetected }: CorruptionReport): void {
  const faults = Object.entries(named).map(([fault, count]) => `${fault} ${count}`);
  console.log(`${title}: ${tried - undetected.length} of ${tried} found and named (${faults.join(", ")})`);
  for (const what of undetected) console.log(`  ! not found: ${what}`);
}
