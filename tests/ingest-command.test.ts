import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCollection } from "../ingest/write-collection.ts";
import { SECOND_DOCUMENT } from "./ingest-documents.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const ingest = (...commandArguments: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "ingest/main.ts", ...commandArguments],
      { cwd: PROJECT },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

/** Every file below a folder with its bytes. */
const snapshot = (folder: string): [name: string, bytes: string][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, "base64")];
    })
    .sort();

describe("npm run ingest", () => {
  let folder: string;
  let out: string;
  let written: Ended;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ingest-command-"));
    out = join(folder, "out");
    written = await ingest(SECOND_DOCUMENT, "--out", out);
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("writes the collection, reports counts and corrections and ends with 0", async () => {
    const path = join(out, "2027-03", "collection.json");
    expect(written.code).toBe(0);
    expect((await readCollection(path))?.measures).toHaveLength(6);
    expect(written.stdout).toContain("合計 6 件");
    expect(written.stdout).toContain("printed ⑳ read as ②");
    expect(written.stdout).toContain(path);
  });

  it("refuses a cut edition of the same document with 1, in both languages, and leaves the earlier output as it was", async () => {
    const text = readFileSync(SECOND_DOCUMENT, "utf8");
    const cut = join(folder, "cut.txt");
    writeFileSync(cut, text.slice(0, text.indexOf("⑳ 中高層木造建築物")));
    const before = snapshot(out);
    expect(before).toHaveLength(1);
    const ended = await ingest(cut, "--out", out);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain("[measure_count_mismatch] 施策の数が目次と合いません");
    expect(ended.stderr).toContain("The number of measures disagrees with the contents");
    expect(ended.stderr).not.toMatch(/^\s+at /mu);
    expect(snapshot(out)).toEqual(before);
  }, 60_000);

  it("refuses a missing file, an unwritable folder and a wrong call, each with its own code and message", async () => {
    const before = snapshot(out);
    const [missing, unwritable, wrong] = await Promise.all([
      ingest(join(folder, "none.txt"), "--out", out),
      ingest(SECOND_DOCUMENT, "--out", join(out, "2027-03", "collection.json", "below")),
      ingest(SECOND_DOCUMENT, "--outt", out),
    ]);
    expect([missing.code, unwritable.code, wrong.code]).toEqual([1, 1, 2]);
    expect(missing.stderr).toContain("[file_not_found] ファイルが見つかりません");
    expect(missing.stderr).toContain("No such file");
    expect(unwritable.stderr).toContain("[output_not_writable] 書き込めません");
    expect(unwritable.stderr).toContain("Cannot write to");
    expect(wrong.stderr).toContain("使い方 / usage");
    expect(snapshot(out)).toEqual(before);
  }, 60_000);
});
