import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { buildIndex, writeIndex } from "../../index/saved-index.ts";
import type { Collection } from "../../ingest/collection.ts";
import { ingestDocument } from "../../ingest/ingest-document.ts";
import { readDocument } from "../../ingest/read-document.ts";
import { readQuestionsFile } from "../../ingest/read-questions.ts";
import { writeCollection } from "../../ingest/write-collection.ts";
import { FeedbackStore, feedbackPath } from "../../src/feedback/feedback-store.ts";

/**
 * Run by kill-writer.ts: `write-forever.ts DATA_DIR DOCUMENT FIRST PADDING` writes collection and index of one edition
 * after the other, numbered from FIRST, and feedback all the while, until it is killed. PADDING characters make a small
 * document's collection large, so that a kill seldom falls between two writes. Prints what is done, when it is done:
 * "collection 12", "index 12", "feedback <id>".
 */
const [directory = "", documentFile = "", first = "0", padding = "0"] = process.argv.slice(2);
const document = ingestDocument(await readDocument(documentFile), await readQuestionsFile(documentFile));
const DIMENSIONS = 256;

/** Numbers in place of meaning: the index of a real document in milliseconds. */
const embedder = {
  id: "numbers@1",
  dimensions: DIMENSIONS,
  documentVectors: async (texts: readonly string[]): Promise<Float32Array[]> =>
    texts.map((text, row) =>
      Float32Array.from({ length: DIMENSIONS }, (_, column) => Math.sin(row * column + text.length)),
    ),
};
const vectors = await buildIndex(document, embedder);

function edition(number: number): Collection {
  const sha256 = createHash("sha256").update(String(number)).digest("hex");
  const remarks = [String(number), "x".repeat(Number(padding))].map((message) => ({
    kind: "doubt" as const,
    where: "edition",
    message,
  }));
  return { ...document, document: { ...document.document, sha256 }, remarks };
}

/** As a start of the product would: the collection that the one before was killed over gets its index. */
async function completeLast(): Promise<void> {
  const last = edition(Number(first) - 1);
  await writeIndex(join(directory, last.edition, "index.json"), vectors, last);
  process.stdout.write(`index ${Number(first) - 1}\n`);
}

async function writeEditions(): Promise<never> {
  if (Number(first) > 0) await completeLast();
  for (let number = Number(first); ; number += 1) {
    const collection = edition(number);
    await writeCollection(collection, directory);
    process.stdout.write(`collection ${number}\n`);
    await writeIndex(join(directory, collection.edition, "index.json"), vectors, collection);
    process.stdout.write(`index ${number}\n`);
  }
}

async function writeFeedback(): Promise<never> {
  const store = new FeedbackStore(feedbackPath(directory), { newId: () => randomUUID(), clock: () => new Date() });
  for (;;) {
    const { id } = await store.add({ answerId: "answer", useful: true, comment: "役に立ちました。".repeat(60) });
    process.stdout.write(`feedback ${id}\n`);
  }
}

await Promise.all([writeEditions(), writeFeedback(), writeFeedback()]);
