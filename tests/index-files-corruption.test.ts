import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TransformersEmbedder } from "../index/embedder.ts";
import { readIndex } from "../index/saved-index.ts";
import type { SavedFileFault } from "../ingest/saved-file/saved-file-error.ts";
import { parseCollection, readCollectionFile } from "../ingest/write-collection.ts";
import type { EditionTools } from "../src/library/open-edition.ts";
import { copyRealData } from "./real-data.ts";
import { type Corruption, flippedBytes, otherContent, otherVersions, truncations } from "./reliability/corruptions.ts";
import { seededRandom } from "./reliability/seeded-random.ts";
import { openAndAsk, toolsWithoutRepair } from "./reliability/serves-previous.ts";
import { tryCorruptions } from "./reliability/try-corruptions.ts";
import { SHIPS_QUESTION, writeTwoGenerations } from "./reliability/two-generations.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "index-files-corruption-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const total = (named: Partial<Record<SavedFileFault, number>>): number =>
  Object.values(named).reduce((sum, count) => sum + count, 0);

describe("the real document's files", () => {
  let folder: string;
  let read: Record<string, () => Promise<unknown>>;
  beforeAll(async () => {
    await copyRealData(directory);
    folder = join(directory, "2025-02");
    const { id } = await TransformersEmbedder.load();
    const readCollection = async () => parseCollection(await readCollectionFile(join(folder, "collection.json")));
    const collection = await readCollection();
    read = {
      "collection.json": readCollection,
      "index.json": () => readIndex(join(folder, "index.json"), collection, id),
    };
  });

  it.each(["collection.json", "index.json"])("are read where they are whole: %s", async (file) => {
    await expect(read[file]?.()).resolves.toBeDefined();
  });

  it.each([
    ["collection.json", 1],
    ["index.json", 2],
  ])("are found damaged wherever one of 100 bits is turned or the end is cut: %s", async (file, seed) => {
    const random = seededRandom(seed);
    const corruptions = [...flippedBytes(100, random), ...truncations(20, random), ...otherVersions];
    const report = await tryCorruptions(join(folder, file), read[file]!, corruptions);
    expect(report.undetected).toEqual([]);
    expect(total(report.named)).toBe(corruptions.length);
    expect(report.named.damaged).toBeGreaterThan(90);
    expect(report.named.truncated).toBeGreaterThan(35);
    expect(report.named).toMatchObject({ older: 4, newer: 3, empty: 1 });
  });
});

describe("where a file is damaged and nothing can be made anew", () => {
  let folder: string;
  let tools: EditionTools;
  beforeAll(async () => {
    folder = await writeTwoGenerations(directory, await TransformersEmbedder.load());
    tools = await toolsWithoutRepair();
  });
  const ask = (): Promise<{ generation: string; answer: string }> => openAndAsk(folder, tools, SHIPS_QUESTION);

  it("the current edition answers while it is whole", async () => {
    expect(await ask()).toEqual({ generation: "current", answer: expect.stringContaining("４８隻") });
  });

  const everything = (seed: number): Corruption[] => {
    const random = seededRandom(seed);
    return [...flippedBytes(100, random), ...truncations(20, random), ...otherVersions, ...otherContent];
  };

  it.each([
    ["collection.json", 3],
    ["index.json", 4],
  ])("the one before answers, whatever was done to the %s", async (file, seed) => {
    const path = join(folder, file);
    const answers = new Map<string, { generation: string; answer: string }>();
    const corruptions = everything(seed);
    await tryCorruptions(
      path,
      async () => undefined,
      corruptions,
      async (what) => {
        answers.set(what, await ask());
      },
    );
    expect(answers.size).toBeGreaterThan(140);
    const failed = Array.from(answers).filter(
      ([, { generation, answer }]) => generation !== "previous" || !answer.includes("４７隻"),
    );
    expect(failed).toEqual([]);
  });
});
