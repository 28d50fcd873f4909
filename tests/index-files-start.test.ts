import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BUNDLED_MODEL, BUNDLED_MODELS_PATH } from "../index/embedder.ts";
import { damage, LibraryFolder, shipsOf } from "./reliability/library-folder.ts";
import { spawnProgram } from "./spawned.ts";

let folder: LibraryFolder;
beforeEach(() => {
  folder = new LibraryFolder();
});
afterEach(() => folder.remove());

const names = (): string[] => readdirSync(folder.edition).toSorted();

/** A first start, so that both files are there; then another with a newer document, so that both are there twice. */
async function startTwice(): Promise<void> {
  await folder.start();
  folder.writeDocument("４８");
  await folder.start();
}

describe("a start", () => {
  it("with nothing built builds both files and says of nothing that it is wrong", async () => {
    const holder = await folder.start();
    expect(await shipsOf(holder.library)).toBe("４７隻");
    expect(names()).toEqual(["collection.json", "index.json"]);
    expect(folder.faults).toEqual([]);
  });

  it("with both files there builds nothing, and answers the same", async () => {
    await folder.start();
    const before = [readFileSync(folder.collection), readFileSync(folder.index)];
    const holder = await folder.start();
    expect(folder.logged.map(({ message }) => message)).toEqual([expect.stringContaining("6施策")]);
    expect([readFileSync(folder.collection), readFileSync(folder.index)]).toEqual(before);
    expect(await shipsOf(holder.library)).toBe("４７隻");
  });

  it("with another document keeps the files of the one before", async () => {
    await startTwice();
    expect(names()).toEqual(["collection.json", "collection.previous.json", "index.json", "index.previous.json"]);
    expect(folder.faults).toEqual([]);
  });

  it("takes up the files of an earlier release by making them anew, and calls that no damage", async () => {
    const holder = await folder.start();
    for (const file of [folder.collection, folder.index]) {
      const { sha256: _, bytes: __, ...content } = JSON.parse(readFileSync(file, "utf8"));
      writeFileSync(file, JSON.stringify(content));
    }
    expect(await shipsOf((await folder.start()).library)).toBe(await shipsOf(holder.library));
    expect(folder.faults).toEqual([]);
    expect(folder.logged.map(({ message }) => message).join("\n")).toMatch(
      /saved_file_older.*collection\.json.*→ 文書から作り直しました/u,
    );
    expect(folder.logged.map(({ message }) => message).join("\n")).toMatch(
      /saved_file_older.*index\.json.*→ 索引を作り直します/u,
    );
  });
});

describe("a start with a damaged file says which, what is wrong and what it does, and makes it anew:", () => {
  const damages: [what: string, code: string, damage: (path: string) => void][] = [
    ["a bit turned", "saved_file_damaged", damage],
    ["cut", "saved_file_truncated", (path) => truncateSync(path, 500)],
    ["empty", "saved_file_empty", (path) => truncateSync(path, 0)],
    ["something else", "saved_file_foreign", (path) => writeFileSync(path, "<html>")],
  ];

  it.each(damages)("the collection, %s", async (_, code, doDamage) => {
    await folder.start();
    const good = readFileSync(folder.collection);
    doDamage(folder.collection);
    expect(await shipsOf((await folder.start()).library)).toBe("４７隻");
    expect(folder.faults).toEqual([
      { line: `warn ${code}`, message: expect.stringMatching(/collection\.json: .*→ 文書から作り直しました/u) },
    ]);
    expect(readFileSync(folder.collection)).toEqual(good);
  });

  it.each(damages)("the index, %s", async (_, code, doDamage) => {
    await folder.start();
    const good = readFileSync(folder.index);
    doDamage(folder.index);
    expect(await shipsOf((await folder.start()).library)).toBe("４７隻");
    expect(folder.faults).toEqual([
      { line: `warn ${code}`, message: expect.stringMatching(/index\.json: .*→ 索引を作り直します/u) },
    ]);
    expect(readFileSync(folder.index)).toEqual(good);
  });

  it("an index that is a folder cannot be made anew in its place, and the answers do not wait for that", async () => {
    await folder.start();
    rmSync(folder.index);
    mkdirSync(join(folder.index, "in the way"), { recursive: true });
    expect(await shipsOf((await folder.start()).library)).toBe("４７隻");
    expect(folder.faults.map(({ line }) => line)).toEqual([
      "warn saved_file_not_a_file",
      expect.stringMatching(/^warn E/u),
    ]);
  });

  it("and does not let what was damaged push out what was kept", async () => {
    await startTwice();
    const kept = readFileSync(join(folder.edition, "collection.previous.json"));
    damage(folder.collection);
    damage(folder.index);
    expect(await shipsOf((await folder.start()).library)).toBe("４８隻");
    expect(readFileSync(join(folder.edition, "collection.previous.json"))).toEqual(kept);
  });
});

describe("a start without its document", () => {
  const gone = { DOCUMENT_FILE: "/nowhere/document.txt" };

  it("serves what was saved, and says so", async () => {
    await folder.start();
    expect(await shipsOf((await folder.start(gone)).library)).toBe("４７隻");
    expect(folder.faults).toEqual([
      {
        line: "error file_not_found",
        message: expect.stringMatching(/document\.txt.*→ 保存してある版だけを使います/u),
      },
    ]);
  });

  it.each(["collection", "index"] as const)(
    "and with a damaged %s answers, from the files before where it must",
    async (which) => {
      await startTwice();
      damage(folder[which]);
      const holder = await folder.start(gone);
      // An index can be built from its collection; a collection only from its document.
      const [ships, generation] = which === "index" ? ["４８隻", "current"] : ["４７隻", "previous"];
      expect(await shipsOf(holder.library)).toBe(ships);
      expect(holder.served).toEqual([expect.objectContaining({ edition: "2027-03", generation })]);
      expect(folder.faults.map(({ line }) => line)).toEqual(["warn saved_file_damaged", "error file_not_found"]);
    },
  );

  it("and without a good file ends, naming the document, the log naming the file", async () => {
    await folder.start();
    damage(folder.collection);
    await expect(folder.start(gone)).rejects.toMatchObject({ code: "file_not_found" });
    expect(folder.faults).toEqual([
      { line: "error saved_file_damaged", message: expect.stringMatching(/collection\.json.*→ この版は出せません/u) },
    ]);
  });

  it("and without a good file ends npm start with 1, both named", async () => {
    await folder.start();
    damage(folder.collection);
    const { printed, ended } = spawnProgram("src/server.ts", [], { ...gone, DATA_DIR: folder.dataDir, PORT: "0" });
    expect(await ended).toBe(1);
    expect(printed.stdout + printed.stderr).toMatch(/saved_file_damaged[\s\S]*file_not_found/u);
  });

  it("serves the edition that is whole where another is damaged in both files", async () => {
    await folder.start();
    const other = join(folder.dataDir, "2020-01");
    cpSync(folder.edition, other, { recursive: true });
    damage(join(other, "collection.json"));
    expect((await folder.start(gone)).library?.editions).toEqual(["2027-03"]);
    expect(folder.faults.map(({ line }) => line)).toContain("error saved_file_damaged");
  });
});

describe("a start in a folder", () => {
  it("that cannot be written serves the document all the same, and says that it keeps nothing", async () => {
    const inTheWay = join(folder.root, "file");
    writeFileSync(inTheWay, "");
    const holder = await folder.start({ DATA_DIR: join(inTheWay, "data") });
    expect(await shipsOf(holder.library)).toBe("４７隻");
    expect(folder.faults.map(({ line }) => line)).toEqual(["warn ENOTDIR", "warn ENOTDIR"]);
  });

  it("with a copy of an edition under another name does not serve the copy", async () => {
    await folder.start();
    cpSync(folder.edition, join(folder.dataDir, "backup-of-2027-03"), { recursive: true });
    expect((await folder.start()).library?.editions).toEqual(["2027-03"]);
    expect(folder.faults.map(({ line }) => line)).toEqual(["error saved_file_other_edition"]);
  });

  it("with folders and files that are none of ours says nothing of them", async () => {
    mkdirSync(join(folder.dataDir, "lost+found"), { recursive: true });
    writeFileSync(join(folder.dataDir, "feedback.jsonl"), "");
    expect((await folder.start()).library?.editions).toEqual(["2027-03"]);
    expect(folder.faults).toEqual([]);
    expect(existsSync(join(folder.dataDir, "lost+found"))).toBe(true);
  });
});

describe("what setting back a model costs", () => {
  it("nothing: the index of the model before is kept beside, and used", async () => {
    const holder = await folder.start();
    const models = join(folder.root, "models");
    cpSync(join(BUNDLED_MODELS_PATH, BUNDLED_MODEL), join(models, "another"), { recursive: true });
    await folder.start({ EMBEDDING_MODEL: "another", EMBEDDING_MODELS_PATH: models });
    expect(names()).toEqual(["collection.json", "index.json", "index.previous.json"]);
    const again = await folder.start();
    expect(folder.logged.map(({ message }) => message)).toEqual([expect.stringContaining("6施策")]);
    expect(await shipsOf(again.library)).toBe(await shipsOf(holder.library));
  });
});
