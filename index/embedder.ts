import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Embeddings } from "@langchain/core/embeddings";
import { env, type FeatureExtractionPipeline, pipeline } from "@xenova/transformers";
import { z } from "zod";

/** The model trained from the document, part of this repository. */
export const BUNDLED_MODEL = "shisaku-embedding";
export const BUNDLED_MODELS_PATH = fileURLToPath(new URL("models/", import.meta.url));

/**
 * How a model's output becomes one vector a text. `mean` over the tokens and `cls`, the first token, as the model's
 * author says; `graph` where the model pools itself and gives one vector a text, as the bundled one does.
 */
export type Pooling = "mean" | "cls" | "graph";

export interface TransformersEmbedderOptions {
  /** A folder below `localModelPath`, or a name on the Hugging Face hub ("Xenova/multilingual-e5-small"). */
  readonly model?: string;
  readonly localModelPath?: string;
  /** Whether a model that is not in `localModelPath` may be fetched from the hub, and its files cached. */
  readonly allowRemoteModels?: boolean;
  /** Put before each query or document; "query: " and "passage: " for the e5 models. */
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  /** Default: what the model's config.json says under `pooling`, else `mean`. */
  readonly pooling?: Pooling;
  /** Texts a run of the model. */
  readonly batchSize?: number;
}

export type EmbedderErrorCode = "model_not_found" | "model_unreadable" | "embedding_failed";

export class EmbedderError extends Error {
  override readonly name = "EmbedderError";
  readonly code: EmbedderErrorCode;
  /** What the person who runs the program can do. */
  readonly hint: string;

  constructor(code: EmbedderErrorCode, message: string, hint: string, cause?: unknown) {
    super(`${message} ${hint}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
  }
}

/** The keys of config.json that matter here; other models name their width differently. */
const ModelConfig = z.object({
  pooling: z.enum(["mean", "cls", "graph"]).optional(),
  hidden_size: z.number().int().positive().optional(),
  dim: z.number().int().positive().optional(),
  d_model: z.number().int().positive().optional(),
});

interface ModelFile {
  readonly path: string;
  readonly quantised: boolean;
}

interface LoadedModel {
  readonly extract: FeatureExtractionPipeline;
  readonly id: string;
  readonly pooling: Pooling;
  readonly dimensions: number;
}

/** transformers.js has one `env` for the whole process and reads it while it loads: models are loaded one after another. */
let lastLoad: Promise<unknown> = Promise.resolve();

/** Embeddings by a transformers.js model, in this process. Vectors are L2-normalised; a text without any known token gives the zero vector. */
export class TransformersEmbedder extends Embeddings {
  /** Model name, and for a local model the first 12 hex digits of its ONNX file's SHA-256: "shisaku-embedding@0123456789ab". */
  readonly id: string;
  readonly dimensions: number;
  readonly #extract: FeatureExtractionPipeline;
  readonly #pooling: Pooling;
  readonly #queryPrefix: string;
  readonly #documentPrefix: string;
  readonly #batchSize: number;

  /** Use `TransformersEmbedder.load`. */
  private constructor(model: LoadedModel, options: TransformersEmbedderOptions) {
    super({});
    this.id = model.id;
    this.dimensions = model.dimensions;
    this.#extract = model.extract;
    this.#pooling = model.pooling;
    this.#queryPrefix = options.queryPrefix ?? "";
    this.#documentPrefix = options.documentPrefix ?? "";
    this.#batchSize = options.batchSize ?? 32;
  }

  /** @throws EmbedderError model_not_found, model_unreadable */
  static async load(options: TransformersEmbedderOptions = {}): Promise<TransformersEmbedder> {
    const loading = lastLoad.then(() => loadModel(options));
    lastLoad = loading.catch(() => undefined);
    return new TransformersEmbedder(await loading, options);
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return (await this.documentVectors(documents)).map((vector) => Array.from(vector));
  }

  override async embedQuery(query: string): Promise<number[]> {
    return Array.from(await this.queryVector(query));
  }

  /** The same as embedDocuments, without the copy to plain arrays: Float32Arrays of length `dimensions`, in the order of the texts. */
  async documentVectors(documents: readonly string[]): Promise<Float32Array[]> {
    // Texts of like length share a batch: a batch is as wide as its longest text.
    const order = documents.map((_, index) => index).sort((a, b) => documents[a]!.length - documents[b]!.length);
    const vectors = new Array<Float32Array>(documents.length);
    for (let start = 0; start < order.length; start += this.#batchSize) {
      const indices = order.slice(start, start + this.#batchSize);
      const embedded = await this.#embed(
        indices.map((index) => documents[index]!),
        this.#documentPrefix,
      );
      for (const [position, index] of indices.entries()) vectors[index] = embedded[position]!;
    }
    return vectors;
  }

  /** The same as embedQuery, as Float32Array of length `dimensions`. */
  async queryVector(query: string): Promise<Float32Array> {
    const [vector] = await this.#embed([query], this.#queryPrefix);
    return vector!;
  }

  async #embed(texts: readonly string[], prefix: string): Promise<Float32Array[]> {
    // "cls" takes the first of the model's vectors, which is the only one where the graph has pooled.
    const pooling = this.#pooling === "mean" ? "mean" : "cls";
    let output: Awaited<ReturnType<FeatureExtractionPipeline>>;
    try {
      output = await this.#extract(
        texts.map((text) => prefix + text),
        { pooling },
      );
    } catch (cause) {
      const hint = "Check that the model is one for feature extraction.";
      throw new EmbedderError("embedding_failed", `The model ${this.id} failed on a text.`, hint, cause);
    }
    const width = output.data.length / texts.length;
    if (width !== this.dimensions) {
      const message = `The model ${this.id} gave ${width} numbers a text and not ${this.dimensions}.`;
      throw new EmbedderError("embedding_failed", message, "Set pooling to mean, cls or graph as the model needs.");
    }
    return texts.map((text, row) => {
      const own = output.data.slice(row * width, (row + 1) * width);
      // Converting number by number takes as long as the model itself.
      const vector = own instanceof Float32Array ? own : Float32Array.from(own, Number);
      return text.trim() === "" ? vector.fill(0) : normalise(vector);
    });
  }
}

async function loadModel(options: TransformersEmbedderOptions): Promise<LoadedModel> {
  const model = options.model ?? BUNDLED_MODEL;
  const localModelPath = resolve(options.localModelPath ?? BUNDLED_MODELS_PATH);
  const allowRemoteModels = options.allowRemoteModels ?? false;
  const file = findModelFile(join(localModelPath, model));
  if (file === undefined && !allowRemoteModels) {
    throw new EmbedderError(
      "model_not_found",
      `There is no embedding model in ${join(localModelPath, model)}.`,
      model === BUNDLED_MODEL
        ? "Run `npm run train` to make it, or restore the folder from the repository."
        : "Put config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx there, or allow remote models.",
    );
  }

  env.localModelPath = localModelPath;
  env.allowRemoteModels = allowRemoteModels;
  try {
    const extract = await pipeline("feature-extraction", model, { quantized: file?.quantised ?? true });
    const config = ModelConfig.parse(extract.model.config);
    const pooling = options.pooling ?? config.pooling ?? "mean";
    const dimensions = config.hidden_size ?? config.dim ?? config.d_model ?? (await measureDimensions(extract));
    const id = file === undefined ? model : `${model}@${await shortHash(file.path)}`;
    return { extract, id, pooling, dimensions };
  } catch (cause) {
    const hint =
      file === undefined
        ? "Check its name and the network, or put its files into the local folder."
        : "Its files may be damaged or not of transformers.js form; restore them or choose another model.";
    throw new EmbedderError("model_unreadable", `The embedding model ${model} could not be loaded.`, hint, cause);
  }
}

function findModelFile(folder: string): ModelFile | undefined {
  const files = [
    { path: join(folder, "onnx", "model_quantized.onnx"), quantised: true },
    { path: join(folder, "onnx", "model.onnx"), quantised: false },
  ];
  return files.find(({ path }) => existsSync(path));
}

async function measureDimensions(extract: FeatureExtractionPipeline): Promise<number> {
  const { dims } = await extract("a", { pooling: "cls" });
  return dims.at(-1) ?? 0;
}

async function shortHash(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex")
    .slice(0, 12);
}

/** To length 1, in place; the zero vector stays zero, for 0 / 0 would be NaN in every score. */
function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!(squares > 0)) return vector.fill(0);
  const factor = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i]! *= factor;
  return vector;
}
