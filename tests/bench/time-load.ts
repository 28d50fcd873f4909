import { join } from "node:path";
import { readCollection } from "../../ingest/write-collection.ts";

/** What loading costs, in a process that has loaded nothing yet. Milliseconds. */
export interface LoadTimes {
  /** The library's import included. */
  model: number;
  /** The index file read and checked against the collection. */
  index: number;
  /** Glossary, lexical postings and the vector graph, which are not saved. */
  search: number;
}

/** Run by main.ts in a process of its own: `time-load.ts DATA_DIR EDITION`; prints LoadTimes as JSON. */
async function main([directory = "", edition = ""]: readonly string[]): Promise<void> {
  const collection = await readCollection(join(directory, edition, "collection.json"));
  if (!collection) throw new Error(`no collection in ${directory}`);
  const begun = performance.now();
  const { TransformersEmbedder } = await import("../../index/embedder.ts");
  const embedder = await TransformersEmbedder.load();
  const modelLoaded = performance.now();
  const { readIndex } = await import("../../index/saved-index.ts");
  const saved = await readIndex(join(directory, edition, "index.json"), collection, embedder.id);
  const indexRead = performance.now();
  const { chooseVectorIndex } = await import("../../index/choose-vector-index.ts");
  const { loadGlossary } = await import("../../index/glossary.ts");
  const { Catalogue } = await import("../../src/retrieval/catalogue.ts");
  const { HybridSearch } = await import("../../src/retrieval/hybrid-search.ts");
  const search = new HybridSearch(
    new Catalogue(collection),
    saved,
    await chooseVectorIndex(),
    embedder,
    loadGlossary(),
  );
  const built = performance.now();
  if (search.measureIndex.size === 0) throw new Error("the index is empty");
  const result: LoadTimes = { model: modelLoaded - begun, index: indexRead - modelLoaded, search: built - indexRead };
  console.log(JSON.stringify(result));
}

await main(process.argv.slice(2));
