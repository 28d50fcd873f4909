import { readFileSync } from "node:fs";

/** A text as people write it, with the parts of it that are a person's data; none where only figures look like it. */
export interface PersonalText {
  kind: string;
  text: string;
  data: string[];
}

const lines = (path: string): string[] =>
  readFileSync(new URL(path, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "");

/** Texts written by hand for this: those with data first. Every number in them is made up. */
export const personalTexts = (): PersonalText[] =>
  lines("./fixtures/personal-data.jsonl").map((line): PersonalText => JSON.parse(line));

const QUESTIONS = [
  "./evaluation/questions.jsonl",
  "./evaluation/later-questions.jsonl",
  "./evaluation/short-questions.jsonl",
  "./evaluation/company-questions.jsonl",
  "../src/calibration/questions.jsonl",
  "../ingest/document/chuken-shien-followup-2025-02.questions.jsonl",
  "../ingest/document/chuken-shien-followup-2025-02.exemplars.jsonl",
];

/** Every question that the project has of its own. */
export const projectQuestions = (): string[] =>
  QUESTIONS.flatMap((path) => lines(path).map((line): string => JSON.parse(line).question));

/** Every line of the bundled document. */
export const documentLines = (): string[] => lines("../ingest/document/chuken-shien-followup-2025-02.txt");
