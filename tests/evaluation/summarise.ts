import type { Marks, ScoredQuestion } from "./score-question.ts";

export type MarkName = keyof Marks;

export interface Summary {
  type: string;
  count: number;
  /** Mean of each mark over the questions it applies to; undefined where to none. */
  means: Partial<Record<MarkName, number>>;
  /** 95 % bootstrap interval of hit@1 where there is one, else of citedFirst. */
  interval: { mark: MarkName; low: number; high: number } | undefined;
}

export const MARK_NAMES: readonly MarkName[] = [
  "hit1",
  "hit3",
  "hit5",
  "reciprocalRank",
  "goldInFive",
  "citedFirst",
  "citedInThree",
  "strings",
  "early",
  "refusal",
  "clarified",
  "safe",
  "faithful",
];

const HEADINGS: Record<MarkName, string> = {
  hit1: "hit@1",
  hit3: "hit@3",
  hit5: "hit@5",
  reciprocalRank: "MRR",
  goldInFive: "gold@5",
  citedFirst: "cite1",
  citedInThree: "cite3",
  strings: "text",
  early: "≤160",
  refusal: "refusal",
  clarified: "clarify",
  safe: "safe",
  faithful: "faithful",
};

export function summarise(scored: readonly ScoredQuestion[]): Summary[] {
  const types = Array.from(new Set(scored.map((question) => question.type)));
  const groups: [string, readonly ScoredQuestion[]][] = types.map((type) => [
    type,
    scored.filter((question) => question.type === type),
  ]);
  const main = scored.filter((question) => ["topic", "fit", "fact"].includes(question.type));
  return [...groups, ["topic+fit+fact", main] as const, ["all", scored] as const].map(([type, questions]) => {
    const means: Summary["means"] = {};
    for (const mark of MARK_NAMES) {
      const values = valuesOf(questions, mark);
      if (values.length > 0) means[mark] = mean(values);
    }
    const mark: MarkName = means.hit1 === undefined ? "citedFirst" : "hit1";
    return { type, count: questions.length, means, interval: bootstrap(valuesOf(questions, mark), mark) };
  });
}

export function summaryTable(summaries: readonly Summary[]): string {
  const head = ["type", "n", ...MARK_NAMES.map((mark) => HEADINGS[mark]), "95 %"];
  const rows = summaries.map(({ type, count, means, interval }) => [
    type,
    String(count),
    ...MARK_NAMES.map((mark) => (means[mark] === undefined ? "·" : percent(means[mark]))),
    interval ? `${percent(interval.low)}–${percent(interval.high)}` : "",
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "))
    .join("\n");
}

export const percent = (value: number): string => (100 * value).toFixed(1);

function valuesOf(questions: readonly ScoredQuestion[], mark: MarkName): number[] {
  return questions
    .map((question) => question.marks[mark])
    .filter((value) => value !== undefined)
    .map(Number);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const RESAMPLES = 1000;

/** Percentile bootstrap with a fixed seed, so that two runs print the same. */
function bootstrap(values: readonly number[], mark: MarkName): Summary["interval"] {
  if (values.length < 5) return undefined;
  let state = 20250201;
  const random = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  );
  means.sort((a, b) => a - b);
  return { mark, low: means[Math.floor(0.025 * RESAMPLES)] ?? 0, high: means[Math.floor(0.975 * RESAMPLES)] ?? 0 };
}
