import { beforeAll, describe, expect, it } from "vitest";
import { browseMeasures } from "../src/browse/browse-measures.ts";
import type { BrowseRow } from "../src/browse/browse-row.ts";
import { countCharts } from "../src/browse/count-charts.ts";
import { readBrowseQuery } from "../src/browse/read-browse-query.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { realCatalogue } from "./real-catalogue.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await realCatalogue();
});
const rowsOf = (search: string): BrowseRow[] =>
  browseMeasures(catalogue, readBrowseQuery(new URLSearchParams(search), catalogue).query).rows;

describe("charts", () => {
  it("counts (10)④, which is of two ministries, for both", () => {
    // (10)①: 経産省, (10)②: 金融庁, (10)③: 中企庁, (10)④: 中企庁・経産省
    expect(countCharts(rowsOf("section=10")).byMinistry).toEqual([
      { value: "経産省", count: 2 },
      { value: "中企庁", count: 2 },
      { value: "金融庁", count: 1 },
    ]);
  });

  it.each(["", "section=5", "ministry=内閣府&type=税制", "q=火星移住"])(
    "has in each cell for 「%s」 the measures of that ministry and that type",
    (search) => {
      const rows = rowsOf(search);
      const { byMinistry, byType, ministryByType } = countCharts(rows);
      expect(ministryByType.ministries).toEqual(byMinistry.map(({ value }) => value));
      expect(ministryByType.types).toEqual(byType.map(({ value }) => value));
      const cells = new Map<string, number>();
      for (const { ministries, supportTypes } of rows) {
        for (const { name } of ministries) {
          for (const type of supportTypes) cells.set(`${name} ${type}`, (cells.get(`${name} ${type}`) ?? 0) + 1);
        }
      }
      const { ministries, types, counts } = ministryByType;
      expect(counts).toEqual(ministries.map((name) => types.map((type) => cells.get(`${name} ${type}`) ?? 0)));
    },
  );

  it("counts the same as the filters of the whole document do", () => {
    const { query } = readBrowseQuery(new URLSearchParams(), catalogue);
    const { rows, facets } = browseMeasures(catalogue, query);
    const plain = (values: { value: string; count: number }[]) => values.map(({ value, count }) => ({ value, count }));
    expect(countCharts(rows).byMinistry).toEqual(plain(facets.ministry));
    expect(countCharts(rows).byType).toEqual(plain(facets.type));
  });

  it("tells a ministry's measures by whether they state a figure of their own, a 内数 or none", () => {
    const { byMinistry, budgetStatements } = countCharts(rowsOf(""));
    expect(budgetStatements.map(({ ministry }) => ministry)).toEqual(byMinistry.map(({ value }) => value));
    expect(budgetStatements.map(({ own, withinTotal, none }) => own + withinTotal + none)).toEqual(
      byMinistry.map(({ count }) => count),
    );
    // (6)③ gives 5.3億円; (8)⑤ 5.7億円 and (1)㉘ 6.0億円, (6)⑱ 2.6億円の内数; 入管庁 only (6)㉖ 1.03億円.
    expect(budgetStatements).toContainEqual({ ministry: "法務省", own: 1, withinTotal: 0, none: 0 });
    expect(budgetStatements).toContainEqual({ ministry: "総務省", own: 2, withinTotal: 1, none: 2 });
    expect(budgetStatements).toContainEqual({ ministry: "入管庁", own: 1, withinTotal: 0, none: 11 });
  });

  it("has empty charts for no measures", () => {
    expect(countCharts([])).toEqual({
      byMinistry: [],
      byType: [],
      ministryByType: { ministries: [], types: [], counts: [] },
      budgetStatements: [],
    });
  });
});
