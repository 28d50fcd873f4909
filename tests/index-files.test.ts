import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MOST_BYTES, parseSavedFile, readSavedFile } from "../ingest/saved-file/read-saved-file.ts";
import { SavedFileError, type SavedFileFault } from "../ingest/saved-file/saved-file-error.ts";
import { seal } from "../ingest/saved-file/seal.ts";
import { previousPath, writeSavedFile } from "../ingest/saved-file/write-saved-file.ts";

const FORMAT = 7;
const value = { format: FORMAT, edition: "2027-03", texts: ["漁船４７隻", "𠮷野家", "\ud800", "e\u0301"] };

const ofEdition = (edition: string): typeof value => ({ ...value, edition });

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "index-files-"));
  path = join(folder, "index.json");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const faultOf = (at: string): Promise<unknown> =>
  readSavedFile(at, FORMAT)
    .then(parseSavedFile)
    .catch((error: unknown) => error);

describe("a saved file", () => {
  it("gives what was written, and its checksum", async () => {
    const sha256 = await writeSavedFile(path, value);
    const file = await readSavedFile(path, FORMAT);
    expect(parseSavedFile(file)).toEqual({ ...value, sha256, bytes: expect.any(Number) });
    expect(file.sha256).toBe(sha256);
  });

  it("is JSON with its checksum first, which any tool can take", async () => {
    await writeSavedFile(path, value);
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(/^\{"sha256":"[0-9a-f]{64}","bytes":\d+,"format":7,"edition":/u);
    const rest = text.slice(text.indexOf(',"bytes"') + 1);
    writeFileSync(join(folder, "rest"), rest);
    const [sum] = execFileSync("sha256sum", [join(folder, "rest")], { encoding: "utf8" }).split(" ");
    expect(text).toContain(`"sha256":"${sum}"`);
  });

  const faults: [what: string, fault: SavedFileFault, damage: () => void][] = [
    ["that is not there", "missing", () => rmSync(path)],
    ["in a folder that is a file", "missing", () => undefined],
    ["that is empty", "empty", () => truncateSync(path, 0)],
    ["cut in its head", "truncated", () => truncateSync(path, 60)],
    ["cut behind its head", "truncated", () => truncateSync(path, 120)],
    ["that is a folder", "not_a_file", () => instead(() => mkdirSync(path))],
    ["that is a pipe nobody writes to", "not_a_file", () => instead(() => execFileSync("mkfifo", [path]))],
    ["that points to itself", "unreadable", () => instead(() => symlinkSync(path, path))],
    ["too large to be one of ours", "too_large", () => truncateSync(path, MOST_BYTES + 1)],
    [
      "with a byte changed in its checksum",
      "damaged",
      () =>
        writeFileSync(
          path,
          changed((text) => text.replace(/"[0-9a-f]{3}/u, '"fff')),
        ),
    ],
    [
      "with a byte that is no hex digit there",
      "damaged",
      () =>
        writeFileSync(
          path,
          changed((text) => text.replace(/"[0-9a-f]/u, '"g')),
        ),
    ],
    [
      "with a byte changed in its length",
      "truncated",
      () =>
        writeFileSync(
          path,
          changed((text) => text.replace(/"bytes":\d/u, '"bytes":9')),
        ),
    ],
    [
      "with a character changed",
      "damaged",
      () =>
        writeFileSync(
          path,
          changed((text) => text.replace("４７", "４８")),
        ),
    ],
    [
      "with something behind it",
      "damaged",
      () =>
        writeFileSync(
          path,
          changed((text) => `${text} `),
        ),
    ],
    [
      "with something before it",
      "foreign",
      () =>
        writeFileSync(
          path,
          changed((text) => ` ${text}`),
        ),
    ],
    ["of a format before", "older", () => writeFileSync(path, seal({ ...value, format: FORMAT - 1 }).text)],
    ["of a format to come", "newer", () => writeFileSync(path, seal({ ...value, format: FORMAT + 1 }).text)],
    ["of the time before checksums", "older", () => writeFileSync(path, JSON.stringify(value))],
    ["that is no JSON", "foreign", () => writeFileSync(path, "<html>")],
  ];

  const instead = (make: () => void): void => {
    rmSync(path);
    make();
  };

  it.each(faults)("%s is named: %s", async (what, fault, damage) => {
    await writeSavedFile(path, value);
    damage();
    const at = what.startsWith("in a folder") ? join(path, "index.json") : path;
    const error = await faultOf(at);
    expect(error).toBeInstanceOf(SavedFileError);
    expect(error).toMatchObject({ fault, code: `saved_file_${fault}`, path: at });
    // Which file, and what is wrong, in both languages.
    expect(String(error)).toMatch(/^SavedFileError: \/.*index\.json: .*[ぁ-ん].* \/ [a-z]/u);
  });

  const changed = (change: (text: string) => string): string => {
    const text = readFileSync(path, "utf8");
    const other = change(text);
    expect(other).not.toBe(text);
    return other;
  };

  it.skipIf(process.getuid?.() === 0)("that may not be read is named: not_permitted", async () => {
    await writeSavedFile(path, value);
    chmodSync(path, 0);
    expect(await faultOf(path)).toMatchObject({ fault: "not_permitted" });
  });

  it("has a fault that needs attention where it is damaged, none where it is only of another time or model", () => {
    const isDamage = (fault: SavedFileFault): boolean => new SavedFileError(fault, path).isDamage;
    expect((["damaged", "truncated", "empty", "newer", "not_permitted"] as const).map(isDamage)).not.toContain(false);
    expect((["missing", "older", "other_document", "other_embedder"] as const).map(isDamage)).not.toContain(true);
  });
});

describe("writing over a saved file", () => {
  const next = ofEdition("2028-03");

  it("keeps the one before beside it", async () => {
    await writeSavedFile(path, value);
    const before = readFileSync(path);
    await writeSavedFile(path, next);
    expect(readFileSync(previousPath(path))).toEqual(before);
    expect(parseSavedFile(await readSavedFile(path, FORMAT))).toMatchObject(next);
    expect(readdirSync(folder).toSorted()).toEqual(["index.json", "index.previous.json"]);
  });

  it("with the same content does not push out what was kept", async () => {
    await writeSavedFile(path, value);
    await writeSavedFile(path, next);
    await writeSavedFile(path, next);
    expect(parseSavedFile(await readSavedFile(previousPath(path), FORMAT))).toMatchObject(value);
  });

  it.each<[what: string, damage: () => void]>([
    ["a damaged one", () => writeFileSync(path, readFileSync(path, "utf8").replace("2028", "2029"))],
    ["a cut one", () => truncateSync(path, 50)],
    ["one of another format", () => writeFileSync(path, seal({ format: FORMAT + 1 }).text)],
  ])("does not keep %s in place of a good one", async (_, damage) => {
    await writeSavedFile(path, value);
    await writeSavedFile(path, next);
    damage();
    await writeSavedFile(path, ofEdition("2030-03"));
    expect(parseSavedFile(await readSavedFile(previousPath(path), FORMAT))).toMatchObject(value);
    expect(parseSavedFile(await readSavedFile(path, FORMAT))).toMatchObject({ edition: "2030-03" });
  });

  it("leaves it as it was where the one before cannot be kept", async () => {
    await writeSavedFile(path, value);
    const before = readFileSync(path);
    mkdirSync(join(previousPath(path), "in the way"), { recursive: true });
    await expect(writeSavedFile(path, next)).rejects.toThrow();
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(["index.json", "index.previous.json"]);
  });

  it("has the new one on the disk before it takes the name, and the name on the disk before it says so", async () => {
    await writeSavedFile(path, value);
    const handle = await open(path);
    await handle.close();
    const prototype: FileHandle = Object.getPrototypeOf(handle);
    const synced: { isNew: boolean; temporary: number }[] = [];
    vi.spyOn(prototype, "sync").mockImplementation(async () => {
      const temporary = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
      synced.push({ isNew: readFileSync(path, "utf8").includes("2028-03"), temporary: temporary.length });
    });
    await writeSavedFile(path, next);
    // First the one that is kept, and its folder; then the new one, and its folder.
    expect(synced).toEqual([
      { isNew: false, temporary: 1 },
      { isNew: false, temporary: 0 },
      { isNew: false, temporary: 1 },
      { isNew: true, temporary: 0 },
    ]);
  });

  it("leaves it as it was, and nothing beside it, where the disk does not take the new one", async () => {
    await writeSavedFile(path, value);
    const before = readFileSync(path);
    const handle = await open(path);
    await handle.close();
    vi.spyOn(Object.getPrototypeOf(handle), "sync").mockRejectedValue(new Error("EIO: i/o error, fsync"));
    await expect(writeSavedFile(path, next)).rejects.toThrow("EIO");
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual(["index.json"]);
  });

  it("by twenty writers at once leaves one of theirs, whole, and nothing beside", async () => {
    const editions = Array.from({ length: 20 }, (_, number) => `2030-${number}`);
    await Promise.all(editions.map((edition) => writeSavedFile(path, ofEdition(edition))));
    for (const file of [path, previousPath(path)].filter((file) => existsSync(file))) {
      const { edition } = parseSavedFile(await readSavedFile(file, FORMAT)) as { edition: string };
      expect(editions).toContain(edition);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
