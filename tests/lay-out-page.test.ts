import { beforeAll, describe, expect, it } from "vitest";
import type { Block, Page } from "../ingest/collection.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { layOutPage, type PageLayout, type PageRow } from "../web/client/lay-out-page.ts";
import { realCatalogue } from "./real-catalogue.ts";

let catalogue: Catalogue;
let pages: readonly Page[];
/** As the page of the site lays them out. */
let layouts: PageLayout[];

beforeAll(async () => {
  catalogue = await realCatalogue();
  ({ pages } = catalogue.collection);
  layouts = pages.map((page) => layOutPage(page, catalogue.collection.measures));
});

const blocksOf = (row: PageRow): readonly Block[] => [...row.policy, ...row.followUp, ...row.footnotes];

/** What stands on no page or on several: its name, with the ordinals of its pages. */
function misplaced(wanted: readonly string[], placed: readonly (readonly [name: string, ordinal: number])[]) {
  const places = new Map(wanted.map((name) => [name, [] as number[]]));
  for (const [name, ordinal] of placed) places.get(name)?.push(ordinal);
  return Array.from(places).filter(([, ordinals]) => ordinals.length !== 1);
}

describe("the 157 page blocks of the document", () => {
  it("hold every paragraph and footnote of every measure once, in its column", () => {
    const columns = ["policy", "followUp", "footnotes"] as const;
    const names = columns.flatMap((column) =>
      catalogue.collection.measures.flatMap((measure) =>
        measure[column].map(({ span }) => `${measure.id} ${column} ${span.start}`),
      ),
    );
    const placed = layouts.flatMap(({ ordinal, rows }) =>
      rows.flatMap((row) =>
        columns.flatMap((column) =>
          row[column].map(({ span }) => [`${row.measure.id} ${column} ${span.start}`, ordinal] as const),
        ),
      ),
    );
    expect(misplaced(names, placed)).toEqual([]);
    expect(placed).toHaveLength(names.length);
    expect(layouts).toHaveLength(157);
  });

  it("begin every measure once, on the block that prints its title", () => {
    const begun = layouts.flatMap(({ ordinal, rows }) =>
      rows.flatMap(({ measure, begins }) => (begins ? [[measure.id, ordinal] as const] : [])),
    );
    const titles = catalogue.collection.passages.filter(({ column }) => column === "title");
    expect(begun).toEqual(titles.map(({ measureId, spans }) => [measureId, spans[0]?.page]));
    expect(begun).toHaveLength(183);
  });

  it("hold every passage where it says that it stands", () => {
    const lost = catalogue.collection.passages.flatMap(({ id, measureId, column, spans }) =>
      spans.flatMap(({ page, start, end }) => {
        const row = layouts[page - 1]?.rows.find(({ measure }) => measure.id === measureId);
        const blocks = { title: [], policy: row?.policy, followUp: row?.followUp, footnote: row?.footnotes }[column];
        const holds =
          column === "title" ? row?.begins : blocks?.some(({ span }) => span.start <= start && end <= span.end);
        return holds === true ? [] : [id];
      }),
    );
    expect(lost).toEqual([]);
    expect(catalogue.collection.passages.length).toBeGreaterThan(1000);
  });

  it("have a row for each of their measures in the document's order, and none that is empty but goes on", () => {
    const inOrder = catalogue.collection.measures.map(({ id }) => id);
    const wrong = layouts.filter(({ ordinal, rows }) => {
      const ids = rows.map(({ measure }) => measure.id);
      const sorted = inOrder.filter((id) => ids.includes(id));
      const missing = pages[ordinal - 1]?.measures.filter((id) => !ids.includes(id)) ?? [];
      const empty = rows.filter((row) => !row.begins && blocksOf(row).length === 0);
      return ids.join() !== sorted.join() || missing.length > 0 || empty.length > 0;
    });
    expect(wrong.map(({ ordinal }) => ordinal)).toEqual([]);
  });

  it("are headed by the chapter, section and sub-heading of every measure on them", () => {
    // The document prints the brackets of (7) and (8) in either width.
    const folded = (...headings: string[]): string => headings.join("\n").normalize("NFKC");
    const wrong = layouts.filter(({ chapter, section, topic, rows }) =>
      rows.some(({ measure }) => {
        const ofMeasure = folded(
          `${measure.chapter.number}. ${measure.chapter.title}`,
          `(${measure.section.number}) ${measure.section.title}`,
          measure.topic,
        );
        return folded(chapter, section, topic) !== ofMeasure;
      }),
    );
    expect(wrong.map(({ ordinal }) => ordinal)).toEqual([]);
  });
});

describe("a page block", () => {
  it("shows on p.16 that 物流分野の GX・DX goes on from p.15, with the rest of a sentence that the page cuts", () => {
    const [first] = layouts.filter(({ printed }) => printed.first === 16).flatMap(({ rows }) => rows);
    expect(first?.measure.id).toBe("1-17");
    expect(first?.begins).toBe(false);
    expect(first?.followUp.map(({ text }) => text)).toContain(
      "取得等の人材採用・人材育成に向けた取組等に対して令和6年度に支援を実施。",
    );
  });

  it("leaves out a measure that it is not given, and has then no chapter", () => {
    const page = pages[0];
    expect(page && layOutPage(page, [])).toMatchObject({ rows: [], chapter: "", ordinal: 1 });
  });
});
