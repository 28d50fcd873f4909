import { describe, expect, it } from "vitest";
import { browseMeasures } from "../src/browse/browse-measures.ts";
import { readBrowseQuery } from "../src/browse/read-browse-query.ts";
import { ATTACK, browse, catalogue, parsed } from "./drawn-pages.tsx";
import { type Html, inside, named, type Tag, textIn } from "./html.ts";

const queryOf = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const resultOf = (parameters: string) =>
  browseMeasures(catalogue, readBrowseQuery(new URLSearchParams(parameters), catalogue).query);
const QUERY = queryOf({ ministry: "経産省", section: "1" });

const ofClass = (html: Html, name: string): Tag[] =>
  html.tags.filter(({ attributes }) => (attributes.class ?? "").split(" ").includes(name));
const boxes = (html: Html): Tag[] => named(html, "input").filter(({ attributes }) => attributes.type === "checkbox");
const linksTo = (html: Html, path: RegExp): string[] =>
  named(html, "a").flatMap(({ attributes }) => (path.test(attributes.href ?? "") ? [attributes.href ?? ""] : []));
/** Rows of the table of measures: the cells' texts. */
const rowsOf = (html: Html): string[][] => {
  const [table] = ofClass(html, "measures");
  const [body] = table ? inside(html, table, "tbody") : [];
  return body
    ? inside(html, body, "tr").map((row) => inside(html, row, "th", "td").map((cell) => textIn(html, cell)))
    : [];
};

describe("the list of all measures", () => {
  const html = parsed(browse("ja", "", "/browse"));

  it("has the 183 in the document's order, each with a link, its ministries, kinds, budget and page", () => {
    const rows = rowsOf(html);
    expect(rows).toHaveLength(183);
    const links = linksTo(html, /^\/navi\/measures\//u);
    expect(links).toEqual(catalogue.collection.measures.map(({ id }) => `/navi/measures/${id}`));
    const row = rows.find(([name]) => name?.startsWith("(5)③ "));
    expect(row?.[0]).toContain("(5)③ キャリアアップ助成金");
    expect(row?.slice(1)).toEqual(["厚労省", expect.stringContaining("補助金・助成金"), "19.9億円（R7当初）", "p.73"]);
  });

  it("says where no budget or ministry is stated, and where pages are not certain", () => {
    const rows = rowsOf(html);
    expect(rows.find(([name]) => name?.startsWith("(10)④ "))?.[3]).toBe("記載なし");
    expect(rows.find(([name]) => name?.startsWith("(1)㉔ "))?.[4]).toBe("p.22〜23のどこか");
    expect(rows.filter((cells) => cells.some((cell) => cell.trim() === ""))).toEqual([]);
  });

  it("says how many there are, and offers no way back from filters that are not set", () => {
    expect(ofClass(html, "result-count").map((tag) => textIn(html, tag))).toEqual(["183施策のうち183件"]);
    expect(html.texts.map(({ text }) => text)).not.toContain("条件をすべて外す");
  });

  it("has nothing checked, and the document's order chosen", () => {
    expect(boxes(html).length).toBeGreaterThan(40);
    expect(boxes(html).filter(({ attributes }) => "checked" in attributes)).toEqual([]);
    const chosen = named(html, "option").filter(({ attributes }) => "selected" in attributes);
    expect(chosen.map(({ attributes }) => attributes.value)).toEqual(["document"]);
  });
});

describe("a filtered list", () => {
  const html = parsed(browse("ja", QUERY));
  const { rows, facets } = resultOf(QUERY);

  it("has the measures that pass, and says of how many", () => {
    expect(linksTo(html, /^\/navi\/measures\//u)).toEqual(rows.map(({ id }) => `/navi/measures/${id}`));
    expect(rows.length).toBeGreaterThan(5);
    expect(ofClass(html, "result-count").map((tag) => textIn(html, tag))).toEqual([`183施策のうち${rows.length}件`]);
    expect(linksTo(html, /^\/navi\/browse$/u).length).toBe(2);
  });

  it("offers every value with the number of measures that choosing it gives", () => {
    const drawn = boxes(html).map((box) => {
      const label = box.within.findLast(({ name }) => name === "label");
      return [box.attributes.name, box.attributes.value, label && textIn(html, label)];
    });
    const order = ["section", "topic", "ministry", "type", "year", "chapter"] as const;
    const expected = order.flatMap((dimension) =>
      facets[dimension].map(({ value, label, count }) => [dimension, value, `${label ?? value}${count}`]),
    );
    expect(drawn).toEqual(expected);
    // Chosen alone with the section, each kind leaves as many measures as it says.
    const [kind] = facets.type;
    expect(resultOf(`${QUERY}&type=${encodeURIComponent(kind?.value ?? "")}`).rows).toHaveLength(kind?.count ?? 0);
  });

  it("has what was chosen checked, and its groups open", () => {
    const checked = boxes(html).filter(({ attributes }) => "checked" in attributes);
    expect(checked.map(({ attributes }) => [attributes.name, attributes.value])).toEqual([
      ["section", "1"],
      ["ministry", "経産省"],
    ]);
    const open = named(html, "details").filter(({ attributes }) => "open" in attributes);
    expect(checked.filter((box) => !box.within.some((tag) => open.includes(tag)))).toEqual([]);
    const said = html.tags.filter(({ attributes }) => "data-selected" in attributes);
    expect(said.map((tag) => [tag.attributes["data-selected"], textIn(html, tag)])).toEqual([
      ["section", "（1件を選択）"],
      ["topic", ""],
      ["ministry", "（1件を選択）"],
      ["type", ""],
      ["year", ""],
      ["chapter", ""],
    ]);
  });

  it("can be saved as CSV with the same filters, in the other language too", () => {
    for (const language of ["ja", "en"] as const) {
      const [csv] = linksTo(parsed(browse(language, QUERY)), /browse\.csv/u);
      const address = new URL(csv ?? "", "http://x");
      expect(address.pathname).toBe("/navi/browse.csv");
      expect(resultOf(address.search).rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    }
    expect(linksTo(parsed(browse("ja", "", "/browse")), /browse\.csv/u)).toEqual(["/navi/browse.csv"]);
  });

  it("keeps words and order in the form", () => {
    const sorted = parsed(browse("ja", queryOf({ q: `補助金 ${ATTACK}`, sort: "budget" })));
    const words = named(sorted, "input").find(({ attributes }) => attributes.name === "q");
    expect(words?.attributes.value).toBe(`補助金 ${ATTACK}`);
    const chosen = named(sorted, "option").filter(({ attributes }) => "selected" in attributes);
    expect(chosen.map(({ attributes }) => attributes.value)).toEqual(["budget"]);
  });

  it("names the values of the address that no measure has", () => {
    const text = parsed(browse("ja", queryOf({ ministry: "火星省", type: ATTACK })))
      .texts.map((piece) => piece.text)
      .join("");
    expect(text).toContain(`読み取れない条件を除きました：ministry=火星省、type=${ATTACK}`);
    expect(text).toContain("183施策のうち183件");
  });
});

describe("a list without measures", () => {
  const html = parsed(browse("ja", queryOf({ q: "火星", section: "1" })));

  it("says so, and what to do", () => {
    expect(html.texts.map(({ text }) => text)).toContain("条件に合う施策はありません。条件を減らしてください。");
    expect(linksTo(html, /^\/navi\/browse$/u).length).toBe(2);
  });

  it("has no table, no chart and no CSV, and keeps the chosen filter to be taken back", () => {
    expect(named(html, "table", "svg")).toEqual([]);
    expect(linksTo(html, /\.csv/u)).toEqual([]);
    expect(boxes(html).map(({ attributes }) => [attributes.value, "checked" in attributes])).toEqual([["1", true]]);
  });
});

describe("the charts", () => {
  const html = parsed(browse("ja", QUERY));
  const { rows } = resultOf(QUERY);
  const [byMinistry, byType] = named(html, "svg");

  /** Names and figures that a chart draws. */
  function drawn(chart: Tag | undefined): [name: string, figure: string][] {
    const texts = chart ? inside(html, chart, "text").map((tag) => textIn(html, tag)) : [];
    return texts.flatMap((text, index): [string, string][] =>
      index % 2 === 0 ? [[text, texts[index + 1] ?? ""]] : [],
    );
  }
  const counted = (valuesOf: (row: (typeof rows)[number]) => readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const value of rows.flatMap(valuesOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const ministries = counted((row) => row.ministries.map(({ name }) => name));
  const types = counted((row) => row.supportTypes);

  it("draw the numbers of the measures on the list, the most frequent first", () => {
    const figures = (counts: ReadonlyMap<string, number>) =>
      Array.from(counts, ([name, count]) => [name, `${count}件`]);
    expect(new Map(drawn(byMinistry))).toEqual(new Map(figures(ministries) as [string, string][]));
    expect(new Map(drawn(byType))).toEqual(new Map(figures(types) as [string, string][]));
    const numbers = drawn(byType).map(([, figure]) => Number.parseInt(figure, 10));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(numbers.length).toBeGreaterThan(5);
  });

  it("draw bars as long as their numbers, from zero", () => {
    const bars = byType ? inside(html, byType, "rect").map(({ attributes }) => attributes) : [];
    const numbers = drawn(byType).map(([, figure]) => Number.parseInt(figure, 10));
    const longest = Number(bars[0]?.width);
    expect(new Set(bars.map(({ x }) => x))).toEqual(new Set(["0"]));
    expect(longest).toBeGreaterThan(0);
    const lengths = bars.map(({ width }) => (Number(width) / longest) * (numbers[0] ?? 0));
    expect(lengths.map((length) => length.toFixed(3))).toEqual(numbers.map((number) => number.toFixed(3)));
  });

  it("say their title and figures to who cannot see them", () => {
    const said = [byMinistry, byType].map((chart) => {
      const label = html.tags.find(({ attributes }) => attributes.id === chart?.attributes["aria-labelledby"]);
      const summary = html.tags.find(({ attributes }) => attributes.id === chart?.attributes["aria-describedby"]);
      return [label && textIn(html, label), summary && textIn(html, summary)];
    });
    const summary = (chart: Tag | undefined) =>
      drawn(chart)
        .map((pair) => pair.join(" "))
        .join("、");
    expect(said).toEqual([
      ["所管省庁ごとの施策の数", summary(byMinistry)],
      ["支援の種類ごとの施策の数", summary(byType)],
    ]);
  });

  it("have their figures in a table, cell by cell the number of measures of that ministry and kind", () => {
    const [table] = ofClass(html, "cross-table");
    const [head = [], ...body] = table
      ? inside(html, table, "tr").map((row) => inside(html, row, "th", "td").map((cell) => textIn(html, cell)))
      : [];
    const kinds = head.slice(2);
    expect(kinds).toEqual(drawn(byType).map(([name]) => name));
    expect(body.map(([name, count]) => [name, `${count}件`])).toEqual(drawn(byMinistry));
    const expected = body.map(([ministry]) =>
      kinds.map((kind) =>
        String(
          rows.filter((row) => row.ministries.some(({ name }) => name === ministry) && row.supportTypes.includes(kind))
            .length,
        ),
      ),
    );
    expect(body.map((cells) => cells.slice(2))).toEqual(expected);
  });
});
