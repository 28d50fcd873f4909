import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Measure, Page } from "../../ingest/collection.ts";
import { LISTED, listMeasures, MeasureFacets, MOST_LISTED, WORDS_LENGTH } from "../browse/list-measures.ts";
import { REFERENCE_KINDS } from "../browse/look-up-reference.ts";
import { splitList } from "../browse/split-list.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { findMeasure, findPage, findReference } from "./find-in-document.ts";
import { errorResponses } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

const edition = z
  .string()
  .optional()
  .openapi({ param: { description: "資料の版。なければ最新", example: "2025-02" } });
const commonErrors = errorResponses({
  400: "形式が違う",
  403: "許可されていないサイト",
  404: "その版・番号・ページはない",
  429: "回数の上限",
  503: "準備中",
});
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});
/** A repeated or comma-separated query parameter as a list. */
const listed = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? ""].flat().flatMap(splitList));
const list = (description: string, example: string[]) =>
  listed.openapi({
    type: "array",
    items: { type: "string" },
    param: { description: `${description}。くり返すか「,」でつなぐと、どれか`, example },
  });
const sectionList = listed
  .pipe(
    z.array(
      z
        .string()
        .regex(/^\d{1,2}$/, "a section number")
        .transform(Number),
    ),
  )
  .openapi({
    type: "array",
    items: { type: "integer" },
    param: { description: "節の番号、1〜10。くり返すか「,」でつなぐと、どれか", example: [5] },
  });
/** From 0 on; described without the null that coercion would take for 0. */
const fromZero = z.coerce.number().int().min(0).openapi({ type: "integer", minimum: 0 });

const MeasureList = z
  .object({ measures: z.array(Measure), total: z.number().int(), facets: MeasureFacets })
  .openapi("MeasureList");

const listRoute = createRoute({
  method: "get",
  path: "/api/measures",
  summary: "施策の一覧と内訳",
  description: "条件のすべてに合う施策を資料の順に、`q` があれば近い順に返す。`facets` は、合う施策全部の内訳。",
  request: {
    query: z.object({
      topic: list("小見出し、資料のとおり", ["中堅・中小企業の賃上げ"]),
      ministry: list("所管、資料の略称で", ["厚労省"]),
      type: list("支援の種類", ["補助金・助成金"]),
      section: sectionList,
      q: z
        .string()
        .max(WORDS_LENGTH)
        .optional()
        .openapi({ param: { description: "言葉。すべてを含む施策", example: "キャリアアップ" } }),
      page: z.coerce
        .number()
        .int()
        .positive()
        .optional()
        .openapi({ param: { description: "印刷ページ。そこにある、またはあり得る施策", example: 73 } }),
      budgetFrom: fromZero
        .optional()
        .openapi({ param: { description: "予算の下限、円。これ以上の予算が書かれた施策", example: 1_000_000_000 } }),
      budgetTo: fromZero.optional().openapi({ param: { description: "予算の上限、円", example: 5_000_000_000 } }),
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(MOST_LISTED)
        .default(LISTED)
        .openapi({ param: { description: "件数の上限", example: 10 } }),
      offset: fromZero.default(0).openapi({ default: 0, param: { description: "はじめの何件を飛ばすか", example: 0 } }),
      edition,
    }),
  },
  responses: { ...commonErrors, 200: json("一覧", MeasureList) },
});

const measureRoute = createRoute({
  method: "get",
  path: "/api/measures/{id}",
  summary: "ひとつの施策",
  description:
    "資料の2つの欄 `policy` と `followUp` を段落ごとに、印刷ページと予算とともに返す。`seeAlso` は再掲の施策。",
  request: {
    params: z.object({
      id: z.string().openapi({ param: { description: "節と番号をハイフンでつなぐ。(5)③ は 5-3", example: "5-3" } }),
    }),
    query: z.object({ edition }),
  },
  responses: {
    ...commonErrors,
    200: json("施策", Measure),
  },
});

const PageResponse = z
  .object({ page: z.number().int(), exact: z.boolean(), blocks: z.array(Page) })
  .openapi("PageResponse");

const pageRoute = createRoute({
  method: "get",
  path: "/api/pages/{number}",
  summary: "印刷ページにある、またはあり得る本文",
  description:
    "資料の改ページが7か所失われているため、57施策のページは範囲でしか分からない。そのページでは `exact` が false になり、あり得る本文がすべて返る。",
  request: {
    params: z.object({
      number: z.string().openapi({ param: { description: "印刷ページの番号", example: "73" } }),
    }),
    query: z.object({ edition }),
  },
  responses: {
    ...commonErrors,
    200: json("ページ", PageResponse),
  },
});

export const REF_LENGTH = 200;

export const CitationResponse = z
  .object({ ref: z.string(), kind: z.enum(REFERENCE_KINDS), measures: z.array(Measure) })
  .openapi("CitationResponse");

const citationRoute = createRoute({
  method: "get",
  path: "/api/citations",
  summary: "番号・ページ・題名から施策を引く",
  description: "`(5)③` `5-3` `5の3` `第5節③` は施策を、`p.73` `73ページ` はページを、ほかは題名を指す。",
  request: {
    query: z.object({
      ref: z
        .string()
        .min(1)
        .max(REF_LENGTH)
        .openapi({ param: { description: "番号、ページ、または題名", example: "(5)③" } }),
      edition,
    }),
  },
  responses: {
    ...commonErrors,
    200: json("施策", CitationResponse),
  },
});

export function addDocumentRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  const catalogueOf = (wanted: string | undefined): Catalogue => assistantOf(dependencies, wanted).search.catalogue;

  app.openapi(listRoute, async (context) => {
    const { edition: wanted, ...query } = context.req.valid("query");
    return context.json(await listMeasures(assistantOf(dependencies, wanted), query), 200);
  });

  app.openapi(measureRoute, (context) => {
    const { id } = context.req.valid("param");
    return context.json(findMeasure(catalogueOf(context.req.valid("query").edition), id), 200);
  });

  app.openapi(pageRoute, (context) => {
    const { number } = context.req.valid("param");
    const { page, blocks } = findPage(catalogueOf(context.req.valid("query").edition), number);
    return context.json({ page, exact: blocks.every((block) => block.printed.exact), blocks }, 200);
  });

  app.openapi(citationRoute, (context) => {
    const { ref, edition: wanted } = context.req.valid("query");
    const found = findReference(catalogueOf(wanted), ref);
    return context.json({ ref, kind: found.kind, measures: found.measures }, 200);
  });
}
