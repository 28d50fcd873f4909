import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildIndex, type DocumentEmbedder, readIndex, type SavedIndex, writeIndex } from "../index/saved-index.ts";
import { dotProduct } from "../index/vector-index.ts";
import type { Collection } from "../ingest/collection.ts";
import { SavedFileError, type SavedFileFault } from "../ingest/saved-file/saved-file-error.ts";
import { seal } from "../ingest/saved-file/seal.ts";
import { ingested, SECOND_DOCUMENT } from "./ingest-documents.ts";

/** Turns each text into numbers that depend on its every character and its row; awkward float32 values among them. */
class FakeEmbedder implements DocumentEmbedder {
  readonly id = "fake@1";
  readonly dimensions = 6;
  readonly seen: string[] = [];

  async documentVectors(texts: readonly string[]): Promise<Float32Array[]> {
    this.seen.push(...texts);
    return texts.map((text, row) => {
      const sum = Array.from(text).reduce((total, character) => (total * 31 + character.codePointAt(0)!) % 9973, row);
      return Float32Array.of(sum / 9973, -1 / (sum + 3), 1e-45, -0, Math.cos(row), Math.sin(row));
    });
  }
}

let collection: Collection;
let index: SavedIndex;
let folder: string;
let path: string;

beforeAll(async () => {
  ({ collection } = await ingested(SECOND_DOCUMENT));
  index = await buildIndex(collection, new FakeEmbedder());
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saved-index-"));
  path = join(folder, "index.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (vectors: readonly Float32Array[]): string[] =>
  vectors.map((vector) => Buffer.from(vector.slice().buffer).toString("hex"));

describe("a built index", () => {
  it("has an L2-normalised vector for each passage, in their order, rounded to a 127th of its largest number", async () => {
    expect(collection.passages.length).toBeGreaterThan(10);
    expect(index.vectors.length).toBeGreaterThanOrEqual(collection.passages.length);
    const embedder = new FakeEmbedder();
    const built = await buildIndex(collection, embedder);
    const exact = await new FakeEmbedder().documentVectors(embedder.seen);
    const cosines = built.vectors.map((vector, row) => dotProduct(vector, exact[row]!) / Math.hypot(...exact[row]!));
    expect(Math.min(...cosines)).toBeGreaterThan(0.9999);
  });

  it("embeds a passage with its measure's title before it, and a title alone", async () => {
    const embedder = new FakeEmbedder();
    await buildIndex(collection, embedder);
    const title = collection.passages.findIndex((passage) => passage.column === "title");
    const bullet = collection.passages.findIndex((passage) => passage.column === "policy");
    const beginning = embedder.seen[title]!;
    expect(beginning).not.toBe("");
    expect(collection.passages[bullet]!.measureId).toBe(collection.passages[title]!.measureId);
    expect(embedder.seen[bullet]!.startsWith(beginning)).toBe(true);
    expect(embedder.seen[bullet]!.length).toBeGreaterThan(beginning.length);
  });
});

describe("a built index with hypothetical questions", () => {
  it("has a vector for each of them, after those of the passages", async () => {
    const embedder = new FakeEmbedder();
    const question = { id: "1-1/question/0", measureId: "1-1", text: "港の冷凍庫を 直したい", kind: "topic" };
    const built = await buildIndex({ ...collection, questions: [question] }, embedder);
    expect(built.vectors).toHaveLength(collection.passages.length + 1);
    expect(embedder.seen.at(-1)).toBe("港の冷凍庫を直したい");
  });
});

describe("a built index with exemplars", () => {
  const exemplars: Collection["exemplars"] = [
    { id: "outside/exemplar/0", kind: "outside", topic: "weather", text: "港の今日の波の高さは" },
    { id: "unstated/exemplar/1", kind: "unstated", measureId: "1-1", text: "漁船の色は 選べますか" },
  ];

  it("has a vector for each of them, after all others, and reads them back", async () => {
    const embedder = new FakeEmbedder();
    const question = { id: "1-1/question/0", measureId: "1-1", text: "港の冷凍庫を直したい", kind: "topic" };
    const withExemplars = { ...collection, questions: [question], exemplars };
    const built = await buildIndex(withExemplars, embedder);
    expect(built.entries.slice(-3)).toEqual(["1-1/question/0", "outside/exemplar/0", "unstated/exemplar/1"]);
    expect(built.vectors).toHaveLength(collection.passages.length + 3);
    expect(embedder.seen.slice(-3)).toEqual(["港の冷凍庫を直したい", "港の今日の波の高さは", "漁船の色は選べますか"]);
    await writeIndex(path, built, withExemplars);
    expect(await readIndex(path, withExemplars, "fake@1")).toEqual(built);
  });

  it("is stale where one of them is new", async () => {
    await writeIndex(path, index, collection);
    expectFault(await refusal({ ...collection, exemplars }), "other_entries");
  });
});

describe("a saved index", () => {
  it("comes back to the last bit", async () => {
    await writeIndex(path, index, collection);
    const read = await readIndex(path, collection, "fake@1");
    expect(read).toEqual(index);
    expect(bytesOf(read.vectors)).toEqual(bytesOf(index.vectors));
  });

  it("is written into a folder that is not there yet", async () => {
    const deep = join(folder, "2027-03", "more", "index.json");
    await writeIndex(deep, index, collection);
    expect(await readIndex(deep, collection, "fake@1")).toEqual(index);
  });

  it("replaces an earlier one and leaves nothing beside itself", async () => {
    writeFileSync(path, "earlier");
    await writeIndex(path, index, collection);
    expect(readdirSync(folder)).toEqual(["index.json"]);
    expect(await readIndex(path, collection, "fake@1")).toEqual(index);
  });
});

/** What readIndex throws; fails where it gives an index. */
async function refusal(expected: Collection = collection, embedder = "fake@1"): Promise<unknown> {
  return readIndex(path, expected, embedder).then(
    () => "was read",
    (error: unknown) => error,
  );
}

/** The saved file with one value put in place of another, as if it had been written so. */
function change(key: string, value: unknown): void {
  const file = JSON.parse(readFileSync(path, "utf8"));
  expect(Object.keys(file)).toContain(key);
  const { sha256: _, bytes: __, ...content } = { ...file, [key]: value };
  writeFileSync(path, seal(content).text);
}

describe("an index made from something else is refused", () => {
  beforeEach(() => writeIndex(path, index, collection));

  it("but not the one that fits", async () => {
    expect(await refusal()).toBe("was read");
  });

  const withDocument = (document: Partial<Collection["document"]>): Collection => ({
    ...collection,
    document: { ...collection.document, ...document },
  });

  it.each<[what: string, fault: SavedFileFault, expected: () => Collection]>([
    ["document", "other_document", () => withDocument({ sha256: "0".repeat(64) })],
    ["set of questions", "other_questions", () => withDocument({ questionsSha256: "1".repeat(64) })],
    ["edition", "other_edition", () => ({ ...collection, edition: "2099-01" })],
    ["passage less", "other_entries", () => ({ ...collection, passages: collection.passages.slice(1) })],
    [
      "passage more",
      "other_entries",
      () => ({ ...collection, passages: [...collection.passages, { ...collection.passages[0]!, id: "9-9/policy/0" }] }),
    ],
    ["order of passages", "other_entries", () => ({ ...collection, passages: collection.passages.toReversed() })],
  ])("another %s", async (_, fault, expected) => {
    expectFault(await refusal(expected()), fault);
  });

  it("another embedder", async () => {
    expectFault(await refusal(collection, "fake@2"), "other_embedder");
  });

  it.each<[key: string, value: unknown, fault: SavedFileFault]>([
    ["format", 3, "older"],
    ["format", 999, "newer"],
    ["normaliser", "nfkc-0", "other_normaliser"],
  ])("another %s (%j)", async (key, value, fault) => {
    change(key, value);
    expectFault(await refusal(), fault);
  });

  it("one of an earlier release, without a checksum", async () => {
    const { sha256: _, bytes: __, ...content } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...content, format: 3 }));
    expectFault(await refusal(), "older");
  });
});

describe("a damaged index is refused", () => {
  beforeEach(() => writeIndex(path, index, collection));

  it.each<[what: string, fault: SavedFileFault, damage: (text: string) => string]>([
    ["empty", "empty", () => ""],
    ["no JSON", "foreign", () => "<html>"],
    ["JSON of something else", "foreign", () => "[]"],
    ["null", "foreign", () => "null"],
    ["cut in the middle", "truncated", (text) => text.slice(0, text.length / 2)],
    ["cut by one character", "truncated", (text) => text.slice(0, -1)],
    ["with another name for its vectors", "damaged", (text) => text.replace('"vectors"', '"arrowss"')],
    ["with something behind it", "damaged", (text) => `${text}\n`],
  ])("%s", async (_, fault, damage) => {
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    expectFault(await refusal(), fault);
  });

  it("absent", async () => {
    rmSync(path);
    expectFault(await refusal(), "missing");
  });
});

describe("an index that was written wrongly is refused although its checksum is right", () => {
  beforeEach(() => writeIndex(path, index, collection));

  it("with vectors cut, by one number or to none", async () => {
    const bytes = Buffer.concat(index.vectors.map((vector) => Buffer.from(vector.slice().buffer)));
    change("vectors", bytes.subarray(0, -4).toString("base64"));
    expectFault(await refusal(), "malformed");
    change("vectors", "");
    expectFault(await refusal(), "malformed");
  });

  it("with another length of vectors than it says", async () => {
    change("dimensions", 5);
    expectFault(await refusal(), "malformed");
  });

  it.each([0, -6, 1.5, "6"])("with vectors of length %j", async (dimensions) => {
    change("dimensions", dimensions);
    expectFault(await refusal(), "malformed");
  });
});

/** Names the file and what is wrong with it. */
function expectFault(error: unknown, fault: SavedFileFault): void {
  expect(error).toBeInstanceOf(SavedFileError);
  expect(error).toMatchObject({ fault, code: `saved_file_${fault}`, path, message: expect.stringContaining(path) });
}

describe("an index is written whole or not at all", () => {
  it("leaves a reader of the earlier one, who has begun, the earlier one to its end", async () => {
    const earlier = "earlier ".repeat(1000);
    writeFileSync(path, earlier);
    const reader = await open(path);
    await writeIndex(path, index, collection);
    expect(await reader.readFile("utf8")).toBe(earlier);
    await reader.close();
  });

  // A file name of the greatest length leaves no room for a temporary one beside it: the write fails for every user, root too.
  it("leaves the earlier file as it was when the new one cannot be written", async () => {
    const longest = join(folder, `${"i".repeat(250)}.json`);
    writeFileSync(longest, "earlier");
    await expect(writeIndex(longest, index, collection)).rejects.toThrow("ENAMETOOLONG");
    expect(readFileSync(longest, "utf8")).toBe("earlier");
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)("leaves the earlier file as it was in a folder that is read only", async () => {
    writeFileSync(path, "earlier");
    chmodSync(folder, 0o555);
    await expect(writeIndex(path, index, collection)).rejects.toThrow("EACCES");
    chmodSync(folder, 0o755);
    expect(readFileSync(path, "utf8")).toBe("earlier");
    expect(readdirSync(folder)).toEqual(["index.json"]);
  });

  it("leaves nothing beside what it could not replace", async () => {
    mkdirSync(join(path, "something"), { recursive: true });
    await expect(writeIndex(path, index, collection)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["index.json"]);
    expect(readdirSync(path)).toEqual(["something"]);
  });
});
