import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { PageRange, PassageColumn } from "../../ingest/collection.ts";
import { Filters } from "../retrieval/filters.ts";
import { MeasureSummary, summariseMeasure } from "../retrieval/measure-summary.ts";
import { QUESTION_LENGTH } from "./chat-route.ts";
import { errorResponses, Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

const SearchRequest = z
  .object({
    query: z.string().max(QUESTION_LENGTH),
    limit: z.number().int().min(1).max(50).default(10),
    filters: Filters.optional(),
    explain: z.boolean().default(false),
    edition: z.string().optional(),
  })
  .openapi("SearchRequest");

const SearchResult = z.object({
  measure: MeasureSummary,
  score: z.number(),
  passages: z.array(z.object({ text: z.string(), column: PassageColumn, pages: PageRange })),
  explain: z.record(z.string(), z.number()).optional(),
});

const SearchResponse = z.object({ results: z.array(SearchResult), tookMs: z.number() }).openapi("SearchResponse");

const route = createRoute({
  method: "post",
  path: "/api/search",
  summary: "施策を探す。近い順、1施策1行",
  request: { body: { required: true, content: { "application/json": { schema: SearchRequest } } } },
  responses: {
    ...errorResponses({ 400: "形式が違う", 404: "その版はない", 429: "回数の上限", 503: "準備中" }),
    200: { description: "結果", content: { "application/json": { schema: SearchResponse } } },
  },
});

export function addSearchRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(route, async (context) => {
    const { query, limit, filters, explain, edition } = context.req.valid("json");
    if (query.trim() === "")
      throw new Problem(400, "query_missing", "検索語がありません。", "query に検索語を入れてください。");
    const begun = performance.now();
    const hits = await assistantOf(dependencies, edition).rank(query, limit, filters);
    const results = hits.map(({ measure, score, passages, legs }) => ({
      measure: summariseMeasure(measure),
      score,
      passages: passages.map(({ passage }) => ({ text: passage.text, column: passage.column, pages: passage.pages })),
      ...(explain ? { explain: legs } : {}),
    }));
    return context.json({ results, tookMs: Math.round((performance.now() - begun) * 100) / 100 }, 200);
  });
}
