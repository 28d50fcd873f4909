import { readFileSync } from "node:fs";
import { z } from "zod";
import { readCompany } from "../../src/match/read-company.ts";
import { readListing } from "../../src/question/read-listing.ts";
import { understandQuestion } from "../../src/question/understand-question.ts";
import type { Catalogue } from "../../src/retrieval/catalogue.ts";
import type { EvaluationQuestion } from "./read-questions.ts";
import type { ScoredQuestion } from "./score-question.ts";
import { percent } from "./summarise.ts";
import { textTable } from "./text-table.ts";

/** What each stage of understanding should read from a question, labelled by hand, apart from the code. */
export const StageLabels = z.object({
  id: z.string(),
  intent: z.enum(["need", "detail", "list", "broad", "outside", "inject"]),
  attribute: z.string().nullable(),
  column: z.enum(["policy", "followUp"]).nullable(),
  /** Western, fiscal or calendar, named outright. */
  years: z.array(z.number()),
  employees: z.number().nullable(),
  /** Yen. */
  capital: z.number().nullable(),
  language: z.enum(["ja", "en", "zh", "vi"]),
});
export type StageLabels = z.infer<typeof StageLabels>;

export const STAGES_FILE = new URL("./stages.jsonl", import.meta.url);

export function readStageLabels(): Map<string, StageLabels> {
  const lines = readFileSync(STAGES_FILE, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return new Map(
    lines.map((line) => {
      const labels = StageLabels.parse(JSON.parse(line));
      return [labels.id, labels];
    }),
  );
}

/** One stage's reading of one question beside the label. */
interface Reading {
  labelled: string;
  read: string;
}

const NONE = "-";
const STAGES = ["language", "intent", "attribute", "column", "years", "employees", "capital"] as const;
type Stage = (typeof STAGES)[number];

/** How often each stage reads what people read, and the confusion matrices of those that choose among names. */
export function stageTables(
  questions: readonly EvaluationQuestion[],
  scored: readonly ScoredQuestion[],
  catalogue: Catalogue,
): string[] {
  const labels = readStageLabels();
  const byStage = new Map<Stage, Reading[]>(STAGES.map((stage) => [stage, []]));
  questions.forEach((question, index) => {
    const label = labels.get(question.id);
    const answered = scored[index];
    if (!label || !answered) return;
    for (const [stage, reading] of Object.entries(readStages(question, answered, label, catalogue))) {
      byStage.get(stage as Stage)?.push(reading);
    }
  });
  const rows = STAGES.map((stage) => {
    const readings = byStage.get(stage) ?? [];
    const present = readings.filter(({ labelled, read }) => labelled !== NONE || read !== NONE);
    return [stage, String(readings.length), rightOf(readings), String(present.length), rightOf(present)];
  });
  const matrices = (["intent", "attribute", "column"] as const).map(
    (stage) => `${stage}: labelled by hand (rows), read (columns)\n${confusionMatrix(byStage.get(stage) ?? [])}`,
  );
  return [textTable([["stage", "n", "right %", "where named", "right %"], ...rows]), ...matrices];
}

function readStages(
  question: EvaluationQuestion,
  answered: ScoredQuestion,
  label: StageLabels,
  catalogue: Catalogue,
): Record<Stage, Reading> {
  const read = understandQuestion(question.question, catalogue);
  const isDetail = label.intent === "detail";
  const company = readCompany({ description: question.question });
  const years = (list: readonly (number | string)[]): string =>
    Array.from(new Set(list)).map(String).sort().join(" ") || NONE;
  const lists =
    read.references.measures.length === 0 && readListing(read.question, read.references, catalogue) !== undefined;
  return {
    language: { labelled: label.language, read: read.language },
    intent: { labelled: label.intent === "inject" ? "outside" : label.intent, read: intentOf(answered, lists) },
    attribute: { labelled: label.attribute ?? NONE, read: read.attribute ?? NONE },
    // A need is answered from the policy column anyway.
    column: isDetail ? { labelled: label.column ?? NONE, read: read.column ?? NONE } : { labelled: NONE, read: NONE },
    years: { labelled: years(label.years), read: years(read.times.years) },
    employees: { labelled: String(label.employees ?? NONE), read: String(company.employees ?? NONE) },
    capital: { labelled: String(label.capital ?? NONE), read: String(company.capital ?? NONE) },
  };
}

/** The intent that the answer shows: what was decided, not what one stage thought. */
function intentOf({ kind }: ScoredQuestion, lists: boolean): string {
  if (kind === "clarify") return "broad";
  if (kind === "refuse") return "outside";
  if (kind === "list") return lists ? "list" : "need";
  return "detail";
}

const rightOf = (readings: readonly Reading[]): string =>
  readings.length === 0
    ? NONE
    : percent(readings.filter(({ labelled, read }) => labelled === read).length / readings.length);

function confusionMatrix(readings: readonly Reading[]): string {
  const names = Array.from(new Set(readings.flatMap(({ labelled, read }) => [labelled, read]))).sort();
  const count = (labelled: string, read: string): string => {
    const found = readings.filter((reading) => reading.labelled === labelled && reading.read === read).length;
    return found === 0 ? "·" : String(found);
  };
  return textTable([["", ...names], ...names.map((row) => [row, ...names.map((column) => count(row, column))])]);
}
