import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildIndex, type SavedIndex, writeIndex } from "../index/saved-index.ts";
import type { Collection } from "../ingest/collection.ts";
import { ingested, SECOND_DOCUMENT } from "./ingest-documents.ts";

let collection: Collection;
let folder: string;
let path: string;

beforeAll(async () => {
  ({ collection } = await ingested(SECOND_DOCUMENT));
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saved-index-bytes-"));
  path = join(folder, "index.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("vectors are saved as bytes", () => {
  /** An index of the collection's entries whose every vector is the given one. */
  const indexOf = (...values: number[]): Promise<SavedIndex> =>
    buildIndex(collection, {
      id: "fake@1",
      dimensions: values.length,
      documentVectors: async (texts) => texts.map(() => Float32Array.from(values)),
    });
  const savedBytes = async (index: SavedIndex): Promise<Int8Array> => {
    await writeIndex(path, index, collection);
    const { vectors }: { vectors: string } = JSON.parse(readFileSync(path, "utf8"));
    return new Int8Array(Buffer.from(vectors, "base64"));
  };
  const vectorOf = async (...values: number[]): Promise<number[]> => Array.from((await indexOf(...values)).vectors[0]!);

  it("one a number", async () => {
    const index = await indexOf(0.6, 0, -0.8);
    expect(await savedBytes(index)).toHaveLength(index.entries.length * 3);
  });

  it.each<[what: string, values: number[], bytes: number[]]>([
    ["its largest number is 127", [1, 0, -1], [127, 0, -127]],
    ["whatever its length", [1000, 500, 0], [127, 64, 0]],
    ["what is small beside it is nothing", [1, 0.003, -0.003], [127, 0, 0]],
    ["a negative number may be the largest", [-2, 1, 0], [-127, 64, 0]],
  ])("as a scale on which %s", async (_what, values, bytes) => {
    const saved = await savedBytes(await indexOf(...values));
    expect(Array.from(saved.subarray(0, bytes.length))).toEqual(bytes);
  });

  it("and come back of length 1, pointing where they pointed", async () => {
    const back = await vectorOf(3, -4, 12);
    expect(Math.hypot(...back)).toBeCloseTo(1, 6);
    [3 / 13, -4 / 13, 12 / 13].forEach((expected, position) => {
      expect(back[position]).toBeCloseTo(expected, 2);
    });
  });

  it("a text of no meaning stays without one", async () => {
    expect(await vectorOf(0, 0, 0)).toEqual([0, 0, 0]);
  });
});
