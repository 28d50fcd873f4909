import { parseArgs } from "node:util";
import { TransformersEmbedder } from "../../index/embedder.ts";
import { readIndex } from "../../index/saved-index.ts";
import { readSettings } from "../../src/config.ts";
import { indexPath, loadLibrary } from "../../src/load-library.ts";
import { miniSearchRanker } from "./minisearch-ranker.ts";
import { oramaHybridRanker, oramaTextRanker } from "./orama-ranker.ts";
import { ownRankers } from "./own-rankers.ts";
import { comparePeers, type Found, type PeerResult, peerTable } from "./peer-results.ts";
import type { Ranker } from "./ranker.ts";
import { type EvaluationQuestion, readQuestions } from "./read-questions.ts";

const USAGE = "usage: npm run eval:peers -- [--json] [--questions FILE]";
const SEARCHED = new Set<EvaluationQuestion["type"]>(["topic", "fit", "fact", "noisy", "english"]);
const DEPTH = 10;

/** `npm run eval:peers`: our search, its parts alone and two libraries on the same texts and questions, each against ours. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      questions: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const questions = readQuestions(values.questions).filter(({ type, gold }) => SEARCHED.has(type) && gold.length > 0);
  const found: Found[] = [];
  for (const ranker of await everyRanker()) found.push({ name: ranker.name, lists: await askAll(ranker, questions) });
  const results: PeerResult[] = comparePeers(questions, found);
  console.log(values.json ? JSON.stringify(results, undefined, 2) : peerTable(results));
}

async function askAll(ranker: Ranker, questions: readonly EvaluationQuestion[]): Promise<string[][]> {
  const lists: string[][] = [];
  for (const { question } of questions) lists.push(await ranker.rank(question, DEPTH));
  return lists;
}

/** Ours first: the others are compared with it. */
async function everyRanker(): Promise<Ranker[]> {
  const settings = readSettings(process.env);
  const library = await loadLibrary(settings, () => {});
  const assistant = library.assistant();
  if (!assistant) throw new Error("no edition is loaded");
  const { catalogue } = assistant.search;
  const embedder = await TransformersEmbedder.load({
    model: settings.EMBEDDING_MODEL,
    localModelPath: settings.EMBEDDING_MODELS_PATH,
    queryPrefix: settings.EMBEDDING_QUERY_PREFIX,
  });
  const saved = await readIndex(indexPath(settings.DATA_DIR, catalogue.edition), catalogue.collection, embedder.id);
  return [
    ...ownRankers(assistant),
    miniSearchRanker(catalogue, "text"),
    miniSearchRanker(catalogue, "text+questions"),
    await oramaTextRanker(catalogue, "text"),
    await oramaTextRanker(catalogue, "text+questions"),
    await oramaHybridRanker(catalogue, saved, embedder),
  ];
}

await main();
