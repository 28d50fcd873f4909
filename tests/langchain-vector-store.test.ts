import { Document, type DocumentInterface } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { chooseVectorIndex } from "../index/choose-vector-index.ts";
import { ExactVectorIndex } from "../index/exact-vector-index.ts";
import { loadShisakuNavi, type PassageFilter, PassageVectorStore, type ShisakuNavi } from "../src/langchain.ts";
import { realDataFolder } from "./real-data.ts";
import { randomUnitVectors } from "./unit-vectors.ts";

/** For stores that are given vectors: nothing may be embedded. */
class NoEmbeddings extends Embeddings {
  override embedQuery(): Promise<number[]> {
    return Promise.reject(new Error("nothing is to be embedded"));
  }
  override embedDocuments(): Promise<number[][]> {
    return Promise.reject(new Error("nothing is to be embedded"));
  }
}

const PASSAGES = 1066;
let environment: Record<string, string>;
let navi: ShisakuNavi;
beforeAll(async () => {
  environment = { DATA_DIR: await realDataFolder(), VECTOR_INDEX: "exact" };
  navi = await loadShisakuNavi(environment);
});

/** A store of its own, for tests that change it. */
const freshStore = async (): Promise<PassageVectorStore> => (await loadShisakuNavi(environment)).vectorStore;
const ids = (found: readonly DocumentInterface[]): (string | undefined)[] => found.map(({ id }) => id);
const named = (id: string): DocumentInterface => new Document({ id, pageContent: `助成金${id}`, metadata: {} });

function cosine(a: readonly number[], b: readonly number[]): number {
  const sum = a.reduce((total, value, position) => total + value * (b[position] ?? 0), 0);
  return sum / (Math.hypot(...a) * Math.hypot(...b));
}

describe("the document's vector store", () => {
  it("begins with every passage of the document", () => {
    expect(navi.vectorStore.size).toBe(PASSAGES);
  });

  it("scores a passage by the cosine of its words and the question's", async () => {
    const [[best, score] = []] = await navi.vectorStore.similaritySearchWithScore("くるみん認定企業への優遇", 1, {
      column: ["policy"],
    });
    const question = await navi.embedder.embedQuery("くるみん認定企業への優遇");
    const [passage = []] = await navi.embedder.embedDocuments([`${best!.metadata.title} ${best!.pageContent}`]);
    // The index keeps vectors as int8.
    expect(score).toBeCloseTo(cosine(question, passage), 2);
    expect(best!.pageContent).toMatch(/優遇措置/u);
  });

  it("finds リスクリング of the document by リスキリング, as people write it", async () => {
    const found = await navi.vectorStore.similaritySearch("リスキリングの講座", 5);
    expect(found.map(({ pageContent }) => pageContent).join()).toContain("リスクリング");
    expect(found).toEqual(await navi.vectorStore.similaritySearch("リスクリングの講座", 5));
  });

  it("says of each passage where it stands", async () => {
    const [found] = await navi.vectorStore.similaritySearch("くるみん認定企業数", 1, { measureId: ["4-4"] });
    expect(found).toMatchObject({
      id: expect.stringMatching(/^4-4\//u),
      metadata: { number: "(4)④", pageLabel: "p.62", url: "/measures/4-4", edition: "2025-02", section: 4 },
    });
  });

  it("takes other documents beside its own, and leaves search and answers as they are", async () => {
    const store = await freshStore();
    const before = await navi.retriever().invoke("省エネ診断を申し込みたい");
    const pageContent = "商工会の窓口では、省エネ診断の申込みを毎週水曜日に受け付けています。";
    expect(await store.addDocuments([{ id: "ours", pageContent, metadata: { source: "窓口" } }])).toEqual(["ours"]);
    const [found] = await store.similaritySearch("省エネ診断を商工会の窓口で申し込む", 1);
    expect(found).toMatchObject({ id: "ours", pageContent, metadata: { source: "窓口" } });
    expect(store.size).toBe(PASSAGES + 1);
    expect(navi.vectorStore.size).toBe(PASSAGES);
    expect(await navi.retriever().invoke("省エネ診断を申し込みたい")).toEqual(before);
  });

  it.each<[string, PassageFilter, (metadata: Record<string, unknown>) => boolean]>([
    ["a ministry", { ministry: ["農水省"] }, ({ ministries }) => String(ministries).includes("農水省")],
    ["a section, as a number", { section: [10] }, ({ section }) => section === 10],
    ["a column and a kind of support", { column: ["policy"], type: ["税制"] }, ({ column }) => column === "policy"],
    ["a test of its own", ({ metadata }) => metadata.measureId === "6-3", ({ measureId }) => measureId === "6-3"],
  ])("looks only at what passes %s", async (_name, filter, passes) => {
    const found = await navi.vectorStore.similaritySearch("支援", 200, filter);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every(({ metadata }) => passes(metadata))).toBe(true);
  });

  it("ranks what a filter leaves as it ranks all", async () => {
    const all = await navi.vectorStore.similaritySearchWithScore("海外の展示会に出たい", PASSAGES);
    const filtered = await navi.vectorStore.similaritySearchWithScore("海外の展示会に出たい", 20, { section: [1] });
    const inSection = all.filter(([{ metadata }]) => metadata.section === 1).slice(0, 20);
    expect(filtered.map(([{ id }]) => id)).toEqual(inSection.map(([{ id }]) => id));
  });

  it("does not let a document of others pass a condition that it says nothing about", async () => {
    const store = await PassageVectorStore.fromTexts(["輸出の相談"], { source: "x" }, navi.embedder);
    expect(await store.similaritySearch("輸出", 3, { ministry: ["経産省"] })).toEqual([]);
    expect(await store.similaritySearch("輸出", 3, { ministry: [] })).toHaveLength(1);
  });

  it("refuses a condition that it does not know, instead of passing all", async () => {
    const misspelt: object = { ministries: ["経産省"] };
    await expect(navi.vectorStore.similaritySearch("輸出", 3, misspelt)).rejects.toThrow("unknown filter ministries");
  });

  it("is a retriever too, with a filter and by variety", async () => {
    const near = navi.vectorStore.asRetriever({ k: 6, filter: { section: [5] } });
    expect((await near.invoke("賃上げ")).map(({ metadata }) => metadata.section)).toEqual([5, 5, 5, 5, 5, 5]);
    const varied = navi.vectorStore.asRetriever({ k: 6, searchType: "mmr", searchKwargs: { lambda: 0.3, fetchK: 60 } });
    const found = await varied.invoke("賃上げ");
    const measures = (documents: readonly DocumentInterface[]) =>
      new Set(documents.map(({ metadata }) => metadata.measureId)).size;
    expect(found).toHaveLength(6);
    expect(measures(found)).toBeGreaterThan(measures(await navi.vectorStore.similaritySearch("賃上げ", 6)));
  });
});

describe("a store of one's own", () => {
  it("is made of texts with metadata, one for each or one for all", async () => {
    const texts = ["設備投資の補助", "海外の展示会"];
    const each = await PassageVectorStore.fromTexts(texts, [{ n: 1 }, { n: 2 }], navi.embedder);
    expect(await each.similaritySearch("展示会", 1)).toMatchObject([{ pageContent: texts[1], metadata: { n: 2 } }]);
    const all = await PassageVectorStore.fromTexts(texts, { from: "us" }, navi.embedder);
    expect(await all.similaritySearch("設備", 1)).toMatchObject([
      { pageContent: texts[0], metadata: { from: "us" }, id: expect.stringMatching(/^[0-9a-f-]{36}$/u) },
    ]);
  });

  it("gives every document an id, replaces a known one and forgets what is deleted", async () => {
    const store = await PassageVectorStore.fromDocuments([named("a"), named("b")], navi.embedder);
    expect(
      await store.addDocuments([new Document({ pageContent: "助成金a、改め", metadata: {} })], { ids: ["a"] }),
    ).toEqual(["a"]);
    expect(store.size).toBe(2);
    expect((await store.similaritySearch("助成金a、改め", 1))[0]).toMatchObject({
      id: "a",
      pageContent: "助成金a、改め",
    });
    await store.delete({ ids: ["a", "never there"] });
    expect(ids(await store.similaritySearch("助成金", 5))).toEqual(["b"]);
    await store.delete({ ids: ["b"] });
    expect(await store.similaritySearch("助成金", 5)).toEqual([]);
  });

  it("hands out copies, and keeps what it was given", async () => {
    const given = named("a");
    const store = await PassageVectorStore.fromDocuments([given], navi.embedder);
    given.metadata.changed = "by who gave it";
    const [first] = await store.similaritySearch("助成金", 1);
    first!.metadata.changed = "by who found it";
    expect(await store.similaritySearch("助成金", 1)).toEqual([named("a")]);
  });

  it.each<[string, number[][], DocumentInterface[], { ids: string[] } | undefined, string]>([
    ["fewer vectors than documents", [[1, 0]], [named("b"), named("c")], undefined, "2 documents, 1 vectors"],
    ["fewer ids than documents", [[1, 0]], [named("b")], { ids: [] }, "0 ids"],
    ["vectors of another length", [[1, 0, 0]], [named("b")], undefined, "must have 2 numbers"],
    ["a number that is none", [[Number.NaN, 1]], [named("b")], undefined, "not finite"],
    [
      "one id twice",
      [
        [1, 0],
        [0, 1],
      ],
      [named("b"), named("b")],
      undefined,
      "twice",
    ],
  ])("refuses %s and adds nothing", async (_name, vectors, documents, options, message) => {
    const store = new PassageVectorStore(new NoEmbeddings({}));
    await store.addVectors([[1, 0]], [named("a")]);
    await expect(store.addVectors(vectors, documents, options)).rejects.toThrow(message);
    expect(store.size).toBe(1);
  });

  it("refuses a question's vector of another length, and a delete that names nothing", async () => {
    const store = new PassageVectorStore(new NoEmbeddings({}));
    expect(await store.addVectors([], [])).toEqual([]);
    expect(await store.similaritySearchVectorWithScore([1], 3)).toEqual([]);
    await store.addVectors([[1, 0]], [named("a")]);
    await expect(store.similaritySearchVectorWithScore([1], 3)).rejects.toThrow("has 1 numbers");
    await expect(store.delete()).rejects.toThrow("say what to delete");
    expect(store.size).toBe(1);
  });

  it("gives nothing for no document asked for, or a question without a known word", async () => {
    const store = new PassageVectorStore(new NoEmbeddings({}));
    await store.addVectors([[1, 0]], [named("a")]);
    expect(await store.similaritySearchVectorWithScore([1, 0], 0)).toEqual([]);
    expect(await store.similaritySearchVectorWithScore([0, 0], 5)).toEqual([]);
    expect(await store.similaritySearchVectorWithScore([0, 0], 5, () => true)).toEqual([]);
  });

  const change = fc.oneof(
    fc.record({ add: fc.nat(11), vector: fc.nat(39), scale: fc.constantFrom(0.01, 1, 50) }),
    fc.record({ remove: fc.nat(11) }),
    fc.record({ ask: fc.nat(39) }),
  );
  it.each(["exact", "hnsw"] as const)(
    "finds by %s what a comparison with all finds, whatever was added and deleted",
    async (kind) => {
      const vectors = randomUnitVectors(40, 8, 11).map((vector) => Array.from(vector));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 8, maxLength: 40 }), fc.nat(39), async (changes, asked) => {
          const store = new PassageVectorStore(new NoEmbeddings({}), { index: await chooseVectorIndex(kind) });
          const held = new Map<string, number[]>();
          const compare = async (query: readonly number[]): Promise<void> => {
            const found = await store.similaritySearchVectorWithScore([...query], 5);
            const truth = Array.from(held, ([id, vector]) => ({ id, score: cosine(query, vector) }));
            const best = truth.sort((a, b) => b.score - a.score).slice(0, 5);
            expect(found.map(([, score]) => score.toFixed(4))).toEqual(best.map(({ score }) => score.toFixed(4)));
            for (const [{ id }, score] of found) expect(score).toBeCloseTo(cosine(query, held.get(id!)!), 4);
          };
          for (const one of changes) {
            if ("add" in one) {
              const vector = vectors[one.vector]!.map((value) => value * one.scale);
              await store.addVectors([vector], [named(String(one.add))]);
              held.set(String(one.add), vector);
            } else if ("remove" in one) {
              await store.delete({ ids: [String(one.remove)] });
              held.delete(String(one.remove));
            } else await compare(vectors[one.ask]!);
          }
          await compare(vectors[asked]!);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("builds its index once between two changes", async () => {
    const index = new ExactVectorIndex();
    let builds = 0;
    const counting = {
      name: "counting",
      exact: true,
      search: index.search.bind(index),
      build: (all: Float32Array[]) => {
        builds += 1;
        index.build(all);
      },
    };
    const store = new PassageVectorStore(new NoEmbeddings({}), { index: counting });
    await store.addVectors([[1, 0]], [named("a")]);
    await store.addVectors([[0, 1]], [named("b")]);
    for (const query of [
      [1, 0],
      [0, 1],
      [1, 1],
    ])
      await store.similaritySearchVectorWithScore(query, 1);
    expect(builds).toBe(1);
  });
});
