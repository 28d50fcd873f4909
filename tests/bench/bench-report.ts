import { textTable } from "../evaluation/text-table.ts";
import { median } from "./quantile.ts";
import { RANKING_VARIANTS, type RankingVariant } from "./ranking-variants.ts";
import type { Round } from "./run-round.ts";
import type { PaintTimes } from "./time-paint.ts";

export interface BenchRun {
  machine: string;
  rounds: Round[];
  modelBytes: number;
  indexBytes: number;
  collectionBytes: number;
  /** The whole benchmark. */
  seconds: number;
}

const VARIANT_NAMES: Record<RankingVariant, string> = {
  ours: "ours, as /api/search ranks",
  embedding: "  of it the question's embedding",
  "minisearch-text": "MiniSearch, text",
  "minisearch-questions": "MiniSearch, text+questions",
  "orama-text": "Orama, text",
  "orama-hybrid": "Orama hybrid, text+questions, our vectors",
};

/** The targets stand where they were set: issue 2 and issue 3. Nothing here passes or fails. */
const TARGETS = {
  ratio: "≤ 2 (issue 3)",
  search: "< 10 ms (issue 2)",
  firstStart: "< 60 s (issue 2)",
  builtStart: "< 3 s (issue 2)",
  resident: "< 400 MB (issue 2)",
  size: "≤ 15 MB (issue 3)",
  load: "≤ 0.6 s (issue 3)",
  paint: "< 1 s warm (issue 5)",
  firstText: "< 50 ms (issue 7)",
};

/** Medians over the rounds, targets and every round's value, as text. */
export function benchReport(run: BenchRun): string {
  return [
    `${run.machine}; ${run.rounds.length} rounds, ${run.seconds.toFixed(0)} s`,
    rankingTable(run.rounds),
    "One process a variant and round, warm, in process, 10 measures asked for. first: questions with a right measure first.\nratio: to MiniSearch's text search in the same round. The peers give measures alone, ours its best passages too.",
    figureTable(run),
    "Start: node with tsx to the first 200 of /readyz, npm's own start not counted. HTTP: one client, warm, one connection.",
  ].join("\n\n");
}

function rankingTable(rounds: readonly Round[]): string {
  const timesOf = (variant: RankingVariant) =>
    rounds.flatMap(({ ranking }) => ranking.filter((times) => times.variant === variant));
  const baseline = timesOf("minisearch-text");
  const rows = RANKING_VARIANTS.map((variant) => {
    const times = timesOf(variant);
    const p50 = times.map((time) => time.p50);
    const ratios = p50.map((time, round) => time / (baseline[round]?.p50 ?? Number.NaN));
    const [one] = times;
    return [
      VARIANT_NAMES[variant],
      median(p50).toFixed(2),
      median(times.map((time) => time.p95)).toFixed(2),
      median(ratios).toFixed(2),
      variant === "ours" ? TARGETS.ratio : "",
      variant === "embedding" || !one ? "" : `${((100 * one.firstPlaces) / one.asked).toFixed(1)} %`,
      raw(p50, 2),
    ];
  });
  const asked = rounds[0]?.ranking[0]?.asked ?? 0;
  return textTable([
    [`question → measures, ${asked} questions`, "p50 ms", "p95 ms", "ratio", "target", "first", "p50 by round"],
    ...rows,
  ]);
}

function figureTable({ rounds, modelBytes, indexBytes, collectionBytes }: BenchRun): string {
  const milliseconds = (name: string, target: string, read: (round: Round) => number): string[] => {
    const values = rounds.map(read);
    return [name, `${median(values).toFixed(2)} ms`, target, raw(values, 2)];
  };
  const seconds = (name: string, target: string, read: (round: Round) => number | undefined): string[] => {
    const values = rounds
      .map(read)
      .filter((value) => value !== undefined)
      .map((value) => value / 1000);
    return [name, `${median(values).toFixed(2)} s`, target, raw(values, 2)];
  };
  const paint = (name: string, target: string, read: (times: PaintTimes) => number): string[] => {
    const values = rounds.map((round) => round.paint).filter((times) => times !== undefined);
    return values.length === 0
      ? [name, "not known without Chromium", target]
      : [name, `${median(values.map(read)).toFixed(0)} ms`, target, raw(values.map(read), 0)];
  };
  const memory = (name: string, target: string, read: (round: Round) => number | undefined): string[] => {
    const values = rounds.map(read).filter((value) => value !== undefined);
    return values.length === 0
      ? [name, "not known without /proc", target]
      : [name, `${median(values).toFixed(0)} MB`, target, raw(values, 0)];
  };
  const size = (name: string, target: string, bytes: number): string[] => [
    name,
    `${(bytes / 1e6).toFixed(1)} MB`,
    target,
  ];
  return textTable([
    ["figure", "median", "target", "by round"],
    milliseconds("/api/search, p50", TARGETS.search, ({ search }) => search.p50),
    milliseconds("/api/search, p95", "", ({ search }) => search.p95),
    milliseconds("/api/chat, p50", "", ({ chat }) => chat.p50),
    milliseconds("/api/chat, p95", "", ({ chat }) => chat.p95),
    milliseconds("/api/chat, stream: first text, p50", TARGETS.firstText, ({ firstText }) => firstText.p50),
    milliseconds("/api/chat, stream: first text, p95", "", ({ firstText }) => firstText.p95),
    paint("first paint of /, nothing loaded before", "", ({ first }) => first),
    paint("first paint of /, warm", TARGETS.paint, ({ warm }) => warm),
    seconds("start to ready, nothing built", TARGETS.firstStart, ({ firstStart }) => firstStart),
    seconds("start to ready, index built", TARGETS.builtStart, ({ builtStart }) => builtStart),
    seconds("load model and index", TARGETS.load, ({ load }) => load.model + load.index),
    seconds("  model, its library's import included", "", ({ load }) => load.model),
    seconds("  index file", "", ({ load }) => load.index),
    seconds("then build postings and vector graph", "", ({ load }) => load.search),
    memory("resident when ready", TARGETS.resident, ({ residentReady }) => residentReady),
    memory("resident after the requests", "", ({ residentUsed }) => residentUsed),
    size("model and index on disk", TARGETS.size, modelBytes + indexBytes),
    size("  model", "", modelBytes),
    size("  index", "", indexBytes),
    size("collection on disk", "", collectionBytes),
  ]);
}

const raw = (values: readonly number[], digits: number): string =>
  values.map((value) => value.toFixed(digits)).join(" ");
