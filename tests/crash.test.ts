import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LONGEST_WRITE_MS, sweepTemporaryFiles, temporaryPath } from "../ingest/temporary-files.ts";
import { readCollection } from "../ingest/write-collection.ts";
import { SECOND_DOCUMENT } from "./ingest-documents.ts";
import { killWriter } from "./reliability/kill-writer.ts";
import { seededRandom } from "./reliability/seeded-random.ts";
import { SHIPS_QUESTION } from "./reliability/two-generations.ts";
import { spawnProgram } from "./spawned.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crash-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("kill -9", () => {
  // The full form, 100 times and on the real document too: tests/reliability/kill-writes.ts.
  it("ten times in the middle of writing editions and feedback loses nothing that was said to be written", async () => {
    const random = seededRandom(1);
    const acknowledged = new Set<string>();
    let next = 0;
    let written = 0;
    for (let kill = 0; kill < 10; kill += 1) {
      const report = await killWriter({
        directory: folder,
        documentFile: SECOND_DOCUMENT,
        first: next,
        padding: 8_000_000,
        delayMs: random() * 600,
        acknowledged,
      });
      expect(report).toMatchObject({
        unreadable: [],
        hasPair: kill === 0 ? expect.any(Boolean) : true,
        lostWrites: [],
        lostFeedback: [],
        temporaryAfterSweep: 0,
      });
      written += report.lastNumber + 1 - next;
      next = report.lastNumber + 1;
    }
    expect(acknowledged.size).toBeGreaterThan(10);
    expect(written).toBeGreaterThan(3);
  }, 120_000);
});

describe("temporary files", () => {
  const write = (name: string, ageMs = 0): string => {
    writeFileSync(join(folder, name), "half of");
    const time = (Date.now() - ageMs) / 1000;
    utimesSync(join(folder, name), time, time);
    return name;
  };
  /** As a process of this id, on this machine, would name it. */
  const nameOf = (pid: number, file = "index.json"): string =>
    temporaryPath(file, "0123abcd").replace(`-${process.pid}-`, `-${pid}-`);
  /** Of a process that has ended. */
  const endedPid = (): number => Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
  const OLD = LONGEST_WRITE_MS + 1000;

  it("of a writer that has crashed are swept at once, whichever file they were to be", async () => {
    const pid = endedPid();
    const files = ["index.json", "index.previous.json", "collection.json", "collection.previous.json"];
    const left = files.map((file) => write(nameOf(pid, file)));
    expect((await sweepTemporaryFiles(folder)).toSorted()).toEqual(left.toSorted());
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of a process that is writing now stay, until they are older than any write", async () => {
    const writer = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const name = write(nameOf(writer.pid!));
    expect(await sweepTemporaryFiles(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([name]);
    write(name, OLD);
    expect(await sweepTemporaryFiles(folder)).toEqual([name]);
    writer.kill("SIGKILL");
  });

  it("of this process's own id are swept where they are older than itself: a container starts again with the same id", async () => {
    const own = write(nameOf(process.pid));
    expect(await sweepTemporaryFiles(folder)).toEqual([]);
    write(own, process.uptime() * 1000 + 1000);
    expect(await sweepTemporaryFiles(folder)).toEqual([own]);
  });

  it("of another machine that shares the folder stay until they are old, for its processes cannot be asked for", async () => {
    const name = write(
      nameOf(endedPid())
        .replace(/json\.[0-9a-f]{4}-/u, "json.zzzz-")
        .replace("zzzz", otherHost()),
    );
    expect(await sweepTemporaryFiles(folder)).toEqual([]);
    write(name, OLD);
    expect(await sweepTemporaryFiles(folder)).toEqual([name]);
  });
  const otherHost = (): string => (temporaryPath("", "").startsWith(".0000") ? "1111" : "0000");

  it("of an earlier release are swept when they are old", async () => {
    const name = write("index.json.1234.tmp");
    expect(await sweepTemporaryFiles(folder)).toEqual([]);
    write(name, OLD);
    expect(await sweepTemporaryFiles(folder)).toEqual([name]);
  });

  it("are all that is swept", async () => {
    const others = ["index.json", "collection.json", "notes.tmp", "index.json.bak", "feedback.jsonl"];
    for (const name of others) write(name, OLD);
    mkdirSync(join(folder, "index.json.1.tmp"));
    expect(await sweepTemporaryFiles(folder)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(others.length + 1);
    expect(await sweepTemporaryFiles(join(folder, "not there"))).toEqual([]);
  });

  it("a start says that it swept some", async () => {
    mkdirSync(join(folder, "2027-03"));
    const name = nameOf(endedPid(), "collection.json");
    writeFileSync(join(folder, "2027-03", name), "{");
    const { printed, ended } = spawnProgram("src/ask.ts", [SHIPS_QUESTION], {
      DATA_DIR: folder,
      DOCUMENT_FILE: SECOND_DOCUMENT,
    });
    expect(await ended).toBe(0);
    expect(printed.stderr).toContain(`swept: ${name}`);
    expect(readdirSync(join(folder, "2027-03")).toSorted()).toEqual(["collection.json", "index.json"]);
  });
});

describe("three programs that start at once in one empty folder", () => {
  it("all answer, and leave one whole collection and index that a fourth finds good", async () => {
    const settings = { DATA_DIR: folder, DOCUMENT_FILE: SECOND_DOCUMENT };
    const ask = (): ReturnType<typeof spawnProgram> => spawnProgram("src/ask.ts", [SHIPS_QUESTION], settings);
    const programs = [ask(), ask(), ask()];
    expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    for (const { printed } of programs) expect(printed.stdout).toContain("４７隻");
    const edition = join(folder, "2027-03");
    expect(
      readdirSync(edition)
        .filter((name) => !name.includes("previous"))
        .toSorted(),
    ).toEqual(["collection.json", "index.json"]);
    const before = readFileSync(join(edition, "index.json"));
    const fourth = ask();
    expect(await fourth.ended).toBe(0);
    expect(fourth.printed.stderr).not.toMatch(/索引を作/u);
    expect(readFileSync(join(edition, "index.json"))).toEqual(before);
    expect(await readCollection(join(edition, "collection.json"))).toBeDefined();
  }, 60_000);
});
