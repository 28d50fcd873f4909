import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Exemplar, HypotheticalQuestion, Reading } from "./collection.ts";
import { IngestError } from "./ingest-error.ts";

const QuestionLine = z.object({
  measure: z.string(),
  question: z.string().min(1),
  voice: z.string(),
  kind: z.string(),
});
const ExemplarLine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("outside"), question: z.string().min(1), topic: z.string() }),
  z.object({ kind: z.literal("broad"), question: z.string().min(1) }),
  z.object({ kind: z.literal("unstated"), question: z.string().min(1), measure: z.string() }),
]);
const ReadingLine = z.object({ measure: z.string(), readings: z.array(z.string()) });

/** What lies beside a document to find it by, written for it; never quoted. */
export interface QuestionsFile {
  /** Of all its files. */
  sha256: string;
  questions: HypotheticalQuestion[];
  readings: Reading[];
  exemplars: Exemplar[];
}

export const NO_QUESTIONS: QuestionsFile = { sha256: "", questions: [], readings: [], exemplars: [] };

/** "…/follow-up.txt" to "…/follow-up.questions.jsonl": what is written for a document lies beside it. */
export const questionsPath = (documentPath: string): string => companionPath(documentPath, "questions");
export const readingsPath = (documentPath: string): string => companionPath(documentPath, "readings");
export const exemplarsPath = (documentPath: string): string => companionPath(documentPath, "exemplars");

const companionPath = (documentPath: string, what: string): string =>
  `${documentPath.replace(/\.[^./]+$/, "")}.${what}.jsonl`;

/** The hypothetical questions of a document and readings; none where no files lie beside it. Throws IngestError `questions_invalid`. */
export async function readQuestionsFile(documentPath: string): Promise<QuestionsFile> {
  const paths = [questionsPath(documentPath), readingsPath(documentPath), exemplarsPath(documentPath)];
  const [questionsText = "", readingsText = "", exemplarsText = ""] = await Promise.all(
    paths.map((path) => readFile(path, "utf8").catch(() => "")),
  );
  if (questionsText + readingsText + exemplarsText === "") return NO_QUESTIONS;
  const counts = new Map<string, number>();
  const questions = readLines(questionsText, questionsPath(documentPath), QuestionLine).map(
    (line): HypotheticalQuestion => {
      const count = counts.get(line.measure) ?? 0;
      counts.set(line.measure, count + 1);
      return { id: `${line.measure}/question/${count}`, measureId: line.measure, text: line.question, kind: line.kind };
    },
  );
  const readings = readLines(readingsText, readingsPath(documentPath), ReadingLine).map(
    (line): Reading => ({ measureId: line.measure, texts: line.readings }),
  );
  const exemplars = readLines(exemplarsText, exemplarsPath(documentPath), ExemplarLine).map(
    ({ question, ...line }, index): Exemplar => ({
      id: `${line.kind}/exemplar/${index}`,
      kind: line.kind,
      text: question,
      ...(line.kind === "outside" ? { topic: line.topic } : {}),
      ...(line.kind === "unstated" ? { measureId: line.measure } : {}),
    }),
  );
  const hash = createHash("sha256").update(questionsText).update(readingsText).update(exemplarsText);
  return { sha256: hash.digest("hex"), questions, readings, exemplars };
}

/** Throws IngestError for a question or reading of a measure that the document does not have. */
export function checkQuestions(file: QuestionsFile, measureIds: ReadonlySet<string>): QuestionsFile {
  const stray = [...file.questions, ...file.readings, ...file.exemplars].find(
    ({ measureId }) => measureId !== undefined && !measureIds.has(measureId),
  );
  if (!stray?.measureId) return file;
  throw invalid(stray.measureId, "その施策はこの文書にありません", `the document has no measure ${stray.measureId}`);
}

function readLines<Line>(text: string, path: string, schema: z.ZodType<Line>): Line[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const parsed = schema.safeParse(parseJson(line));
    if (!parsed.success) throw invalid(path, `${index + 1} 行目を読めません`, `line ${index + 1} cannot be read`);
    return [parsed.data];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function invalid(where: string, japanese: string, english: string): IngestError {
  return new IngestError("questions_invalid", {
    japanese: `想定質問が正しくありません: ${japanese} (${where})`,
    english: `The hypothetical questions are invalid: ${english} (${where})`,
    hint: '1行に1つ、{"measure","question","voice","kind"} の JSON にしてください。 / One JSON object a line.',
  });
}
