import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { QuestionLog, questionLogPath } from "../src/operations/question-log.ts";

let data: string;
let folder: string;
let now: Date;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "question-log-"));
  folder = questionLogPath(data);
  now = new Date("2025-03-10T01:02:03.456Z");
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const answer: Answer = {
  id: "0b5c8a52",
  kind: "answer",
  answer: "本文",
  citations: [],
  measures: ["5-3"],
  suggestions: [],
  mode: "extractive",
  tookMs: 3,
  edition: "2025-02",
};
const keeping = (days: number): QuestionLog => new QuestionLog(folder, days, () => now);
const linesOf = (day: string): unknown[] =>
  readFileSync(join(folder, `${day}.jsonl`), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

it("keeps a question with what was made of it, and nothing of who asked or what was answered", async () => {
  await keeping(30).add("くるみんは何社?", answer);
  expect(linesOf("2025-03-10")).toEqual([
    {
      at: "2025-03-10T01:02:03.456Z",
      question: "くるみんは何社?",
      answerId: "0b5c8a52",
      kind: "answer",
      mode: "extractive",
      measures: ["5-3"],
      edition: "2025-02",
    },
  ]);
});

it("keeps a file a day, each question a line of it whatever stands in it", async () => {
  const log = keeping(30);
  await log.add("一行目\n二行目", answer);
  await log.add("二つ目", answer);
  now = new Date("2025-03-11T00:00:00.000Z");
  await log.add("翌日", answer);
  expect(readdirSync(folder).sort()).toEqual(["2025-03-10.jsonl", "2025-03-11.jsonl"]);
  expect(linesOf("2025-03-10")).toHaveLength(2);
  expect(linesOf("2025-03-11")).toMatchObject([{ question: "翌日" }]);
});

it("masks what can be told to be personal", async () => {
  await keeping(30).add("090-1234-5678 か taro@example.jp に連絡ください。補助金は?", answer);
  const text = readFileSync(join(folder, "2025-03-10.jsonl"), "utf8");
  expect(text).not.toMatch(/090|5678|taro|example\.jp/);
  expect(text).toContain("補助金は?");
});

it("can be read by nobody else on the machine", async () => {
  await keeping(30).add("くるみんは何社?", answer);
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(statSync(join(folder, "2025-03-10.jsonl")).mode & 0o077).toBe(0);
});

it("deletes the files of days that are no longer kept, and no other file", async () => {
  mkdirSync(folder, { recursive: true });
  const names = [
    "2025-02-07.jsonl",
    "2025-02-08.jsonl",
    "2025-03-09.jsonl",
    "2024-01-01.jsonl",
    "notes.txt",
    "2024-01-01.csv",
  ];
  for (const name of names) writeFileSync(join(folder, name), "{}\n");
  await keeping(30).purge();
  expect(readdirSync(folder).sort()).toEqual(["2024-01-01.csv", "2025-02-08.jsonl", "2025-03-09.jsonl", "notes.txt"]);
});

it("deletes them when the program starts, though nobody asks", async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "2025-01-01.jsonl"), "{}\n");
  keeping(30).keepPurging((error) => {
    throw error;
  });
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

it("rejects what it cannot write, for the one who runs the program", async () => {
  writeFileSync(folder, "a file in the way");
  await expect(keeping(30).add("くるみんは何社?", answer)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
  await keeping(30).purge();
});
