import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ExactVectorIndex } from "../../index/exact-vector-index.ts";
import { loadGlossary } from "../../index/glossary.ts";
import { Catalogue } from "../../src/retrieval/catalogue.ts";
import { fuseScores } from "../../src/retrieval/fuse-scores.ts";
import { HybridSearch, type MeasureHit, type QueryEmbedder } from "../../src/retrieval/hybrid-search.ts";
import { LEG_WEIGHTS } from "../../src/retrieval/search-settings.ts";
import { buildRealIndex } from "../real-index.ts";
import { type Curve, curveChart } from "./curve-chart.ts";
import { limitQuestions, shuffledQuestions } from "./limit-questions.ts";
import { type EvaluationQuestion, readQuestions } from "./read-questions.ts";
import { percent } from "./summarise.ts";
import { textTable } from "./text-table.ts";

const USAGE = "usage: npm run eval:curve -- [--json] [--orders N] [--questions FILE]";
const CHART_FILE = fileURLToPath(new URL("../../docs/learning-curve.svg", import.meta.url));
const COUNTS = [0, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36];
const MAIN_TYPES = new Set<EvaluationQuestion["type"]>(["topic", "fit", "fact"]);

/** One number of questions a measure: shares of right first places, the mean over the orders and each order's own. */
interface CurveRow {
  count: number;
  all: number;
  lexical: number;
  allByOrder: number[];
  lexicalByOrder: number[];
}

/**
 * `npm run eval:curve`: what more hypothetical questions a measure are worth. The embedding model stays the bundled one,
 * which was trained with all the questions: the curve with it is too high on the left. The lexical one is not.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      orders: { type: "string", default: "3" },
      questions: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const questions = readQuestions(values.questions).filter(({ type }) => MAIN_TYPES.has(type));
  const { collection, index, embedder } = await buildRealIndex();
  const remembered = rememberVectors(embedder);
  const glossary = loadGlossary();
  const rows: CurveRow[] = [];
  for (const count of COUNTS) {
    const allByOrder: number[] = [];
    const lexicalByOrder: number[] = [];
    for (let seed = 1; seed <= Number(values.orders); seed += 1) {
      const limited = limitQuestions(collection, index, shuffledQuestions(collection, seed), count);
      const catalogue = new Catalogue(limited.collection);
      const search = new HybridSearch(catalogue, limited.saved, new ExactVectorIndex(), remembered, glossary);
      const { all, lexical } = await firstPlaces(search, questions);
      allByOrder.push(all);
      lexicalByOrder.push(lexical);
    }
    rows.push({ count, all: mean(allByOrder), lexical: mean(lexicalByOrder), allByOrder, lexicalByOrder });
  }
  await writeFile(CHART_FILE, chart(rows, questions.length));
  console.log(values.json ? JSON.stringify(rows, undefined, 2) : table(rows, questions.length));
}

/** The same questions are asked at every count: each is embedded once. */
function rememberVectors(embedder: QueryEmbedder): QueryEmbedder {
  const vectors = new Map<string, Promise<Float32Array>>();
  return {
    queryVector: (text) => {
      const vector = vectors.get(text) ?? embedder.queryVector(text);
      vectors.set(text, vector);
      return vector;
    },
  };
}

async function firstPlaces(
  search: HybridSearch,
  questions: readonly EvaluationQuestion[],
): Promise<{ all: number; lexical: number }> {
  let all = 0;
  let lexical = 0;
  for (const { question, gold } of questions) {
    const hits = await search.search({ question, limit: search.catalogue.measures.size });
    if (gold.includes(hits[0]?.measure.id ?? "")) all += 1;
    if (gold.includes(withoutDense(hits)[0]?.id ?? "")) lexical += 1;
  }
  return { all: all / questions.length, lexical: lexical / questions.length };
}

/** The same fusion with the same weights, of every leg but the embedding's. */
function withoutDense(hits: readonly MeasureHit[]): { id: string }[] {
  const { dense: _, ...weights } = LEG_WEIGHTS;
  const scores = (leg: keyof typeof weights): Map<string, number> =>
    new Map(hits.flatMap(({ measure, legs }) => (legs[leg] > 0 ? [[measure.id, legs[leg]]] : [])));
  return fuseScores(
    { measure: scores("measure"), question: scores("question"), passage: scores("passage"), sound: scores("sound") },
    weights,
  );
}

function chart(rows: readonly CurveRow[], asked: number): string {
  const curves: Curve[] = [
    { name: "全検索 / all legs", points: rows.map(({ count, all }) => ({ at: count, share: all })) },
    {
      name: "語による検索のみ / lexical legs alone",
      points: rows.map(({ count, lexical }) => ({ at: count, share: lexical })),
    },
  ];
  const described = rows.map(
    ({ count, all, lexical }) => `${count}問: ${percent(all)} % (語のみ ${percent(lexical)} %)`,
  );
  return curveChart(
    {
      title: "学習曲線: 想定質問の数と、正しい施策が1位になる割合",
      description: `topic・fit・fact の評価質問${asked}問で、正しい施策が1位になった割合。${described.join("、")}。埋め込みモデルは全質問で学習したものをそのまま使うので、全検索の左側は高めに出る。`,
      note: `評価質問${asked}問。埋め込みは全質問で学習したもの: 全検索の左側は高めに出る`,
    },
    {
      x: {
        label: "施策ごとの想定質問の数 / hypothetical questions a measure",
        from: 0,
        to: Math.max(...rows.map(({ count }) => count)),
        format: String,
      },
      y: { label: "hit@1", from: Math.floor(Math.min(...rows.map(({ lexical }) => lexical)) * 10 - 0.5) / 10, to: 1 },
    },
    curves,
  );
}

function table(rows: readonly CurveRow[], asked: number): string {
  const list = (shares: readonly number[]): string => shares.map(percent).join(" ");
  return [
    textTable([
      ["questions a measure", "all legs", "gain", "orders", "lexical legs", "gain", "orders"],
      ...rows.map(({ count, all, lexical, allByOrder, lexicalByOrder }, index) => [
        String(count),
        percent(all),
        gain(all, rows[index - 1]?.all),
        list(allByOrder),
        percent(lexical),
        gain(lexical, rows[index - 1]?.lexical),
        list(lexicalByOrder),
      ]),
    ]),
    `hit@1 in %, topic + fit + fact, ${asked} questions; mean over random orders of the questions, and each order. The embedding model is the bundled one, trained with all questions: "all legs" is too high on the left.`,
    `written: ${CHART_FILE}`,
  ].join("\n\n");
}

const gain = (share: number, before: number | undefined): string =>
  before === undefined ? "" : `${share >= before ? "+" : ""}${percent(share - before)}`;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

await main();
