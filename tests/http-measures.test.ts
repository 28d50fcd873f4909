import { z } from "@hono/zod-openapi";
import { beforeAll, describe, expect, it } from "vitest";
import { Measure } from "../ingest/collection.ts";
import { expectProblem, type RunningApp, realApp } from "./real-app.ts";

const Facet = z.array(z.strictObject({ value: z.string(), count: z.number().int().positive() }));
const MeasureList = z.strictObject({
  measures: z.array(z.strictObject(Measure.shape)),
  total: z.number().int(),
  facets: z.strictObject({ ministry: Facet, type: Facet, section: Facet, topic: Facet }),
});
const CitationBody = z.strictObject({
  ref: z.string(),
  kind: z.enum(["measure", "page", "title"]),
  measures: z.array(z.strictObject(Measure.shape)).min(1),
});

let app: RunningApp["app"];
beforeAll(async () => {
  ({ app } = await realApp());
});

const query = (parameters: Record<string, string>): string => `?${new URLSearchParams(parameters)}`;
const listed = async (parameters: Record<string, string> | string = {}): Promise<z.infer<typeof MeasureList>> => {
  const search = typeof parameters === "string" ? parameters : query(parameters);
  const response = await app.request(`/api/measures${search}`);
  expect(response.status).toBe(200);
  return MeasureList.parse(await response.json());
};
const idsOf = (list: { measures: { id: string }[] }): string[] => list.measures.map(({ id }) => id);

describe("GET /api/measures", () => {
  it("counts 183 measures and gives the first fifty in the document's order", async () => {
    const { measures, total } = await listed();
    expect(total).toBe(183);
    expect(measures).toHaveLength(50);
    expect(measures.map(({ id }) => id).slice(0, 3)).toEqual(["1-1", "1-2", "1-3"]);
  });

  it("counts the measures of every section, ministry, topic and type", async () => {
    const { facets } = await listed();
    expect(facets.section.map(({ value, count }) => `${value}: ${count}`)).toEqual([
      "1: 30",
      "2: 5",
      "3: 28",
      "4: 12",
      "5: 17",
      "6: 38",
      "7: 34",
      "8: 6",
      "9: 9",
      "10: 4",
    ]);
    expect(facets.topic.reduce((sum, { count }) => sum + count, 0)).toBe(183);
    expect(facets.ministry[0]).toMatchObject({ value: "経産省" });
    expect(facets.type.length).toBeGreaterThan(3);
  });

  it("keeps measures with a stated budget within the bounds, yen", async () => {
    const large = await listed({ budgetFrom: "500000000000" });
    expect(idsOf(large)).toContain("1-24");
    const budgetsOf = ({ measures }: { measures: Measure[] }): number[][] =>
      measures.map(({ programmes }) =>
        programmes.flatMap(({ budgets }) => budgets.map(({ normalised }) => Number(normalised))),
      );
    const small = await listed({ budgetTo: "100000000", limit: "500" });
    expect(small.total).toBeGreaterThan(0);
    expect(budgetsOf(small).filter((own) => own.length > 0 && !own.some((yen) => yen <= 100_000_000))).toEqual([]);
    await expectProblem(await app.request("/api/measures?budgetFrom=many"), 400, "invalid_request");
  });

  it("gives every measure once over pages of the list", async () => {
    const ids = new Set<string>();
    for (const offset of [0, 70, 140]) {
      const list = await listed({ limit: "70", offset: String(offset) });
      expect(list.total).toBe(183);
      for (const id of idsOf(list)) ids.add(id);
    }
    expect(ids.size).toBe(183);
    expect(await listed({ offset: "183" })).toMatchObject({ measures: [], total: 183 });
  });

  it("keeps the measures of a section, and counts within them", async () => {
    const list = await listed({ section: "10" });
    expect(idsOf(list)).toEqual(["10-1", "10-2", "10-3", "10-4"]);
    expect(list.facets.section).toEqual([{ value: "10", count: 4 }]);
  });

  it("takes several values of one filter, comma-separated or repeated", async () => {
    const separated = await listed("?section=8,10");
    expect(separated.total).toBe(6 + 4);
    expect(idsOf(await listed("?section=8&section=10"))).toEqual(idsOf(separated));
    expect(idsOf(await listed("?section=8,9&section=10"))).toHaveLength(6 + 9 + 4);
  });

  it.each(["ministry", "type", "topic"] as const)(
    "keeps as many measures of a %s as the facet counts",
    async (name) => {
      const [first] = (await listed()).facets[name];
      expect((await listed({ [name]: first!.value })).total).toBe(first!.count);
    },
  );

  it("joins different filters by and", async () => {
    const both = await listed({ section: "5", ministry: "厚労省", limit: "100" });
    expect(both.total).toBeGreaterThan(0);
    expect(both.total).toBeLessThan(17);
    const fits = both.measures.filter(
      ({ section, ministries }) => section.number === 5 && ministries.some(({ name }) => name === "厚労省"),
    );
    expect(fits).toHaveLength(both.total);
  });

  it("gives the measures of a printed page", async () => {
    expect(idsOf(await listed({ page: "73" }))).toEqual(["5-3"]);
    expect(idsOf(await listed({ page: "13" }))).toEqual(["1-13", "1-14", "1-15"]);
    expect((await listed({ page: "200" })).total).toBe(0);
  });

  it("gives the measures that hold a word, best first, and counts within them", async () => {
    const list = await listed({ q: "後継者" });
    expect(list.total).toBeGreaterThan(0);
    expect(list.total).toBeLessThan(183);
    expect(list.facets.section.reduce((sum, { count }) => sum + count, 0)).toBe(list.total);
    expect(idsOf(await listed({ q: "後継者", section: "9" })).filter((id) => !id.startsWith("9-"))).toEqual([]);
  });

  it("finds nothing for a filter value the document does not have", async () => {
    expect(await listed({ ministry: "火星省" })).toMatchObject({ measures: [], total: 0 });
  });

  it.each(["limit=0", "limit=501", "limit=ten", "offset=-1", "page=0", "page=abc", "section=abc"])(
    "refuses %s",
    async (wrong) => {
      await expectProblem(await app.request(`/api/measures?${wrong}`), 400, "invalid_request");
    },
  );

  it("refuses an edition that is not there", async () => {
    await expectProblem(await app.request("/api/measures?edition=1999-01"), 404, "unknown_edition");
  });
});

const REFERENCES: [ref: string, kind: string, ids: string[]][] = [
  ["(5)③", "measure", ["5-3"]],
  ["（５）③", "measure", ["5-3"]],
  ["5-3", "measure", ["5-3"]],
  ["5の3", "measure", ["5-3"]],
  ["第5節③", "measure", ["5-3"]],
  ["(1)㉔", "measure", ["1-24"]],
  ["p.73", "page", ["5-3"]],
  ["73ページ", "page", ["5-3"]],
  ["13ページ", "page", ["1-13", "1-14", "1-15"]],
  ["キャリアアップ助成金", "title", ["5-3"]],
  ["事業承継・引継ぎ総合支援事業", "title", ["9-7"]],
  ["業務改善助成金", "title", ["5-1"]],
];

describe("GET /api/citations", () => {
  it.each(REFERENCES)("leads from %s, a %s, to %j", async (ref, kind, ids) => {
    const response = await app.request(`/api/citations${query({ ref })}`);
    expect(response.status).toBe(200);
    const body = CitationBody.parse(await response.json());
    expect(body).toMatchObject({ ref, kind });
    expect(idsOf(body)).toEqual(ids);
  });

  it("leads from a title that two measures share to both", async () => {
    const response = await app.request(`/api/citations${query({ ref: "生産性革命推進事業" })}`);
    expect(idsOf(CitationBody.parse(await response.json()))).toEqual(["1-25", "5-4"]);
  });

  it.each(["(5)99", "(11)①", "p.200", "存在しない施策の名前", "%"])("finds nothing for %s", async (ref) => {
    await expectProblem(await app.request(`/api/citations${query({ ref })}`), 404, "reference_not_found");
  });

  it("refuses a missing, an empty and an overlong reference", async () => {
    for (const search of ["", "?ref=", query({ ref: "あ".repeat(201) })]) {
      await expectProblem(await app.request(`/api/citations${search}`), 400, "invalid_request");
    }
  });
});
