import { join } from "node:path";
import { TransformersEmbedder } from "../index/embedder.ts";
import { readIndex } from "../index/saved-index.ts";
import { readCollection } from "../ingest/write-collection.ts";
import { realDataFolder } from "./real-data.ts";
import type { RealIndex } from "./real-index.ts";

/** The edition that the bundled document names. */
const REAL_EDITION = "2025-02";

/** What `buildRealIndex` builds, as the run of tests has built and saved it once. */
export async function readRealIndex(): Promise<RealIndex> {
  const folder = await realDataFolder();
  const collection = await readCollection(join(folder, REAL_EDITION, "collection.json"));
  if (!collection) throw new Error(`no collection of ${REAL_EDITION} in ${folder}`);
  const embedder = await TransformersEmbedder.load();
  return {
    collection,
    embedder,
    index: await readIndex(join(folder, REAL_EDITION, "index.json"), collection, embedder.id),
  };
}
