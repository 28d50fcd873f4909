import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { quantiseTable } from "./quantise-table.ts";
import { PADDING_TOKEN, SPECIAL_TOKENS, tokenizerConfigJson, tokenizerJson } from "./tokenizer.ts";
import type { TrainedEmbedding } from "./train-embedding.ts";
import { writeOnnx } from "./write-onnx.ts";

/** Written by hand, so it outlives the files that training makes. */
const MODEL_CARD = "README.md";

/**
 * Writes a model folder of transformers.js form, whole or not at all: into a folder beside it, which then takes its place.
 *
 * @param provenance goes into config.json as `trained`: what the model was made from
 */
export async function writeModel(folder: string, embedding: TrainedEmbedding, provenance: object): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    const config = {
      model_type: "bert",
      architectures: ["BertModel"],
      hidden_size: embedding.dimensions,
      vocab_size: embedding.tokens.length,
      pad_token_id: SPECIAL_TOKENS.indexOf(PADDING_TOKEN),
      pooling: "graph",
      trained: provenance,
    };
    await writeFile(join(temporary, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
    await writeFile(join(temporary, "tokenizer.json"), `${JSON.stringify(tokenizerJson(embedding.tokens))}\n`);
    await writeFile(join(temporary, "tokenizer_config.json"), `${JSON.stringify(tokenizerConfigJson(), null, 2)}\n`);
    await mkdir(join(temporary, "onnx"));
    const onnx = writeOnnx(quantiseTable(embedding.table, embedding.dimensions));
    await writeFile(join(temporary, "onnx", "model_quantized.onnx"), onnx);
    if (existsSync(join(folder, MODEL_CARD))) {
      await copyFile(join(folder, MODEL_CARD), join(temporary, MODEL_CARD));
    }
    // mkdtemp makes it for its owner alone; the server may run as somebody else.
    await chmod(temporary, 0o755);
    await replaceFolder(folder, temporary);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** A folder that is not empty cannot be renamed over, so the old one steps aside first and comes back if that fails. */
async function replaceFolder(folder: string, replacement: string): Promise<void> {
  const previous = `${replacement}-previous`;
  const hadPrevious = existsSync(folder);
  if (hadPrevious) await rename(folder, previous);
  try {
    await rename(replacement, folder);
  } catch (error) {
    if (hadPrevious) await rename(previous, folder);
    throw error;
  }
  await rm(previous, { recursive: true, force: true });
}
