import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { HypotheticalQuestion } from "./collection.ts";
import { IngestError } from "./ingest-error.ts";

const Line = z.object({ measure: z.string(), question: z.string().min(1), voice: z.string(), kind: z.string() });

export interface QuestionsFile {
  sha256: string;
  questions: HypotheticalQuestion[];
}

/** "…/follow-up.txt" to "…/follow-up.questions.jsonl": questions lie beside their document. */
export const questionsPath = (documentPath: string): string =>
  `${documentPath.replace(/\.[^./]+$/, "")}.questions.jsonl`;

/** The hypothetical questions of a document; none where no file lies beside it. Throws IngestError `questions_invalid`. */
export async function readQuestionsFile(documentPath: string): Promise<QuestionsFile> {
  const path = questionsPath(documentPath);
  const text = await readFile(path, "utf8").catch(() => "");
  if (text === "") return { sha256: "", questions: [] };
  const counts = new Map<string, number>();
  const questions = text.split("\n").flatMap((line, index): HypotheticalQuestion[] => {
    if (line.trim() === "") return [];
    const parsed = parseLine(line);
    if (!parsed) throw invalid(path, `${index + 1} 行目を読めません`, `line ${index + 1} cannot be read`);
    const count = counts.get(parsed.measure) ?? 0;
    counts.set(parsed.measure, count + 1);
    return [
      {
        id: `${parsed.measure}/question/${count}`,
        measureId: parsed.measure,
        text: parsed.question,
        kind: parsed.kind,
      },
    ];
  });
  return { sha256: createHash("sha256").update(text).digest("hex"), questions };
}

/** Throws IngestError for a question of a measure that the document does not have. */
export function checkQuestions(file: QuestionsFile, measureIds: ReadonlySet<string>): HypotheticalQuestion[] {
  const stray = file.questions.find((question) => !measureIds.has(question.measureId));
  if (stray)
    throw invalid(
      stray.text,
      `施策 ${stray.measureId} はこの文書にありません`,
      `the document has no measure ${stray.measureId}`,
    );
  return file.questions;
}

function parseLine(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.parse(JSON.parse(line));
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
