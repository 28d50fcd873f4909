import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Measure } from "../ingest/collection.ts";
import { type BrowseResult, browseMeasures } from "../src/browse/browse-measures.ts";
import { DIMENSIONS, type Dimension } from "../src/browse/dimensions.ts";
import { type BrowseQuery, readBrowseQuery } from "../src/browse/read-browse-query.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { MEASURES_BY_HAND } from "./ingest-documents.ts";
import { realCatalogue } from "./real-catalogue.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await realCatalogue();
});

/** The page of a URL's query, "section=5&sort=title". */
const browse = (search = ""): BrowseResult =>
  browseMeasures(catalogue, readBrowseQuery(new URLSearchParams(search), catalogue).query);
const idsOf = ({ rows }: BrowseResult): string[] => rows.map(({ id }) => id);
const countsOf = (result: BrowseResult, dimension: Dimension): [string, number][] =>
  result.facets[dimension].map(({ value, count }) => [value, count]);

/** The document's rows in the table that a person wrote: number, ministries and so on, without its header. */
const [, ...BY_HAND] = MEASURES_BY_HAND;
const ministriesByHand = (row: string[]): string[] => (row[5] ?? "").replace("○", "").split("・");

/** What a measure has, read from its fields one by one. */
function plainValues(measure: Measure): Record<Dimension, string[]> {
  const years: string[] = [];
  for (const programme of measure.programmes) years.push(...programme.fiscal);
  for (const fact of catalogue.collection.facts) {
    if (fact.measureId === measure.id && fact.kind === "budget") years.push(fact.fiscalYear ?? "");
  }
  return {
    chapter: [`${measure.chapter.number}`],
    section: [`${measure.section.number}`],
    topic: [measure.topic],
    ministry: measure.ministries.map(({ name }) => name),
    type: measure.supportTypes,
    year: years.filter((year) => year !== ""),
  };
}

/** Queries as visitors put them together: a few values of each list that the document has, and a word or none. */
const queries = (): fc.Arbitrary<BrowseQuery> => {
  const all = catalogue.collection.measures.map(plainValues);
  const some = (dimension: Dimension): fc.Arbitrary<string[]> => {
    const known = Array.from(new Set(all.flatMap((values) => values[dimension])));
    const few = fc.subarray(known, { maxLength: Math.min(known.length, 6) });
    return fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, few);
  };
  return fc.record({
    q: fc.constantFrom("", "", "支援", "DX", "中小企業 補助", "(5)③"),
    chapter: some("chapter").map((values) => values.map(Number)),
    section: some("section").map((values) => values.map(Number)),
    topic: some("topic"),
    ministry: some("ministry"),
    type: some("type"),
    year: some("year"),
    sort: fc.constantFrom("document" as const, "budget" as const, "ministry" as const, "title" as const),
  });
};

describe("the whole document", () => {
  it("has 183 measures in the document's order", () => {
    const result = browse();
    expect(result.total).toBe(183);
    expect(result.rows.map(({ number }) => number)).toEqual(BY_HAND.map(([, number]) => number));
  });

  it("counts 30, 5, 28, 12, 17, 38, 34, 6, 9 and 4 measures in its sections, and 63, 67, 40 and 13 in its chapters", () => {
    const sections = [30, 5, 28, 12, 17, 38, 34, 6, 9, 4];
    expect(countsOf(browse(), "section")).toEqual(sections.map((count, index) => [String(index + 1), count]));
    expect(browse().facets.chapter).toEqual([
      { value: "1", label: "国内投資拡大・イノベーションの促進", count: 63, selected: false },
      { value: "2", label: "良質な雇用の実現", count: 67, selected: false },
      { value: "3", label: "外需獲得（グローバル展開・インバウンド取込）の支援等", count: 40, selected: false },
      { value: "4", label: "経営基盤の強化・整備", count: 13, selected: false },
    ]);
  });

  it("counts topics and ministries as a person did who read the document, topics in its order, ministries most frequent first", () => {
    const topics = Array.from(new Set(BY_HAND.map((row) => row[4])));
    expect(countsOf(browse(), "topic")).toEqual(
      topics.map((topic) => [topic, BY_HAND.filter((row) => row[4] === topic).length]),
    );
    const ministries = countsOf(browse(), "ministry");
    expect(ministries.slice(0, 3).map(([name]) => name)).toEqual(["経産省", "中企庁", "厚労省"]);
    const names = Array.from(new Set(BY_HAND.flatMap(ministriesByHand)));
    expect(new Map(ministries)).toEqual(
      new Map(names.map((name) => [name, BY_HAND.filter((row) => ministriesByHand(row).includes(name)).length])),
    );
    const counts = ministries.map(([, count]) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it("lists fiscal years in time order, a year's own before its initial and its supplementary budget", () => {
    expect(browse().facets.year.map(({ value, label }) => [value, label])).toEqual([
      ["R3補正", "令和3年度補正"],
      ["R4補正", "令和4年度補正"],
      ["R5", "令和5年度"],
      ["R5当初", "令和5年度当初"],
      ["R5補正", "令和5年度補正"],
      ["R6", "令和6年度"],
      ["R6当初", "令和6年度当初"],
      ["R6補正", "令和6年度補正"],
      ["R7当初", "令和7年度当初"],
      ["R8", "令和8年度"],
    ]);
  });
});

describe("filters", () => {
  it("keeps the measures of either ministry, and of these the ones of the section", () => {
    expect(idsOf(browse("section=10&ministry=金融庁"))).toEqual(["10-2"]);
    // (10)④ is of both ministries.
    expect(idsOf(browse("section=10&ministry=中企庁"))).toEqual(["10-3", "10-4"]);
    expect(idsOf(browse("section=10&ministry=中企庁&ministry=金融庁"))).toEqual(["10-2", "10-3", "10-4"]);
  });

  it("gives nothing for a section outside the chosen chapter, and keeps both choices listed with 0", () => {
    const result = browse("chapter=1&section=5");
    expect(result).toMatchObject({ rows: [], total: 183 });
    expect(result.facets.chapter.map(({ value, count, selected }) => [value, count, selected])).toEqual([
      ["1", 0, true],
      ["2", 17, false],
    ]);
    expect(result.facets.section.map(({ value, count, selected }) => [value, count, selected])).toEqual([
      ["1", 30, false],
      ["2", 5, false],
      ["3", 28, false],
      ["5", 0, true],
    ]);
  });

  it("keeps the same measures as a plain reading of every field", () => {
    const words = (q: string): string[] => q.split(" ").filter((word) => word !== "" && word !== "(5)③");
    fc.assert(
      fc.property(queries(), (query) => {
        const plain = catalogue.collection.measures.filter((measure) => {
          const values = plainValues(measure);
          const chosen = DIMENSIONS.every((dimension) => {
            const wanted = query[dimension].map(String);
            return wanted.length === 0 || values[dimension].some((value) => wanted.includes(value));
          });
          const text = catalogue.wholeText(measure);
          const named = query.q !== "(5)③" || measure.id === "5-3";
          return chosen && named && words(query.q).every((word) => text.includes(word.toLowerCase()));
        });
        expect(idsOf(browseMeasures(catalogue, query)).sort()).toEqual(plain.map(({ id }) => id).sort());
      }),
    );
  });

  it("counts for every value of every filter what choosing it would leave", () => {
    fc.assert(
      fc.property(queries(), (query) => {
        const { facets } = browseMeasures(catalogue, query);
        for (const dimension of DIMENSIONS) {
          const listed = facets[dimension].map(({ value, count }) => [value, count] as const);
          const chosen = listed.map(([value]) => {
            const one = dimension === "chapter" || dimension === "section" ? [Number(value)] : [value];
            return [value, browseMeasures(catalogue, { ...query, [dimension]: one }).rows.length];
          });
          expect(listed).toEqual(chosen);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("lists every value that would leave something, and of the others only what is chosen", () => {
    fc.assert(
      fc.property(queries(), (query) => {
        const { facets } = browseMeasures(catalogue, query);
        for (const dimension of DIMENSIONS) {
          const unrestricted = browseMeasures(catalogue, { ...query, [dimension]: [] }).rows;
          const ids = new Set(unrestricted.map(({ id }) => id));
          const possible = catalogue.collection.measures
            .filter(({ id }) => ids.has(id))
            .flatMap((measure) => plainValues(measure)[dimension]);
          const chosen = query[dimension].map(String);
          expect(new Set(facets[dimension].map(({ value }) => value))).toEqual(new Set([...possible, ...chosen]));
          expect(new Set(facets[dimension].filter(({ selected }) => selected).map(({ value }) => value))).toEqual(
            new Set(chosen),
          );
        }
      }),
    );
  });
});

describe("a row", () => {
  const rowOf = (id: string) => browse(`q=${id}`).rows[0];

  it("states the only budget of (5)③ verbatim, in yen and with its year", () => {
    expect(rowOf("5-3")).toMatchObject({
      title: "キャリアアップ助成金",
      years: expect.arrayContaining(["R7当初"]),
      budget: { value: "19.9億円", yen: 1_990_000_000, withinTotal: false, fiscalYear: "R7当初" },
    });
  });

  it("states of (1)⑩ its own 0.7億円 rather than the 3,400億円 of which it is some part", () => {
    expect(rowOf("1-10")?.budget).toMatchObject({ value: "0.7億円", withinTotal: false, fiscalYear: "R6当初" });
  });

  it("states of (1)㉕ the total it is a part of, where there is nothing else, and says so", () => {
    expect(rowOf("1-25")?.budget).toMatchObject({ value: "3,400億円", yen: 340_000_000_000, withinTotal: true });
  });

  it("states no budget of (10)④, of which the document gives none", () => {
    expect(rowOf("10-4")).not.toHaveProperty("budget");
  });
});

describe("sorting", () => {
  it("puts own budgets first, largest first, then 内数, then measures without, in the document's order", () => {
    const { rows } = browse("sort=budget");
    expect(rows.slice(0, 2).map(({ id }) => id)).toEqual(["1-24", "2-5"]);
    // Own figures end with (6)⑮'s 0.2億円, before (1)㉕'s 3,400億円の内数.
    const groups = rows.map(({ budget }) => (budget === undefined ? "none" : budget.withinTotal ? "within" : "own"));
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual(["own", "within", "none"]);
    expect(rows[groups.lastIndexOf("own")]?.id).toBe("6-15");
    expect(rows[groups.indexOf("within")]?.id).toBe("1-25");
    for (const withinTotal of [false, true]) {
      const yen = rows.flatMap(({ budget }) => (budget?.withinTotal === withinTotal ? [budget.yen] : []));
      expect(yen).toEqual(yen.toSorted((a, b) => b - a));
    }
    const without = rows.filter(({ budget }) => budget === undefined).map(({ id }) => id);
    expect(without).toEqual(idsOf(browse()).filter((id) => without.includes(id)));
  });

  it("puts measures by their leading ministry, as the filter lists ministries, and within one in the document's order", () => {
    const result = browse("sort=ministry");
    // Where the document marks one as leading it prints that one first; where it marks none, the first counts.
    const ledBy = (name: string): (string | undefined)[] =>
      BY_HAND.filter((row) => ministriesByHand(row)[0] === name).map(([id]) => id);
    expect(idsOf(result)).toEqual(result.facets.ministry.flatMap(({ value }) => ledBy(value)));
    expect(idsOf(result).slice(0, 3)).toEqual(["1-4", "1-5", "1-6"]);
  });

  it("puts titles in 五十音 order as they are read, kana and kanji among each other, Latin letters first", () => {
    const titles = browse("sort=title").rows.map(({ title }) => title);
    const order = [
      "EPA 利活用促進",
      "アグリビジネス創出フェアの開催",
      "育成就労制度の創設", // イクセイ
      "イノベーション拠点税制(イノベーションボックス税制)",
      "医療機器等における先進的研究開発・開発体制強靱化事業", // イリョウ
      "インフラシステムの海外展開への支援",
      "海外ビジネス支援パッケージ", // カイガイビ
      "海外見本市・展示会への出展支援", // カイガイミ
      "マッチングイベント等の実施による特定技能制度の活用促進",
      "「マナパス」を通じた情報発信の充実", // マナ, its bracket aside
      "未来法を活用した地域におけるGX・DXの促進", // ミライ
      "ミラサポコネクト構想の実施",
    ];
    expect(titles.filter((title) => order.includes(title))).toEqual(order);
    expect(titles).toHaveLength(183);
  });

  it("changes the order only, never the measures or the counts", () => {
    fc.assert(
      fc.property(queries(), (query) => {
        const sorted = browseMeasures(catalogue, query);
        const plain = browseMeasures(catalogue, { ...query, sort: "document" });
        expect(idsOf(sorted).sort()).toEqual(idsOf(plain).sort());
        expect(sorted.facets).toEqual(plain.facets);
      }),
    );
  });
});
