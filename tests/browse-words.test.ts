import { beforeAll, describe, expect, it } from "vitest";
import { browseMeasures } from "../src/browse/browse-measures.ts";
import { readBrowseQuery } from "../src/browse/read-browse-query.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { realCatalogue } from "./real-catalogue.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await realCatalogue();
});

/** Ids of the measures of a URL's query, "q=DX 人材&section=5". */
const idsOf = (search: string): string[] => {
  const { query } = readBrowseQuery(new URLSearchParams(search), catalogue);
  return browseMeasures(catalogue, query).rows.map(({ id }) => id);
};

describe("words", () => {
  it.each(["5-3", "(5)③", "（５）③", "第5節③", "5の3", "キャリアアップ助成金 5-3"])("finds one measure by %s", (q) => {
    expect(idsOf(String(new URLSearchParams({ q })))).toEqual(["5-3"]);
  });

  it("finds (1)① by 1-1 and not (1)⑩ to ⑲ or (1)㉚ by what their numbers begin with", () => {
    expect(idsOf("q=1-1")).toEqual(["1-1"]);
    expect(idsOf("q=(1)③")).toEqual(["1-3"]);
  });

  it("finds every measure of 中企庁 by its name, and with a section only that section's", () => {
    const found = idsOf("q=中企庁");
    expect(found).toEqual(expect.arrayContaining(idsOf("ministry=中企庁")));
    expect(found.length).toBeLessThan(40);
    expect(idsOf("q=中企庁&section=10")).toEqual(["10-3", "10-4"]);
  });

  it("wants every word, wherever it stands and however it is written", () => {
    const both = idsOf("q=DX 人材");
    const inOne = new Set(idsOf("q=人材"));
    expect(both).toEqual(idsOf("q=ＤＸ").filter((id) => inOne.has(id)));
    expect(both.length).toBeGreaterThan(0);
    expect(idsOf("q=人材　dx")).toEqual(both);
  });

  it("finds 「リスクリングを通じた…」 by リスキリング, which is what it means", () => {
    expect(idsOf("q=リスキリング")).toContain("5-17");
  });

  it.each(["(5)99", "5-99", "火星移住"])("finds nothing by %s", (q) => {
    expect(idsOf(String(new URLSearchParams({ q })))).toEqual([]);
  });
});
