import { z } from "@hono/zod-openapi";
import { beforeAll, describe, expect, it } from "vitest";
import { Measure, Page, PageRange, PassageColumn } from "../ingest/collection.ts";
import { Answer } from "../src/answer/answer.ts";
import { asking, expectProblem, loadingApp, postJson, type RunningApp, realApp } from "./real-app.ts";

/** The bodies as the design promises them, nothing more and nothing less. */
const BareAnswer = z.strictObject(Answer.shape);
const BareMeasure = z.strictObject(Measure.shape);
const SearchBody = z.strictObject({
  results: z.array(
    z.strictObject({
      measure: z.strictObject(
        Measure.pick({
          id: true,
          number: true,
          title: true,
          pages: true,
          ministries: true,
          topic: true,
          supportTypes: true,
        }).shape,
      ),
      score: z.number(),
      passages: z.array(z.strictObject({ text: z.string(), column: PassageColumn, pages: PageRange })),
    }),
  ),
  tookMs: z.number(),
});
const PageBody = z.strictObject({ page: z.number(), exact: z.boolean(), blocks: z.array(z.strictObject(Page.shape)) });
const Problem = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
});

let app: RunningApp["app"];
beforeAll(async () => {
  ({ app } = await realApp());
});

const get = (path: string): Promise<Response> => Promise.resolve(app.request(path));
const post = (path: string, body: unknown): Promise<Response> => Promise.resolve(app.request(path, postJson(body)));

async function bodyOf<Schema extends z.ZodType>(
  answering: Promise<Response>,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const response = await answering;
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toContain("application/json");
  return schema.parse(await response.json());
}

describe("POST /api/chat", () => {
  it("answers with a bare Answer whose citations are numbered from 1 and lead to their measures", async () => {
    const answer = await bodyOf(post("/api/chat", asking("キャリアアップ助成金とは")), BareAnswer);
    expect(answer.edition).toBe("2025-02");
    expect(answer.measures[0]).toBe("5-3");
    expect(answer.citations[0]).toMatchObject({ n: 1, measureId: "5-3", number: "(5)③", url: "/measures/5-3" });
    expect(answer.citations.map(({ n }) => n)).toEqual(answer.citations.map((_, index) => index + 1));
  });

  it("quotes pages as sure as the document is: (1)⑬ is on p.12-13, (3)⑬ somewhere in p.44-48", async () => {
    const sure = await bodyOf(get("/api/measures/1-13"), BareMeasure);
    const unsure = await bodyOf(get("/api/measures/3-13"), BareMeasure);
    expect(sure.pages).toEqual({ first: 12, last: 13, exact: true });
    expect(unsure.pages).toEqual({ first: 44, last: 48, exact: false });
    const answer = await bodyOf(post("/api/chat", asking("(3)⑬について教えて")), BareAnswer);
    expect(answer.citations.length).toBeGreaterThan(0);
    for (const { pages } of answer.citations) {
      expect(pages.first).toBeGreaterThanOrEqual(44);
      expect(pages.last).toBeLessThanOrEqual(48);
      expect(pages.exact).toBe(false);
    }
  });

  it("takes what a follow-up is about from the citations of the answer before", async () => {
    const messages = [
      { role: "user", content: "正社員にしたい" },
      { role: "assistant", content: "次の施策が関係します。", citations: ["5-3"] },
      { role: "user", content: "その予算はいくらですか" },
    ];
    const answer = await bodyOf(post("/api/chat", { messages }), BareAnswer);
    expect(answer.measures[0]).toBe("5-3");
  });

  it("answers within the filters", async () => {
    const request = { ...asking("賃上げのための設備投資をしたい"), filters: { section: [5] } };
    const answer = await bodyOf(post("/api/chat", request), BareAnswer);
    expect(answer.measures.length).toBeGreaterThan(0);
    expect(answer.measures.filter((id) => !id.startsWith("5-"))).toEqual([]);
  });

  it("writes absolute links when PUBLIC_URL is set", async () => {
    const { app: published } = await realApp({ PUBLIC_URL: "https://navi.example.go.jp/" });
    const response = await published.request("/api/chat", postJson(asking("(5)③とは")));
    expect(BareAnswer.parse(await response.json()).citations[0]?.url).toBe("https://navi.example.go.jp/measures/5-3");
  });

  it("refuses an edition that is not there", async () => {
    await expectProblem(await post("/api/chat", { ...asking("助成金"), edition: "1999-01" }), 404, "unknown_edition");
  });

  it("refuses a conversation without a question", async () => {
    const messages = [{ role: "assistant", content: "こんにちは" }];
    await expectProblem(await post("/api/chat", { messages }), 400, "question_missing");
    await expectProblem(await post("/api/chat", asking(" 　\n")), 400, "question_missing");
  });
});

describe("POST /api/search", () => {
  it("gives ten measures unless told otherwise, best first, each once", async () => {
    const { results } = await bodyOf(post("/api/search", { query: "後継者" }), SearchBody);
    const scores = results.map(({ score }) => score);
    expect(results).toHaveLength(10);
    expect(new Set(results.map(({ measure }) => measure.id)).size).toBe(10);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it("puts a measure named by number first", async () => {
    const { results } = await bodyOf(post("/api/search", { query: "(9)⑦", limit: 1 }), SearchBody);
    expect(results.map(({ measure }) => measure.id)).toEqual(["9-7"]);
  });

  it("searches within the filters: or within a list, and between lists", async () => {
    const request = { query: "支援", limit: 50, filters: { ministry: ["厚労省", "文科省"], section: [5, 6] } };
    const { results } = await bodyOf(post("/api/search", request), SearchBody);
    const fits = results.filter(
      ({ measure }) =>
        /^[56]-/.test(measure.id) && measure.ministries.some(({ name }) => name === "厚労省" || name === "文科省"),
    );
    expect(results.length).toBeGreaterThan(10);
    expect(fits).toHaveLength(results.length);
  });

  it("says with explain what each leg found", async () => {
    const response = await post("/api/search", { query: "後継者", limit: 1, explain: true });
    const body = await response.json();
    const Explained = z.object({ results: z.array(z.object({ explain: z.record(z.string(), z.number()) })).length(1) });
    expect(Object.keys(Explained.parse(body).results[0]!.explain).length).toBeGreaterThan(1);
  });

  it.each([0, 51, 1.5, "10"])("refuses the limit %j", async (limit) => {
    await expectProblem(await post("/api/search", { query: "後継者", limit }), 400, "invalid_request");
  });

  it("refuses a search for nothing and an unknown edition", async () => {
    await expectProblem(await post("/api/search", { query: "  " }), 400, "query_missing");
    await expectProblem(await post("/api/search", { query: "後継者", edition: "1999-01" }), 404, "unknown_edition");
  });
});

describe("GET /api/measures/5-3", () => {
  it("is the bare measure", async () => {
    const measure = await bodyOf(get("/api/measures/5-3"), BareMeasure);
    expect(measure).toMatchObject({
      id: "5-3",
      number: "(5)③",
      title: "キャリアアップ助成金",
      section: { number: 5 },
      pages: { first: 73, last: 73, exact: true },
    });
    expect((await bodyOf(get("/api/measures/5-3?edition=2025-02"), BareMeasure)).id).toBe("5-3");
  });

  it.each(["5-99", "11-1", "0-0"])("does not know %s", async (id) => {
    await expectProblem(await get(`/api/measures/${id}`), 404, "measure_not_found");
  });

  it.each(["5", "abc", "5-3-1", "(5)③", "5-", "%ff", "5-3%20"])("refuses the malformed %s", async (id) => {
    await expectProblem(await get(`/api/measures/${id}`), 400, "invalid_measure_id");
  });

  it("refuses an edition that is not there", async () => {
    await expectProblem(await get("/api/measures/5-3?edition=1999-01"), 404, "unknown_edition");
  });
});

describe("GET /api/pages/73", () => {
  it("is the page with its one block where page breaks are kept", async () => {
    const { page, exact, blocks } = await bodyOf(get("/api/pages/73"), PageBody);
    expect([page, exact]).toEqual([73, true]);
    expect(blocks.map(({ measures }) => measures)).toEqual([["5-3"]]);
  });

  it("is every block that may be on it where page breaks are lost", async () => {
    const { exact, blocks } = await bodyOf(get("/api/pages/45"), PageBody);
    expect(exact).toBe(false);
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.filter(({ printed }) => printed.first > 45 || printed.last < 45)).toEqual([]);
  });

  it.each([1, 164])("has page %i", async (page) => {
    expect((await bodyOf(get(`/api/pages/${page}`), PageBody)).blocks.length).toBeGreaterThan(0);
  });

  it.each([0, 165, 9999])("has no page %i", async (page) => {
    await expectProblem(await get(`/api/pages/${page}`), 404, "page_not_found");
  });

  it.each(["abc", "-1", "7.3", "p73", "10000000"])("refuses %s, which is no page number", async (page) => {
    await expectProblem(await get(`/api/pages/${page}`), 400, "invalid_page");
  });
});

describe("while index and model are loaded", () => {
  const { app: loading } = loadingApp();

  it("is alive and not ready", async () => {
    expect((await loading.request("/healthz")).status).toBe(200);
    expect((await loading.request("/readyz")).status).toBe(503);
  });

  it.each(["/api/measures", "/api/measures/5-3", "/api/pages/73", "/api/citations?ref=5-3"])(
    "asks the client of %s to come back",
    async (path) => {
      const response = await loading.request(path);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(Problem.parse(await response.json()).error.code).toBe("not_ready");
    },
  );

  it("asks people with a browser to come back too", async () => {
    const response = await loading.request("/", { headers: { Accept: "text/html" } });
    expect(response.status).toBe(503);
    expect(response.headers.get("Content-Type")).toContain("text/html");
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  });
});

describe("when it is ready", () => {
  it("says so, and which editions there are", async () => {
    const response = await get("/readyz");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ready", editions: ["2025-02"] });
  });
});
