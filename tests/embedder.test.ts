import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PreTrainedTokenizer } from "@xenova/transformers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUNDLED_MODEL, BUNDLED_MODELS_PATH, TransformersEmbedder } from "../index/embedder.ts";
import { ELEMENT, graphInput, graphOutput, initializer, node, onnxModel } from "../index/training/onnx-graph.ts";
import type { TextPair } from "../index/training/pairs.ts";
import { SPECIAL_TOKENS, tokenize, tokenizerConfigJson, tokenizerJson } from "../index/training/tokenizer.ts";
import { type EmbeddingOptions, type TrainedEmbedding, trainEmbedding } from "../index/training/train-embedding.ts";
import { writeModel } from "../index/training/write-model.ts";

const MEGABYTE = 1024 * 1024;

/** Bullets as the document prints them. */
const ENERGY_SAVING =
  "工場・事業場等の産業・業務部門における省エネ性能の高い設備・機器への更新に係る費用の一部を支援する。";
const CYBER_SECURITY = "「サイバーセキュリティお助け隊サービス」の導入実績が約7,000社となった。";
const CARBON_NEUTRAL =
  "オンライン相談窓口、地域本部における対面相談窓口での相談対応に加え、専門家によるハンズオン支援を実施する。";
const INVOICE =
  "e-invoice の標準仕様 (JP PINT) の管理を適切に行うことで、国内外の主要なサービスプロバイダーがサービス展開できる環境を実現した。";

const SMALL: EmbeddingOptions = {
  dimensions: 16,
  vocabularyLimit: 500,
  epochs: 4,
  batch: 4,
  learningRate: 0.05,
  scale: 10,
  seed: 7,
};
const SMALL_PAIRS: TextPair[] = [
  pair("省エネルギー投資促進", ENERGY_SAVING),
  pair("サイバーセキュリティ対策の強化", CYBER_SECURITY),
  pair("カーボンニュートラル相談窓口", CARBON_NEUTRAL),
  pair("デジタルインボイスの普及・定着", INVOICE),
];
const SMALL_TEXTS = SMALL_PAIRS.flatMap(({ left, right }) => [left, right]);

let folder: string;
let bundled: TransformersEmbedder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "embedder-test-"));
  bundled = await TransformersEmbedder.load();
});
afterAll(() => rm(folder, { recursive: true }));

describe("the bundled model", () => {
  it("loads from the repository and names itself by the hash of its file", () => {
    expect(bundled.id).toMatch(/^shisaku-embedding@[0-9a-f]{12}$/);
  });

  it("gives vectors of the stated length and of norm 1", async () => {
    for (const vector of await bundled.documentVectors([ENERGY_SAVING, CYBER_SECURITY, "補助金"])) {
      expect(vector).toHaveLength(bundled.dimensions);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
  });

  it.each(["", "   ", "!?", "🍣", "はいどうもありがとう"])("gives zeros and no NaN for %j", async (text) => {
    expect(await bundled.embedQuery(text)).toEqual(new Array(bundled.dimensions).fill(0));
  });

  it("gives a text the same vector alone and in a batch of texts of other lengths", async () => {
    const texts = [INVOICE, "省エネ", "", ENERGY_SAVING.repeat(5), CARBON_NEUTRAL];
    const together = await bundled.documentVectors(texts);
    for (const [index, text] of texts.entries()) {
      const alone = await bundled.queryVector(text);
      expect(distance(together[index]!, alone)).toBeLessThan(1e-5);
    }
  });

  it("keeps the order of more texts than one batch holds", async () => {
    const texts = Array.from(
      { length: 70 },
      (_, index) => "省エネ設備".repeat(1 + ((index * 7) % 11)) + CYBER_SECURITY.slice(0, index),
    );
    const together = await bundled.documentVectors(texts);
    expect(together).toHaveLength(70);
    expect(distance(together[41]!, await bundled.queryVector(texts[41]!))).toBeLessThan(1e-5);
  });

  it("gives LangChain the same numbers as plain arrays", async () => {
    expect(await bundled.embedDocuments([INVOICE])).toEqual([Array.from(await bundled.queryVector(INVOICE))]);
    expect(await bundled.embedQuery(INVOICE)).toEqual(Array.from(await bundled.queryVector(INVOICE)));
    expect(await bundled.embedDocuments([])).toEqual([]);
  });

  it("gives the same vectors when it is loaded again", async () => {
    const again = await TransformersEmbedder.load();
    expect(again.id).toBe(bundled.id);
    expect(await again.queryVector(ENERGY_SAVING)).toEqual(await bundled.queryVector(ENERGY_SAVING));
  });

  it.each([
    ["工場の設備を省エネ型に更新したい", ENERGY_SAVING],
    ["サイバー攻撃への対策", CYBER_SECURITY],
    ["カーボンニュートラルの相談をしたい", CARBON_NEUTRAL],
    ["電子インボイスの規格", INVOICE],
  ])("puts 「%s」 nearest to the bullet about it", async (question, about) => {
    const bullets = [ENERGY_SAVING, CYBER_SECURITY, CARBON_NEUTRAL, INVOICE];
    const vector = await bundled.queryVector(question);
    const vectors = await bundled.documentVectors(bullets);
    const nearest = vectors.map((other) => cosine(vector, other)).reduce(indexOfLargest, { index: -1, value: -2 });
    expect(bullets[nearest.index]).toBe(about);
  });

  it("is small enough to be cloned with the repository", async () => {
    const model = join(BUNDLED_MODELS_PATH, BUNDLED_MODEL);
    const files = await readdir(model, { recursive: true });
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(model, file))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8 * MEGABYTE);
  });
});

describe("another model", () => {
  it("is refused with what to do when it is not there and the hub is not allowed", async () => {
    const loading = TransformersEmbedder.load({ model: "Xenova/multilingual-e5-small", localModelPath: folder });
    await expect(loading).rejects.toMatchObject({
      name: "EmbedderError",
      code: "model_not_found",
      hint: expect.stringContaining("onnx/model_quantized.onnx"),
    });
  });

  it("is refused when its files are damaged", async () => {
    await mkdir(join(folder, "damaged", "onnx"), { recursive: true });
    await writeFile(join(folder, "damaged", "onnx", "model_quantized.onnx"), "no model");
    await writeFile(join(folder, "damaged", "config.json"), "{");
    const loading = TransformersEmbedder.load({ model: "damaged", localModelPath: folder });
    await expect(loading).rejects.toMatchObject({ code: "model_unreadable", cause: expect.any(Error) });
  });

  it("does not keep the next model from loading when it fails", async () => {
    const failing = TransformersEmbedder.load({ model: "absent", localModelPath: folder });
    const next = TransformersEmbedder.load();
    await expect(failing).rejects.toThrow("absent");
    expect((await next).id).toBe(bundled.id);
  });

  it("that leaves pooling to its user is averaged over its tokens, padding left out, with its prefixes", async () => {
    const localModelPath = join(folder, "ordinary");
    await writeTokenVectorModel(join(localModelPath, "two-words"), ["query", "passage", "省"], 3);
    const embedder = await TransformersEmbedder.load({
      model: "two-words",
      localModelPath,
      queryPrefix: "query: ",
      documentPrefix: "passage: ",
    });
    // Every token's vector is its own axis: a text is the axes of its tokens.
    const diagonal = Math.SQRT1_2;
    expect(Array.from(await embedder.queryVector("省"))).toEqual(closeTo([diagonal, 0, diagonal]));
    const [long, short] = await embedder.documentVectors(["省 省 省", "!"]);
    expect(Array.from(long!)).toEqual(closeTo([0, 1 / Math.sqrt(10), 3 / Math.sqrt(10)]));
    expect(Array.from(short!)).toEqual(closeTo([0, 1, 0]));
  });
});

describe("the tokenizer", () => {
  it("gives kanji and katakana one by one and in pairs, Latin words whole, and no hiragana", () => {
    expect(tokenize("ＤＸ推進をする省エネ")).toEqual(["dx", "推", "推進", "進", "省", "省エ", "エ", "エネ", "ネ"]);
  });

  it("gives in transformers.js the tokens that training saw", () => {
    const text = `${INVOICE} ${CYBER_SECURITY} 令和６年度 ラーメン々 𠮷野家 100円`;
    const vocabulary = [...SPECIAL_TOKENS, ...new Set(tokenize(text))];
    const tokenizer = new PreTrainedTokenizer(tokenizerJson(vocabulary), tokenizerConfigJson());
    const ids: number[] = tokenizer.encode(text, null, { add_special_tokens: false });
    expect(ids.map((id) => vocabulary[id])).toEqual(tokenize(text));
  });
});

describe("training", () => {
  it("gives the same table for the same pairs and seed, and another for another seed", () => {
    const first = trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, SMALL);
    expect(trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, SMALL)).toEqual(first);
    expect(trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, { ...SMALL, seed: 8 }).table).not.toEqual(first.table);
  });

  it("brings the texts of a pair together and takes the other texts away", () => {
    const untrained = trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, { ...SMALL, epochs: 0 });
    const trained = trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, SMALL);
    const margin = (embedding: TrainedEmbedding): number =>
      cosine(embed("カーボンニュートラル相談窓口", embedding), embed(CARBON_NEUTRAL, embedding)) -
      cosine(embed("カーボンニュートラル相談窓口", embedding), embed(CYBER_SECURITY, embedding));
    expect(margin(trained)).toBeGreaterThan(margin(untrained));
    expect(trained.losses.at(-1)!).toBeLessThan(trained.losses[0]!);
  });

  it("writes a model whose int8 vectors are those of the float table", async () => {
    const trained = trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, SMALL);
    await writeModel(join(folder, "small"), trained, {});
    const small = await TransformersEmbedder.load({ model: "small", localModelPath: folder });
    expect(small.dimensions).toBe(SMALL.dimensions);
    for (const text of SMALL_TEXTS) {
      expect(cosine(await small.queryVector(text), embed(text, trained))).toBeGreaterThan(0.999);
    }
  });

  it("leaves the old model and nothing else behind when writing fails", async () => {
    const model = join(folder, "whole", "kept");
    const trained = trainEmbedding(SMALL_TEXTS, SMALL_PAIRS, { ...SMALL, epochs: 1 });
    await writeModel(model, trained, { run: 1 });
    await writeFile(join(model, "README.md"), "card");
    const unwritable = { run: 2n };
    await expect(writeModel(model, trained, unwritable)).rejects.toThrow(TypeError);
    expect(await readdir(join(folder, "whole"))).toEqual(["kept"]);
    expect(JSON.parse(await readFile(join(model, "config.json"), "utf8"))).toMatchObject({ trained: { run: 1 } });
    await writeModel(model, trained, { run: 3 });
    expect(await readFile(join(model, "README.md"), "utf8")).toBe("card");
    expect(await readdir(join(folder, "whole"))).toEqual(["kept"]);
  });

  it("says to ingest first when there is no ingested document", async () => {
    const script = fileURLToPath(new URL("../index/training/main.ts", import.meta.url));
    const absent = join(folder, "absent.json");
    const run = promisify(execFile)(process.execPath, ["--import", "tsx", script, absent]);
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/absent\.json.*npm run ingest/s),
    });
  });
});

function pair(left: string, right: string): TextPair {
  return { left, right, group: left, weight: 1 };
}

/** The model's definition, word for word: the sum of the rows of the known tokens. */
function embed(text: string, { tokens, table, dimensions }: TrainedEmbedding): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const token of tokenize(text)) {
    const id = tokens.indexOf(token);
    for (let i = 0; id >= 0 && i < dimensions; i++) vector[i]! += table[id * dimensions + i]!;
  }
  return vector;
}

/** A model as others are: one vector a token, here the token's own axis. */
async function writeTokenVectorModel(folder: string, words: readonly string[], dimensions: number): Promise<void> {
  const vocabulary = [...SPECIAL_TOKENS, ...words];
  const table = new Float32Array(vocabulary.length * dimensions);
  // Padding would show in the first number if it were counted.
  table[SPECIAL_TOKENS.indexOf("[PAD]") * dimensions] = 1;
  for (let word = 0; word < words.length; word++) table[(SPECIAL_TOKENS.length + word) * dimensions + word] = 1;
  const onnx = onnxModel("token-vectors", [
    node("Gather", ["table", "input_ids"], "last_hidden_state"),
    initializer("table", ELEMENT.float, [vocabulary.length, dimensions], table),
    graphInput("input_ids", ELEMENT.int64, ["batch", "tokens"]),
    graphInput("attention_mask", ELEMENT.int64, ["batch", "tokens"]),
    graphOutput("last_hidden_state", ELEMENT.float, ["batch", "tokens", dimensions]),
  ]);
  await mkdir(join(folder, "onnx"), { recursive: true });
  await writeFile(join(folder, "onnx", "model.onnx"), onnx);
  await writeFile(join(folder, "config.json"), JSON.stringify({ model_type: "bert", hidden_size: dimensions }));
  await writeFile(join(folder, "tokenizer.json"), JSON.stringify(tokenizerJson(vocabulary)));
  await writeFile(join(folder, "tokenizer_config.json"), JSON.stringify(tokenizerConfigJson()));
}

function closeTo(numbers: readonly number[]): unknown[] {
  return numbers.map((number) => expect.closeTo(number, 5));
}

function cosine(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}

function indexOfLargest(
  best: { index: number; value: number },
  value: number,
  index: number,
): { index: number; value: number } {
  return value > best.value ? { index, value } : best;
}
