import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { chooseVectorIndex } from "../index/choose-vector-index.ts";
import { ExactVectorIndex } from "../index/exact-vector-index.ts";
import { HnswVectorIndex } from "../index/hnsw-vector-index.ts";
import { normalise } from "../index/normalise.ts";
import { FakeVectorIndex } from "./fake-vector-index.ts";
import { readRealIndex } from "./read-real-index.ts";
import { randomUnitVectors } from "./unit-vectors.ts";
import { describeVectorIndexContract } from "./vector-index-contract.ts";

/** The addon is optional: where no compiler was at install, the tests of the graph are skipped and the product scans. */
const graphClass = await import("hnswlib-node").then(
  ({ default: hnswlib }) => hnswlib.HierarchicalNSW,
  () => undefined,
);
const newGraph = (): HnswVectorIndex => {
  if (!graphClass) throw new Error("hnswlib-node is not installed");
  return new HnswVectorIndex(graphClass);
};

describeVectorIndexContract("the exact scan", () => new ExactVectorIndex());
describeVectorIndexContract("the fake", () => new FakeVectorIndex());
describe.runIf(graphClass)("with hnswlib-node", () => {
  describeVectorIndexContract("the HNSW graph", newGraph);
});

/** One unit in the last place of a float32 near 1, several times over: scores this near are one score. */
const SAME_SCORE = 1e-6;

/**
 * Share of the true neighbours that the graph finds, over all queries. A vector that stands at the same distance as the last
 * true neighbour counts as found: passages repeat word for word in the document, and either of two equal ones is right.
 */
function recall(vectors: readonly Float32Array[], queries: readonly Float32Array[], limit: number): number {
  const exact = new ExactVectorIndex();
  const graph = newGraph();
  exact.build(vectors);
  graph.build(vectors);
  const found = queries.map((query) => {
    const last = exact.search(query, limit).at(-1)!.score;
    return graph.search(query, limit).filter((hit) => hit.score >= last - SAME_SCORE).length;
  });
  return found.reduce((sum, count) => sum + count, 0) / (queries.length * limit);
}

describe.runIf(graphClass)("HNSW on 1,500 random vectors of 256 dimensions, the hardest case: no clusters", () => {
  const vectors = randomUnitVectors(1500, 256, 1);
  const queries = randomUnitVectors(60, 256, 2);

  it("finds the same ten nearest as the exact scan", () => {
    expect(recall(vectors, queries, 10)).toBe(1);
  });

  it("finds 99 % of the hundred nearest", () => {
    expect(recall(vectors, queries, 100)).toBeGreaterThanOrEqual(0.99);
  });
});

describe.runIf(graphClass)("HNSW on the vectors of the real document", () => {
  let vectors: readonly Float32Array[];
  let queries: readonly Float32Array[];
  beforeAll(async () => {
    const { collection, embedder, index } = await readRealIndex();
    vectors = index.vectors;
    // Every third title: 61 questions over all ten sections.
    const titles = collection.measures.filter((_, position) => position % 3 === 0).map(({ title }) => title);
    queries = await Promise.all(titles.map((title) => embedder.queryVector(normalise(title))));
  });

  it("is measured on more than a thousand vectors and sixty questions, none of them zero", () => {
    expect(vectors.length).toBeGreaterThan(1000);
    expect(queries.length).toBeGreaterThanOrEqual(60);
    expect(queries.filter((query) => query.every((value) => value === 0))).toEqual([]);
  });

  it("finds the same ten nearest as the exact scan", () => {
    expect(recall(vectors, queries, 10)).toBe(1);
  });

  it("finds 99 % of the hundred nearest", () => {
    expect(recall(vectors, queries, 100)).toBeGreaterThanOrEqual(0.99);
  });

  it("leaves out no vector but zero ones when asked for all", () => {
    const graph = newGraph();
    graph.build(vectors);
    const found = new Set(graph.search(queries[0]!, vectors.length).map((hit) => hit.position));
    const missing = vectors.filter((vector, position) => !found.has(position) && vector.some((value) => value !== 0));
    expect(missing).toEqual([]);
  });
});

describe("the choice of a vector index", () => {
  it.runIf(graphClass)("is HNSW by default and when asked for, where the addon is installed", async () => {
    expect(await chooseVectorIndex()).toBeInstanceOf(HnswVectorIndex);
    expect(await chooseVectorIndex("hnsw")).toBeInstanceOf(HnswVectorIndex);
    expect(await chooseVectorIndex()).toMatchObject({ name: "hnsw", exact: false });
  });

  it("is the exact scan when asked for", async () => {
    expect(await chooseVectorIndex("exact")).toBeInstanceOf(ExactVectorIndex);
    expect(await chooseVectorIndex("exact")).toMatchObject({ name: "exact", exact: true });
  });

  it("is the exact scan where the addon is not installed, even when HNSW is asked for", () => {
    expect(chosenWithoutAddon()).toEqual({ byDefault: "exact", asked: "exact" });
  });
});

/** The choice made by a copy of index/ in a folder from which no package can be found. */
function chosenWithoutAddon(): unknown {
  const folder = mkdtempSync(join(tmpdir(), "vector-index-"));
  try {
    for (const name of ["choose-vector-index", "exact-vector-index", "hnsw-vector-index", "vector-index"]) {
      cpSync(fileURLToPath(new URL(`../index/${name}.ts`, import.meta.url)), join(folder, `${name}.ts`));
    }
    const script = `import { chooseVectorIndex } from "./choose-vector-index.ts";
      const byDefault = (await chooseVectorIndex()).name;
      const asked = (await chooseVectorIndex("hnsw")).name;
      console.log(JSON.stringify({ byDefault, asked }));`;
    writeFileSync(join(folder, "choose.mts"), script);
    const printed = execFileSync(process.execPath, [
      "--import",
      import.meta.resolve("tsx"),
      join(folder, "choose.mts"),
    ]);
    return JSON.parse(printed.toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
