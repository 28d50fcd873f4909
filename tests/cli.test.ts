import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Answer } from "../src/answer/answer.ts";
import { LAUNCHER } from "./mcp-clients.ts";
import { copyRealData } from "./real-data.ts";

const folder = mkdtempSync(join(tmpdir(), "cli-"));
beforeAll(() => copyRealData(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** From a directory that has nothing of ours. */
const run = (commandArguments: string[], settings: Record<string, string> = {}) =>
  spawnSync(process.execPath, [LAUNCHER, ...commandArguments], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? "", NO_COLOR: "1", DATA_DIR: folder, VECTOR_INDEX: "exact", ...settings },
    encoding: "utf8",
    input: "",
  });

it("package.json names the launcher as the program shisaku-navi, and it may be executed", () => {
  const project = new URL("../", import.meta.url);
  const { bin } = JSON.parse(readFileSync(new URL("package.json", project), "utf8"));
  expect(fileURLToPath(new URL(bin["shisaku-navi"], project))).toBe(LAUNCHER);
  expect(statSync(LAUNCHER).mode & 0o111).toBe(0o111);
  expect(readFileSync(LAUNCHER, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

it("--help names every command and ends with 0", () => {
  const { status, stdout, stderr } = run(["--help"]);
  expect([status, stderr]).toEqual([0, ""]);
  for (const command of ["start", "ask", "mcp", "ingest"]) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
});

it.each([[[]], [["serve"]], [["mcp", "--http"]], [["ask"]], [["ingest"]]])(
  "says how it is used, and ends with 2, when given %j",
  (commandArguments) => {
    const { status, stdout, stderr } = run(commandArguments);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/使い方 \/ usage/);
  },
);

it("ask answers from any directory", () => {
  const { status, stdout } = run(["ask", "--json", "(5)③の", "予算は?"]);
  expect(status).toBe(0);
  expect(Answer.parse(JSON.parse(stdout)).measures[0]).toBe("5-3");
});

it("ingest writes to DATA_DIR, where the server looks, unless told otherwise", () => {
  const document = fileURLToPath(new URL("../ingest/document/chuken-shien-followup-2025-02.txt", import.meta.url));
  const wanted = join(folder, "wanted");
  expect(run(["ingest", document], { DATA_DIR: wanted }).status).toBe(0);
  expect(existsSync(join(wanted, "2025-02", "collection.json"))).toBe(true);
  const other = join(folder, "other");
  expect(run(["ingest", document, "--out", other]).status).toBe(0);
  expect(existsSync(join(other, "2025-02", "collection.json"))).toBe(true);
});

it("start says that settings are wrong, as npm start does", () => {
  const { status, stdout, stderr } = run(["start"], { PORT: "abc" });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("PORT: ");
});
