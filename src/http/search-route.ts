import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { FOUND, MOST_FOUND, SearchResult, searchMeasures } from "../browse/search-measures.ts";
import { Filters } from "../retrieval/filters.ts";
import { QUESTION_LENGTH } from "./chat-route.ts";
import { givenFilters } from "./given-filters.ts";
import { errorResponses, Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

const SearchRequest = z
  .object({
    query: z.string().max(QUESTION_LENGTH).openapi({ description: "検索語。文でも、(5)③ や p.73 でもよい" }),
    limit: z.number().int().min(1).max(MOST_FOUND).default(FOUND).openapi({ description: "件数の上限" }),
    filters: Filters.optional().openapi({ description: "探す施策を絞る" }),
    explain: z.boolean().default(false).openapi({ description: "順位の内訳を添える" }),
    edition: z.string().optional().openapi({ description: "資料の版。なければ最新", example: "2025-02" }),
  })
  .openapi("SearchRequest");

export const SearchResponse = z
  .object({ results: z.array(SearchResult), tookMs: z.number() })
  .openapi("SearchResponse");

const route = createRoute({
  method: "post",
  path: "/api/search",
  summary: "施策を探す。近い順、1施策1行",
  description:
    "言葉と意味の両方で探す。`passages` は資料の原文で、`column` は資料の欄（`policy` 取組方針、`followUp` フォローアップ）。",
  request: { body: { required: true, content: { "application/json": { schema: SearchRequest } } } },
  responses: {
    ...errorResponses({
      400: "検索語がない、形式が違う、または文書にない絞り込み",
      403: "許可されていないサイト",
      404: "その版はない",
      413: "本文が大きすぎる",
      415: "JSON ではない",
      429: "回数の上限",
      503: "準備中",
    }),
    200: { description: "結果", content: { "application/json": { schema: SearchResponse } } },
  },
});

export function addSearchRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(route, async (context) => {
    const { query, limit, filters: given, explain, edition } = context.req.valid("json");
    if (query.trim() === "")
      throw new Problem(400, "query_missing", "検索語がありません。", "query に検索語を入れてください。");
    const begun = performance.now();
    const assistant = assistantOf(dependencies, edition);
    const filters = givenFilters(given, assistant.search.catalogue);
    const results = await searchMeasures(assistant, { query, limit, filters, explain });
    return context.json({ results, tookMs: Math.round((performance.now() - begun) * 100) / 100 }, 200);
  });
}
