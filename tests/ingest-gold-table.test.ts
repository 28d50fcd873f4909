import { beforeAll, describe, expect, it } from "vitest";
import type { Collection, Measure } from "../ingest/collection.ts";
import { ingested, MEASURES_BY_HAND, REAL_DOCUMENT } from "./ingest-documents.ts";

const [HEAD = [], ...ROWS] = MEASURES_BY_HAND;

const COLUMNS: Record<string, (measure: Measure) => string> = {
  id: (measure) => measure.id,
  number: (measure) => measure.number,
  title: (measure) => measure.title,
  "section title": (measure) => measure.section.title,
  topic: (measure) => measure.topic,
  ministries: (measure) => measure.ministries.map(({ name, lead }) => (lead ? `○${name}` : name)).join("・"),
  "first page": (measure) => String(measure.pages.first),
  "last page": (measure) => String(measure.pages.last),
  exact: (measure) => String(measure.pages.exact),
};

describe("the real document against the table written by hand", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  it("has a table of 183 measures and nine columns to be held to", () => {
    expect(ROWS).toHaveLength(183);
    expect(HEAD).toEqual(Object.keys(COLUMNS));
    expect(ROWS.filter((row) => row.length !== 9)).toEqual([]);
  });

  it.each(Object.entries(COLUMNS))("reads the %s of every measure as a person does", (column, read) => {
    const index = HEAD.indexOf(column);
    const byHand = ROWS.map((row) => `${row[0]} ${row[index]}`);
    expect(collection.measures.map((measure) => `${measure.id} ${read(measure)}`)).toEqual(byHand);
  });

  it("counts 30, 5, 28, 12, 17, 38, 34, 6, 9 and 4 measures in the ten sections", () => {
    const counts = Array.from(
      { length: 10 },
      (_, index) => collection.measures.filter((measure) => measure.section.number === index + 1).length,
    );
    expect(counts).toEqual([30, 5, 28, 12, 17, 38, 34, 6, 9, 4]);
  });

  it("knows the exact page of 126 measures and a range for the other 57", () => {
    expect(collection.measures.filter((measure) => measure.pages.exact)).toHaveLength(126);
    expect(collection.measures.filter((measure) => !measure.pages.exact)).toHaveLength(57);
  });

  it("puts each section into its chapter", () => {
    expect(
      collection.chapters.map((chapter) => [chapter.number, chapter.sections.map((section) => section.number)]),
    ).toEqual([
      [1, [1, 2, 3]],
      [2, [4, 5, 6]],
      [3, [7, 8]],
      [4, [9, 10]],
    ]);
  });

  it("reads title, date and edition from the cover", () => {
    expect(collection.edition).toBe("2025-02");
    expect(collection.document.title).toBe("中堅企業等支援に関する今後の取組方針(フォローアップ)");
    expect(collection.document.date).toBe("2025年2月");
  });

  it("has 157 page blocks from page 1 to page 164", () => {
    expect(collection.pages).toHaveLength(157);
    expect(collection.pages[0]?.printed).toEqual({ first: 1, last: 1, exact: true });
    expect(collection.pages.at(-1)?.printed).toEqual({ first: 164, last: 164, exact: true });
  });

  it("gives a block between two anchors with two lost breaks a range of three pages", () => {
    const block = collection.pages.find((page) => page.measures.includes("3-3"));
    expect(block?.printed).toEqual({ first: 34, last: 36, exact: false });
  });
});
