import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Answer } from "../src/answer/answer.ts";
import { copyRealData } from "./real-data.ts";
import { spawnProgram } from "./spawned.ts";

const DATA_DIR = mkdtempSync(join(tmpdir(), "ask-command-"));
beforeAll(() => copyRealData(DATA_DIR));
afterAll(() => {
  rmSync(DATA_DIR, { recursive: true, force: true });
});

it("npm run ask -- --json prints one Answer and nothing else", async () => {
  const { printed, ended } = spawnProgram("src/ask.ts", ["--json", "(5)③の", "予算はいくらですか"], { DATA_DIR });
  expect(await ended).toBe(0);
  const answer = Answer.parse(JSON.parse(printed.stdout));
  expect(answer.measures[0]).toBe("5-3");
  expect(answer.citations[0]?.measureId).toBe("5-3");
}, 60_000);

it("npm run ask prints the answer and its sources as plain text, without Markdown", async () => {
  const { printed, ended } = spawnProgram("src/ask.ts", ["(5)③とは"], { DATA_DIR });
  expect(await ended).toBe(0);
  expect(printed.stdout).toMatch(/^出典$[\s\S]*^\[1\] \(5\)③ キャリアアップ助成金 p\.73 /m);
  expect(printed.stdout).not.toContain("**");
  expect(printed.stdout).not.toContain("\u001b");
}, 60_000);

it.each([[[]], [["  "]], [["--help"]], [["--unknown", "質問"]]])(
  "npm run ask says how to ask, and ends with 2, when given %j",
  async (commandArguments) => {
    const { printed, ended } = spawnProgram("src/ask.ts", commandArguments, { DATA_DIR });
    expect(await ended).toBe(2);
    expect(printed.stdout).toBe("");
    expect(printed.stderr).toMatch(/使い方 \/ usage: .*npm run ask/);
  },
);
