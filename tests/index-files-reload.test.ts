import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { previousPath } from "../ingest/saved-file/write-saved-file.ts";
import { writeCollection } from "../ingest/write-collection.ts";
import type { Assistant } from "../src/answer/assistant.ts";
import type { LibraryHolder } from "../src/library/library-holder.ts";
import { watchChanges } from "../src/library/watch-changes.ts";
import { damage, LibraryFolder, shipsOf } from "./reliability/library-folder.ts";
import { collectionOf, documentText, SHIPS_QUESTION } from "./reliability/two-generations.ts";
import { type Spawned, spawnProgram } from "./spawned.ts";

const asked = { messages: [{ role: "user" as const, content: SHIPS_QUESTION }] };

let folder: LibraryFolder;
let holder: LibraryHolder;
beforeEach(async () => {
  folder = new LibraryFolder();
  holder = await folder.start();
  folder.logged = [];
});
afterEach(() => folder.remove());

/** What `npm run ingest` does with a newer document. */
const ingest = (ships: string): Promise<string> => writeCollection(collectionOf(documentText(ships)), folder.dataDir);

describe("a reload", () => {
  it("serves a newly ingested document, with an index of its own, and says so", async () => {
    await ingest("４８");
    await holder.reload();
    expect(await shipsOf(holder.library)).toBe("４８隻");
    expect(folder.faults).toEqual([]);
    expect(folder.logged.at(-1)?.message).toContain("reloaded: 2027-03");
    // The index it built is there for the next start.
    folder.writeDocument("４８");
    await folder.start();
    expect(folder.logged.map(({ message }) => message)).toEqual([expect.stringContaining("6施策")]);
  });

  it("lets a stream that has begun end with the document it began with", async () => {
    const before = holder.library?.assistant();
    const events = before!.stream(asked);
    const first = await events.next();
    await ingest("４８");
    await holder.reload();
    const rest: string[] = [JSON.stringify(first.value)];
    for await (const event of events) rest.push(JSON.stringify(event));
    expect(rest.join("")).toContain("４７隻");
    expect(rest.join("")).not.toContain("４８隻");
    expect(holder.library?.assistant()).not.toBe(before);
  });

  it("leaves everything as it is where nothing has changed, even if files were written again", async () => {
    const before = holder.library;
    const text = readFileSync(folder.index);
    writeFileSync(folder.index, text);
    utimesSync(folder.collection, 1, 1);
    await holder.reload();
    expect(holder.library).toBe(before);
    expect(folder.logged).toEqual([]);
  });

  it("serves an edition that has come, the newest first, and keeps the others as they are", async () => {
    const before = holder.library?.assistant("2027-03");
    await writeCollection(collectionOf(documentText("４９").replaceAll("2027年3月", "2028年3月")), folder.dataDir);
    await holder.reload();
    expect(holder.library?.editions).toEqual(["2028-03", "2027-03"]);
    expect(await shipsOf(holder.library)).toBe("４９隻");
    expect(holder.library?.assistant("2027-03")).toBe(before);
  });

  it("keeps an edition whose folder has gone", async () => {
    rmSync(folder.dataDir, { recursive: true });
    await holder.reload();
    expect(await shipsOf(holder.library)).toBe("４７隻");
  });

  it("does nothing before the library is loaded", async () => {
    const early = folder.holder();
    await early.reload();
    expect(early.library).toBeUndefined();
    expect(folder.logged).toEqual([]);
  });

  it("asked for ten times at once ends ten times, with the last document", async () => {
    await ingest("４８");
    const reloads = Array.from({ length: 9 }, () => holder.reload());
    await ingest("４９");
    await Promise.all([...reloads, holder.reload()]);
    expect(await shipsOf(holder.library)).toBe("４９隻");
    expect(folder.faults).toEqual([]);
    // One after the other: what one has taken up, the next finds served.
    expect(folder.logged.filter(({ message }) => message.includes("reloaded")).length).toBeLessThanOrEqual(2);
  });
});

describe("a reload that finds a file it cannot use keeps what is served, names the file, and leaves it alone:", () => {
  const found: [what: string, code: string, file: "collection" | "index", change: (path: string) => void][] = [
    ["a damaged collection", "saved_file_damaged", "collection", damage],
    ["a cut collection", "saved_file_truncated", "collection", (path) => truncateSync(path, 900)],
    ["an empty collection", "saved_file_empty", "collection", (path) => truncateSync(path, 0)],
    ["a damaged index", "saved_file_damaged", "index", damage],
    ["an index of something else", "saved_file_foreign", "index", (path) => writeFileSync(path, "{}")],
    [
      "a collection of a later release",
      "saved_file_older",
      "collection",
      (path) => writeFileSync(path, '{"format":1}'),
    ],
  ];

  it.each(found)("%s", async (_, code, file, change) => {
    const before = holder.library;
    change(folder[file]);
    const left = readFileSync(folder[file]);
    await holder.reload();
    expect(holder.library).toBe(before);
    expect(await shipsOf(holder.library)).toBe("４７隻");
    expect(folder.logged).toEqual([
      {
        message: expect.stringMatching(new RegExp(`${code}.*${file}\\.json: .*→ 配信中のものを使い続けます`, "u")),
        details: expect.objectContaining({ code }),
      },
    ]);
    expect(readFileSync(folder[file])).toEqual(left);
  });

  it("and serves the next good one", async () => {
    damage(folder.collection);
    await holder.reload();
    await ingest("４８");
    await holder.reload();
    expect(await shipsOf(holder.library)).toBe("４８隻");
    expect(readdirSync(folder.edition)).not.toContain("collection.previous.json");
  });

  it("a new collection whose index is damaged gets a new index", async () => {
    await ingest("４８");
    damage(folder.index);
    await holder.reload();
    expect(await shipsOf(holder.library)).toBe("４８隻");
    expect(folder.faults.map(({ line }) => line)).toEqual(["warn saved_file_damaged"]);
    expect(readdirSync(folder.edition)).toContain("collection.previous.json");
    expect(readdirSync(folder.edition)).not.toContain(previousPath("index.json"));
  });

  it("a folder that is no edition is not mentioned", async () => {
    mkdirSync(join(folder.dataDir, "notes"));
    await holder.reload();
    expect(folder.logged).toEqual([]);
  });
});

describe("what was served before a reload", () => {
  it("is let go: none of five earlier assistants is kept in memory", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const earlier: WeakRef<Assistant>[] = [];
    for (const ships of ["４１", "４２", "４３", "４４", "４５"]) {
      earlier.push(new WeakRef(holder.library!.assistant()!));
      await ingest(ships);
      await holder.reload();
    }
    expect(await shipsOf(holder.library)).toBe("４５隻");
    await vi.waitFor(() => {
      collectGarbage();
      expect(earlier.filter((reference) => reference.deref() !== undefined)).toEqual([]);
    }, 10_000);
  });
});

describe("watching", () => {
  it("takes up a newly ingested document by itself, once", async () => {
    const stop = holder.watch(20);
    await ingest("４８");
    await vi.waitFor(async () => expect(await shipsOf(holder.library)).toBe("４８隻"), 10_000);
    const taken = holder.library;
    await wait(300);
    stop();
    expect(holder.library).toBe(taken);
    expect(folder.logged.filter(({ message }) => message.includes("reloaded"))).toHaveLength(1);
  });

  it("names a damaged file once, not at every look", async () => {
    const stop = holder.watch(20);
    damage(folder.index);
    await vi.waitFor(() => expect(folder.faults).toHaveLength(1), 10_000);
    await wait(300);
    stop();
    expect(folder.faults).toHaveLength(1);
  });

  it("waits until a file stays as it is", async () => {
    const looks = ["1", "1", "2", "3", "4", "4", "4", "4"];
    const handled: string[] = [];
    let look = -1;
    const stop = watchChanges(
      async () => {
        look += 1;
        return looks[look] ?? "4";
      },
      async () => void handled.push(looks[look] ?? ""),
      1,
    );
    await vi.waitFor(() => expect(look).toBeGreaterThan(12));
    stop();
    // The first is what was there before; 2 and 3 were still being written.
    expect(handled).toEqual(["1", "4"]);
  });
});

describe("a running server", () => {
  let server: Spawned | undefined;
  afterEach(async () => {
    server?.process.kill("SIGKILL");
    await server?.ended;
  });

  it("takes up what npm run ingest wrote, and what SIGHUP tells it of, without one request failing", async () => {
    server = spawnProgram("src/server.ts", [], {
      DATA_DIR: folder.dataDir,
      DOCUMENT_FILE: folder.documentFile,
      PORT: "0",
      ASKS_PER_MINUTE: "0",
      READS_PER_MINUTE: "0",
      OPEN_ASKS: "0",
    });
    const { process: child, printed, ended } = server;
    const died = ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${printed.stderr}`)));
    const until = (condition: () => void | Promise<void>): Promise<void> =>
      Promise.race([vi.waitFor(condition, 40_000), died]);
    await until(() => expect(printed.stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\//u));
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+\//u.exec(printed.stdout) ?? [];
    await until(async () => expect((await fetch(`${url}readyz`)).status).toBe(200));
    const statuses: number[] = [];
    const ask = async (): Promise<string> => {
      const response = await fetch(`${url}api/chat`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(asked),
      });
      statuses.push(response.status);
      return /[０-９]+隻/u.exec(await response.text())?.[0] ?? "";
    };
    let isAsking = true;
    const asking = Array.from({ length: 4 }, async () => {
      while (isAsking) await ask();
    });

    folder.writeDocument("４８");
    await promisify(execFile)(process.execPath, [
      ...["--import", "tsx", "ingest/main.ts", folder.documentFile, "--out", folder.dataDir],
    ]);
    await until(async () => expect(await ask()).toBe("４８隻"));
    await ingest("４９");
    child.kill("SIGHUP");
    await until(async () => expect(await ask()).toBe("４９隻"));
    isAsking = false;
    await Promise.all(asking);
    expect(statuses.length).toBeGreaterThan(50);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  }, 90_000);
});
