import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Collection } from "../../ingest/collection.ts";
import { NORMALISER_ID, normalise } from "../normalise.ts";
import { pairsOfDocument, pairsOfExemplars, pairsOfQuestions, type TextPair, textsOfDocument } from "./pairs.ts";
import { type EmbeddingOptions, trainEmbedding } from "./train-embedding.ts";
import { writeModel } from "./write-model.ts";

const DEFAULT_COLLECTION = "data/2025-02/collection.json";
const DEFAULT_FOLDER = fileURLToPath(new URL("../models/shisaku-embedding", import.meta.url));

/** Chosen by measurement; the model card (index/models/shisaku-embedding/README.md) has the numbers. */
const OPTIONS: EmbeddingOptions = {
  dimensions: 256,
  vocabularyLimit: 24_000,
  epochs: 3,
  batch: 256,
  learningRate: 0.01,
  scale: 10,
  seed: 20250227,
};

const USAGE = `Usage: npm run train -- [COLLECTION] [--out FOLDER]
Trains the bundled embedding model from an ingested document (default ${DEFAULT_COLLECTION}).`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string", default: DEFAULT_FOLDER }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const collection = await readCollection(positionals[0] ?? DEFAULT_COLLECTION);
  if (collection === undefined) {
    process.exitCode = 1;
    return;
  }

  const started = performance.now();
  const texts = textsOfDocument(collection).map(normalise);
  const pairs = [...pairsOfDocument(collection), ...pairsOfQuestions(collection), ...pairsOfExemplars(collection)].map(
    normalisePair,
  );
  const embedding = trainEmbedding(texts, pairs, OPTIONS);
  await writeModel(values.out, embedding, {
    edition: collection.edition,
    documentSha256: collection.document.sha256,
    normaliser: NORMALISER_ID,
    pairs: pairs.length,
    options: OPTIONS,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const losses = embedding.losses.map((loss) => loss.toFixed(3)).join(" ");
  console.log(`${embedding.tokens.length} tokens × ${embedding.dimensions} dimensions from ${pairs.length} pairs`);
  console.log(`loss by epoch: ${losses}; ${seconds} s; written to ${values.out}`);
}

/** As passages and questions are before they are embedded. */
function normalisePair(pair: TextPair): TextPair {
  return { ...pair, left: normalise(pair.left), right: normalise(pair.right) };
}

/** Says on stderr what is wrong and gives undefined where the file is absent or not a collection. */
async function readCollection(path: string): Promise<Collection | undefined> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Cannot read the ingested document ${path} (${reason}).`);
    console.error("Run `npm run ingest -- ingest/document/chuken-shien-followup-2025-02.txt` first.");
    return undefined;
  }
  const parsed = Collection.safeParse(json);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  console.error(`${path} is not a collection of this version: ${first?.path.join(".")}: ${first?.message}`);
  console.error("Run `npm run ingest -- ingest/document/chuken-shien-followup-2025-02.txt` again.");
  return undefined;
}

await main();
