import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import type { DocumentInterface } from "@langchain/core/documents";
import { beforeAll, describe, expect, it } from "vitest";
import { readSettings } from "../src/config.ts";
import type { MeasureRetrieverInput } from "../src/langchain/measure-retriever.ts";
import { loadShisakuNavi, MeasureRetriever, type ShisakuNavi } from "../src/langchain.ts";
import { loadLibrary } from "../src/load-library.ts";
import { realDataFolder } from "./real-data.ts";

const QUESTION = "非正規の社員の給料を上げたい";
let navi: ShisakuNavi;
let assistant: MeasureRetrieverInput["assistant"];

beforeAll(async () => {
  const environment = {
    DATA_DIR: await realDataFolder(),
    VECTOR_INDEX: "exact",
    PUBLIC_URL: "https://navi.example.jp",
  };
  navi = await loadShisakuNavi({ ...environment, BASE_PATH: "/navi" });
  assistant = (await loadLibrary(readSettings(environment), () => {})).assistant()!;
});

const numbers = (documents: readonly DocumentInterface[]): string[] => documents.map(({ metadata }) => metadata.number);

describe("the retriever", () => {
  it("finds what the assistant's search finds, in its order and with its scores", async () => {
    const found = await navi.retriever({ k: 7 }).invoke(QUESTION);
    const hits = await assistant.rank(QUESTION, 7);
    expect(found.map(({ id, metadata }) => [id, metadata.score])).toEqual(
      hits.map(({ measure, score }) => [measure.id, score]),
    );
    expect(numbers(found)[0]).toBe("(5)③");
  });

  it("gives four measures unless told another number", async () => {
    expect(await navi.retriever().invoke(QUESTION)).toHaveLength(4);
    expect(await navi.retriever({ k: 1 }).invoke(QUESTION)).toHaveLength(1);
  });

  it("says of each Document where its words stand, with a link to the measure", async () => {
    const [document] = await navi.retriever({ passages: 1 }).invoke(QUESTION);
    expect(document!.metadata).toEqual({
      edition: "2025-02",
      measureId: "5-3",
      number: "(5)③",
      title: "キャリアアップ助成金",
      pages: { first: 73, last: 73, exact: true },
      pageLabel: "p.73",
      column: "policy",
      section: 5,
      topic: "中堅・中小企業の賃上げ",
      ministries: ["厚労省"],
      supportTypes: ["補助金・助成金", "人材・研修"],
      url: "https://navi.example.jp/navi/measures/5-3",
      score: expect.closeTo(1, 1),
      passages: [{ text: document!.pageContent, column: "policy", pages: { first: 73, last: 73, exact: true } }],
    });
    expect(document!.pageContent).toContain("基本給の賃金規定等を3%以上増額改定した場合に助成しており");
  });

  it("does not name a page that the document does not tell", async () => {
    const [document] = await navi.retriever({ k: 1, passages: 1 }).invoke("(3)⑬");
    expect(document!.metadata.pages.exact).toBe(false);
    expect(document!.metadata.pageLabel).toMatch(/^p\.\d+〜\d+のどこか$/u);
  });

  it("puts a measure first that is asked for by its number", async () => {
    expect(numbers(await navi.retriever({ k: 3 }).invoke("7-2と補助金"))[0]).toBe("(7)②");
  });

  it.each(["電気代が苦しい町工場", "M&Aの税制", "what helps exporters?", "8-1", "ひとでがたりない", "zzzz 9-3"])(
    "gives for %j only words of the document, and never the title alone",
    async (question) => {
      const found = await navi.retriever({ k: 10, passages: 2 }).invoke(question);
      expect(found.length).toBeGreaterThan(0);
      const passages = assistant.search.catalogue.collection.passages.filter(({ column }) => column !== "title");
      for (const { pageContent, metadata } of found) {
        const own = passages.filter(({ measureId }) => measureId === metadata.measureId).map(({ text }) => text);
        expect(metadata.passages.map(({ text }) => text).join("\n")).toBe(pageContent);
        expect(own).toEqual(expect.arrayContaining(metadata.passages.map(({ text }) => text)));
        expect(metadata.passages.length).toBe(Math.min(2, new Set(own).size));
      }
    },
  );

  it("looks only at what the filters leave", async () => {
    const found = await navi.retriever({ k: 50, filters: { ministry: ["経産省"], section: [5, 6] } }).invoke("人材");
    expect(found.length).toBeGreaterThan(3);
    expect(
      found.every(({ metadata }) => [5, 6].includes(metadata.section) && metadata.ministries.includes("経産省")),
    ).toBe(true);
  });

  it("tells its callbacks of the question and of what was found", async () => {
    const told: unknown[] = [];
    const handler = BaseCallbackHandler.fromMethods({
      handleRetrieverStart: (_retriever, query) => void told.push(query),
      handleRetrieverEnd: (documents) => void told.push(numbers(documents)),
    });
    const found = await navi.retriever({ callbacks: [handler] }).invoke(QUESTION);
    expect(told).toEqual([QUESTION, numbers(found)]);
  });

  it("tells its callbacks of a search that fails, and rejects", async () => {
    const told: unknown[] = [];
    const failing = new MeasureRetriever({
      assistant: { search: assistant.search, rank: () => Promise.reject(new Error("no index")) },
      callbacks: [{ handleRetrieverError: (error: Error) => void told.push(error.message) }],
    });
    await expect(failing.invoke(QUESTION)).rejects.toThrow("no index");
    expect(told).toEqual(["no index"]);
  });

  it("does not search when its signal is aborted already", async () => {
    const reason = new Error("left");
    const asked: string[] = [];
    const rank: MeasureRetrieverInput["assistant"]["rank"] = (text, ...rest) => {
      asked.push(text);
      return assistant.rank(text, ...rest);
    };
    const retriever = new MeasureRetriever({ assistant: { search: assistant.search, rank } });
    await expect(retriever.invoke(QUESTION, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toEqual([]);
    await retriever.invoke(QUESTION);
    expect(asked).toEqual([QUESTION]);
  });

  it("rejects when its signal is aborted while it searches", async () => {
    const leaving = new AbortController();
    const rank: MeasureRetrieverInput["assistant"]["rank"] = (...asked) => {
      leaving.abort(new Error("left meanwhile"));
      return assistant.rank(...asked);
    };
    const retriever = new MeasureRetriever({ assistant: { search: assistant.search, rank } });
    await expect(retriever.invoke(QUESTION, { signal: leaving.signal })).rejects.toThrow("left meanwhile");
  });

  it.each([{ k: 0 }, { k: 2.5 }, { passages: 0 }])("refuses %j when it is made", (options) => {
    expect(() => navi.retriever(options)).toThrow(RangeError);
  });

  it("refuses an edition that is not loaded and says which are", async () => {
    expect(() => navi.retriever({ edition: "1999-01" })).toThrow("no edition 1999-01; there is 2025-02");
    const [document] = await navi.retriever({ edition: "2025-02" }).invoke(QUESTION);
    expect(document!.metadata.edition).toBe("2025-02");
  });
});

describe("loading", () => {
  it("refuses settings as the server does, and an edition that is not there", async () => {
    await expect(loadShisakuNavi({ VECTOR_INDEX: "fast" })).rejects.toThrow("VECTOR_INDEX");
    const environment = { DATA_DIR: await realDataFolder(), VECTOR_INDEX: "exact" };
    await expect(loadShisakuNavi(environment, { edition: "1999-01" })).rejects.toThrow("there is 2025-02");
  });

  it("says what it loads to whom it is told to", async () => {
    const lines: string[] = [];
    const environment = { DATA_DIR: await realDataFolder(), VECTOR_INDEX: "exact" };
    const { editions } = await loadShisakuNavi(environment, { log: (line) => lines.push(line) });
    expect(editions).toEqual(["2025-02"]);
    expect(lines.join()).toContain("2025-02");
  });
});
