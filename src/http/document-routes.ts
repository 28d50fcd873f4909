import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Measure, Page } from "../../ingest/collection.ts";
import { splitList } from "../browse/split-list.ts";
import { wordFilter } from "../browse/word-filter.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { countFacets } from "../retrieval/facets.ts";
import { passesFilters } from "../retrieval/filters.ts";
import { errorResponses, Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

const edition = z.string().optional();
const commonErrors = errorResponses({
  400: "形式が違う",
  404: "その版・番号・ページはない",
  429: "回数の上限",
  503: "準備中",
});
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});
/** A repeated or comma-separated query parameter as a list. */
const list = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? ""].flat().flatMap(splitList));
const sectionList = list.pipe(
  z.array(
    z
      .string()
      .regex(/^\d{1,2}$/, "a section number")
      .transform(Number),
  ),
);

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
const MeasureList = z
  .object({
    measures: z.array(Measure),
    total: z.number().int(),
    facets: z.object({ ministry: Facet, type: Facet, section: Facet, topic: Facet }),
  })
  .openapi("MeasureList");

const listRoute = createRoute({
  method: "get",
  path: "/api/measures",
  summary: "施策の一覧と内訳",
  request: {
    query: z.object({
      topic: list,
      ministry: list,
      type: list,
      section: sectionList,
      q: z.string().max(200).optional(),
      page: z.coerce.number().int().positive().optional(),
      /** Yen; measures with a stated budget of at least, or at most, this. */
      budgetFrom: z.coerce.number().int().min(0).optional(),
      budgetTo: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      offset: z.coerce.number().int().min(0).default(0),
      edition,
    }),
  },
  responses: { ...commonErrors, 200: json("一覧", MeasureList) },
});

const measureRoute = createRoute({
  method: "get",
  path: "/api/measures/{id}",
  summary: "ひとつの施策",
  request: { params: z.object({ id: z.string() }), query: z.object({ edition }) },
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
  request: { params: z.object({ number: z.string() }), query: z.object({ edition }) },
  responses: {
    ...commonErrors,
    200: json("ページ", PageResponse),
  },
});

const CitationResponse = z
  .object({ ref: z.string(), kind: z.enum(["measure", "page", "title"]), measures: z.array(Measure) })
  .openapi("CitationResponse");

const citationRoute = createRoute({
  method: "get",
  path: "/api/citations",
  summary: "番号・ページ・題名から施策を引く",
  request: { query: z.object({ ref: z.string().min(1).max(200), edition }) },
  responses: {
    ...commonErrors,
    200: json("施策", CitationResponse),
  },
});

export function addDocumentRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  const catalogueOf = (wanted: string | undefined): Catalogue => assistantOf(dependencies, wanted).search.catalogue;

  app.openapi(listRoute, async (context) => {
    const query = context.req.valid("query");
    const catalogue = catalogueOf(query.edition);
    const onPage = query.page === undefined ? undefined : new Set(catalogue.measuresOn(query.page).map(({ id }) => id));
    const byBudget = query.budgetFrom !== undefined || query.budgetTo !== undefined;
    const filtered = catalogue.collection.measures.filter(
      (measure) =>
        passesFilters(measure, {
          topic: query.topic,
          ministry: query.ministry,
          type: query.type,
          section: query.section,
        }) &&
        (!byBudget || catalogue.statesBudgetWithin(measure.id, query.budgetFrom, query.budgetTo)) &&
        (onPage === undefined || onPage.has(measure.id)),
    );
    const measures = query.q ? await containing(filtered, query.q, dependencies, query.edition) : filtered;
    return context.json(
      {
        measures: measures.slice(query.offset, query.offset + query.limit),
        total: measures.length,
        facets: countFacets(measures),
      },
      200,
    );
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
    const found = lookUp(catalogueOf(wanted), ref);
    return context.json({ ref, kind: found.kind, measures: found.measures }, 200);
  });
}

/** Throws Problem 400 for a malformed id, 404 for an unknown one. */
export function findMeasure(catalogue: Catalogue, id: string): Measure {
  if (!/^\d{1,2}-\d{1,2}$/.test(id)) {
    throw new Problem(
      400,
      "invalid_measure_id",
      `「${id}」は施策の番号の形ではありません。`,
      "5-3 のように、節と番号をハイフンでつなぎます。",
    );
  }
  const measure = catalogue.measures.get(id);
  if (!measure)
    throw new Problem(
      404,
      "measure_not_found",
      `施策 ${id} はありません。`,
      "番号は施策の一覧（/browse、API では /api/measures）で確かめられます。",
    );
  return measure;
}

/** Throws Problem 400 for what is no number, 404 for a page outside the document. */
export function findPage(catalogue: Catalogue, number: string): { page: number; blocks: Page[] } {
  if (!/^\d{1,4}$/.test(number))
    throw new Problem(
      400,
      "invalid_page",
      `「${number}」はページ番号ではありません。`,
      "73 のように数字で指定します。",
    );
  const page = Number(number);
  const blocks = catalogue.blocksOn(page);
  if (blocks.length === 0) {
    throw new Problem(
      404,
      "page_not_found",
      `${page}ページはありません。`,
      `この文書は1〜${catalogue.lastPage}ページです。`,
    );
  }
  return { page, blocks };
}

function lookUp(catalogue: Catalogue, ref: string): { kind: "measure" | "page" | "title"; measures: Measure[] } {
  const found = resolveReferences(ref, catalogue);
  const measuresOf = (ids: readonly string[]): Measure[] => ids.flatMap((id) => catalogue.measures.get(id) ?? []);
  if (found.measures.length > 0) return { kind: "measure", measures: measuresOf(found.measures) };
  const onPages = found.pages.flatMap((page) => catalogue.measuresOn(page));
  if (onPages.length > 0) return { kind: "page", measures: Array.from(new Set(onPages)) };
  if (found.titles.length > 0) return { kind: "title", measures: measuresOf(found.titles) };
  throw new Problem(
    404,
    "reference_not_found",
    `「${ref}」に当たる施策は見つかりません。`,
    "(5)③、5-3、p.73、施策名のように指定してください。",
  );
}

/** Measures that hold every word, best first. */
async function containing(
  measures: readonly Measure[],
  text: string,
  dependencies: Dependencies,
  wanted: string | undefined,
): Promise<Measure[]> {
  const assistant = assistantOf(dependencies, wanted);
  const { catalogue } = assistant.search;
  const ranks = new Map(
    (await assistant.rank(text, catalogue.measures.size)).map((hit, rank) => [hit.measure.id, rank]),
  );
  return measures
    .filter(wordFilter(text, catalogue))
    .sort((a, b) => (ranks.get(a.id) ?? ranks.size) - (ranks.get(b.id) ?? ranks.size));
}
