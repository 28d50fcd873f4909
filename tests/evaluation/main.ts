import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "../../ingest/write-whole.ts";
import type { Assistant } from "../../src/answer/assistant.ts";
import { loadJudgement } from "../../src/answer/judge-question.ts";
import { readSettings } from "../../src/config.ts";
import { loadLibrary } from "../../src/load-library.ts";
import { companyLine } from "./company-questions.ts";
import { compareRuns, type EvaluationRun } from "./compare.ts";
import { type EvaluationQuestion, readQuestions } from "./read-questions.ts";
import { doubtsOf, riskCurve } from "./risk-curve.ts";
import { faithfulTo, type ScoredQuestion, scoreQuestion } from "./score-question.ts";
import { stageTables } from "./stages.ts";
import { percent, summarise, summaryTable } from "./summarise.ts";

const USAGE =
  "usage: npm run eval -- [--json] [--save FILE] [--compare FILE] [--type TYPE] [--worst N] [--questions FILE] [--chart FILE]";

/** `npm run eval`: asks every question of the project's own set in process and prints a table by type. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      save: { type: "string" },
      compare: { type: "string" },
      type: { type: "string" },
      worst: { type: "string", default: "20" },
      chart: { type: "string" },
      questions: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const questions = readQuestions(values.questions).filter(
    ({ type }) => values.type === undefined || type === values.type,
  );
  const assistant = await loadAssistant();
  const scored = await scoreAll(questions, assistant);
  const run: EvaluationRun = { summaries: summarise(scored), questions: scored };
  if (values.save) {
    await mkdir(dirname(values.save), { recursive: true });
    await writeFile(values.save, JSON.stringify(run));
  }
  if (values.json) {
    console.log(JSON.stringify(run, undefined, 2));
    return;
  }
  console.log(summaryTable(run.summaries));
  console.log(timeLine(scored));
  if (values.type === undefined && values.questions === undefined) console.log(await companyLine(assistant));
  const risk = riskCurve(await doubtsOf(questions, assistant, loadJudgement()));
  for (const table of [...stageTables(questions, scored, assistant.search.catalogue), risk.table])
    console.log(`\n${table}`);
  // A part of the questions draws no curve of the whole.
  if (values.chart && values.type === undefined && values.questions === undefined)
    await writeWhole(values.chart, risk.chart);
  for (const line of worst(scored, Number(values.worst))) console.log(line);
  if (values.compare) {
    const before: EvaluationRun = JSON.parse(await readFile(values.compare, "utf8"));
    console.log(["", `against ${values.compare}`, ...compareRuns(before, run)].join("\n"));
  }
}

async function loadAssistant(): Promise<Assistant> {
  const assistant = (await loadLibrary(readSettings(process.env), () => {})).assistant();
  if (!assistant) throw new Error("no edition is loaded");
  return assistant;
}

async function scoreAll(questions: readonly EvaluationQuestion[], assistant: Assistant): Promise<ScoredQuestion[]> {
  const settings = readSettings(process.env);
  const source = await readFile(settings.DOCUMENT_FILE, "utf8");
  const faithful = faithfulTo(source, assistant.search.catalogue.collection);
  const scored: ScoredQuestion[] = [];
  for (const question of questions) {
    const begun = performance.now();
    const hits = await assistant.rank(question.question, 10);
    const searched = performance.now();
    const answer = await assistant.ask({
      messages: [...question.history, { role: "user", content: question.question }],
    });
    const found = hits.map((hit) => hit.measure.id);
    scored.push({
      id: question.id,
      type: question.type,
      question: question.question,
      marks: scoreQuestion(question, found, answer, faithful),
      kind: answer.kind,
      found,
      cited: answer.citations.map((citation) => citation.measureId),
      reply: answer.answer,
      searchMs: searched - begun,
      answerMs: performance.now() - searched,
    });
  }
  return scored;
}

function timeLine(scored: readonly ScoredQuestion[]): string {
  const median = (values: number[]): string =>
    (values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(2);
  const length = scored.map(({ reply }) => reply.length).sort((a, b) => a - b)[Math.floor(scored.length / 2)] ?? 0;
  const wrong = scored.filter(({ marks }) => marks.faithful === false).length;
  return `search p50 ${median(scored.map((question) => question.searchMs))} ms, answer p50 ${median(
    scored.map((question) => question.answerMs),
  )} ms, reply p50 ${length} characters, unfaithful ${wrong} (${percent(wrong / Math.max(1, scored.length))} %)`;
}

/** The questions with most marks missed, with what was answered. */
function worst(scored: readonly ScoredQuestion[], count: number): string[] {
  const missed = (question: ScoredQuestion): number =>
    Object.values(question.marks).filter((mark) => mark === false).length;
  return [...scored]
    .sort((a, b) => missed(b) - missed(a))
    .slice(0, count)
    .flatMap((question) => [
      "",
      `${question.id} (${question.type}) ${question.question}`,
      `  found ${question.found.slice(0, 5).join(" ")} | ${question.kind} cited ${question.cited.slice(0, 3).join(" ")}`,
      `  ${question.reply.replaceAll("\n", " ").slice(0, 200)}`,
    ]);
}

await main();
