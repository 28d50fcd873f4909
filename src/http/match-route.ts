import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { MatchResponse, matchCompany } from "../match/match-company.ts";
import { Company, type CompanyProfile, readCompany } from "../match/read-company.ts";
import { errorResponses, Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

const route = createRoute({
  method: "post",
  path: "/api/match",
  summary: "会社に当てはまる可能性のある施策と、文書に書かれた条件",
  description:
    "文書に書かれた条件ごとに、満たす `met`、満たさない `not_met`、会社の説明からは分からない `not_stated` を示す。`questions` は、それを決めるために尋ねること。受けられるとの約束ではない。",
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z
            .object({
              company: Company,
              edition: z.string().optional().openapi({ description: "資料の版。なければ最新", example: "2025-02" }),
            })
            .openapi("MatchRequest"),
        },
      },
    },
  },
  responses: {
    ...errorResponses({
      400: "形式が違う、または手がかりがない",
      403: "許可されていないサイト",
      404: "その版はない",
      413: "本文が大きすぎる",
      415: "JSON ではない",
      429: "回数の上限",
      503: "準備中",
    }),
    200: {
      description: "当てはまる可能性のある施策、近い順に5件まで",
      content: { "application/json": { schema: MatchResponse } },
    },
  },
});

export function addMatchRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(route, async (context) => {
    const { company: given, edition } = context.req.valid("json");
    const company = readGivenCompany(given);
    return context.json(await matchCompany(assistantOf(dependencies, edition), company), 200);
  });
}

/** Throws Problem 400 for a company of which nothing is told that could be searched. */
export function readGivenCompany(given: Company): CompanyProfile {
  const company = readCompany(given);
  if (company.text.trim() !== "") return company;
  throw new Problem(
    400,
    "company_missing",
    "会社の説明がありません。",
    "description、industry、needs のどれかを入れてください。",
  );
}
