import { readFileSync } from "node:fs";
import { z } from "zod";
import { Message } from "../../src/question/read-history.ts";

export const QUESTION_TYPES = [
  "topic",
  "fit",
  "fact",
  "cite",
  "followup",
  "noisy",
  "english",
  "outscope",
  "inject",
  "ambiguous",
  "list",
] as const;

/** One evaluation question: what is asked, and what a right answer holds. */
export const EvaluationQuestion = z.object({
  id: z.string(),
  type: z.enum(QUESTION_TYPES),
  question: z.string(),
  history: z.array(Message).default([]),
  /** Any one of them first is right. */
  gold: z.array(z.string()),
  /** Fine to show, not enough. */
  also: z.array(z.string()).default([]),
  /** Strings the reply must hold, white space and width aside. */
  answer: z.array(z.string()).default([]),
  expect: z.enum(["answer", "refuse", "clarify", "inject"]).default("answer"),
});
export type EvaluationQuestion = z.infer<typeof EvaluationQuestion>;

export const QUESTIONS_FILE = new URL("./questions.jsonl", import.meta.url);

export const readQuestions = (file: URL | string = QUESTIONS_FILE): EvaluationQuestion[] =>
  readLines(file).map((line) => EvaluationQuestion.parse(line));

/** The JSON value of each line that is not blank. */
export const readLines = (file: URL | string): unknown[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
