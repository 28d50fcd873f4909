import { beforeAll, describe, expect, it } from "vitest";
import type { Collection } from "../ingest/collection.ts";
import { ingested, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

describe("measures that repeat each other", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  it.each([
    ["6-20", "6-8", "marked 再掲"],
    ["4-1", "4-2", "marked 再掲"],
    ["1-25", "5-4", "unmarked"],
    ["2-1", "2-4", "unmarked"],
    ["3-21", "3-13", "unmarked"],
  ])("point to each other: %s and %s (%s)", (one, other) => {
    expect(measureOf(collection, one).seeAlso).toEqual([other]);
    expect(measureOf(collection, other).seeAlso).toEqual([one]);
  });

  it("are these ten and no others", () => {
    const linked = collection.measures.filter((measure) => measure.seeAlso.length > 0).map((measure) => measure.id);
    expect(linked).toEqual(["1-25", "2-1", "2-4", "3-13", "3-21", "4-1", "4-2", "5-4", "6-8", "6-20"]);
  });

  it("keeps the mark 【再掲】 as a note, not as a ministry or a budget", () => {
    const notes = measureOf(collection, "4-2").followUp.filter((block) => block.text.includes("再掲"));
    expect(notes.map((block) => block.role)).not.toContain("ministry");
    expect(notes.map((block) => block.role)).not.toContain("budget");
    expect(measureOf(collection, "4-2").ministries).toEqual([{ name: "厚労省", lead: true }]);
  });
});

/** The fourteen footnotes with the measure whose text carries the mark, read by a person. */
const FOOTNOTES: [mark: string, id: string, beginning: string][] = [
  ["¹", "1-2", "Peppol e-invoice とは、"],
  ["²", "1-4", "地域経済牽引事業の促進による地域の成長発展の基盤強化に関する法律"],
  ["³", "1-18", "市場のライフサイクル全体で"],
  ["⁴", "3-11", "起業家の育成や、新しいビジネスを支援する施設。"],
  ["⁵", "4-3", "女性の職業生活における活躍の推進に関する法律"],
  ["⁶", "4-5", "青少年の雇用の促進等に関する法律"],
  ["⁷", "4-9", "Female(女性)とTechnology(技術)"],
  ["⁸", "5-12", "中小企業等の人材育成に必要な支援を行うため"],
  ["⁹", "5-15", "雇用保険被保険者労働者が主体的に、"],
  ["¹⁰", "6-5", "全国キャリア教育・就職ガイダンス"],
  ["¹¹", "6-8", "青少年の雇用機会の確保及び職場への定着に関して"],
  ["¹²", "6-31", "就労目的の在留資格を持つ外国人や"],
  ["¹³", "9-8", "主に M&A 実施後の事業の継続・成長"],
  ["¹⁴", "10-4", "主に株式発行による資金調達。"],
];

describe("footnotes", () => {
  let collection: Collection;
  let source: string;
  beforeAll(async () => {
    ({ collection, source } = await ingested(REAL_DOCUMENT));
  });

  it.each(FOOTNOTES)("attaches footnote %s to %s", (mark, id, beginning) => {
    const notes = measureOf(collection, id).footnotes;
    expect(notes).toHaveLength(1);
    expect(notes[0]?.text.slice(0, beginning.length)).toBe(beginning);
    expect(notes[0]?.role).toBe("note");
    expect(source.slice(0, notes[0]?.span.start).trimEnd().endsWith(`\n${mark}`)).toBe(true);
  });

  it("attaches fourteen footnotes, each once", () => {
    const owners = collection.measures.flatMap((measure) => measure.footnotes.map(() => measure.id));
    expect(owners).toEqual(FOOTNOTES.map(([, id]) => id));
  });

  it("tells that footnote ¹¹ of (6)⑧ stands on the next page", () => {
    const remark = collection.remarks.find((found) => found.where === "(6)⑧" && found.message.includes("¹¹"));
    expect(remark?.kind).toBe("correction");
    expect(measureOf(collection, "6-8").footnotes[0]?.pages).toEqual({ first: 94, last: 94, exact: true });
    expect(measureOf(collection, "6-8").pages).toEqual({ first: 93, last: 93, exact: true });
  });

  it("makes each footnote a passage of its measure", () => {
    const passages = collection.passages.filter((passage) => passage.column === "footnote");
    expect(passages.map((passage) => passage.measureId)).toEqual(FOOTNOTES.map(([, id]) => id));
  });

  it("takes the marks off titles", () => {
    expect(collection.measures.filter((measure) => /[¹²³⁰⁴-⁹]/u.test(measure.title))).toEqual([]);
  });
});
