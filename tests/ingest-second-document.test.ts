import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Collection } from "../ingest/collection.ts";
import {
  ingested,
  ingestText,
  measureOf,
  moneyOf,
  moneyRow,
  REAL_DOCUMENT,
  SECOND_DOCUMENT,
  textsOf,
} from "./ingest-documents.ts";

/** Written by hand beside the document: number, title, section, topic, ministries, pages. */
const BY_HAND = [
  ["(1)①", "省エネ漁船の導入補助事業", "浜の活力の再生", "漁業経営の安定", "○農水省", "1-2?"],
  ["(1)②", "漁村への移住・就業の促進", "浜の活力の再生", "漁業経営の安定", "○農水省・総務省・厚労省", "2-3?"],
  ["(1)③", "産地市場の統合と輸出拠点の整備", "浜の活力の再生", "水産物の販路拡大", "○農水省・国交省", "4-5"],
  ["(2)①", "木質バイオマス利用の拡大に向けた実証", "林業・木材産業の振興", "木材需要の拡大", "農水省・○環境省", "6-6"],
  ["(2)②", "中高層木造建築物の投資促進税制", "林業・木材産業の振興", "木材需要の拡大", "国交省・農水省", "7-7"],
  ["(2)③", "緑の担い手育成研修", "林業・木材産業の振興", "担い手の育成", "○林野庁", "8-8"],
];

describe("a second document of the same family", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(SECOND_DOCUMENT));
  });

  it("has its own title, date and edition", async () => {
    expect(collection.document.title).toBe("地域の水産業・林業等支援に関する今後の取組方針(フォローアップ)");
    expect([collection.document.date, collection.edition]).toEqual(["2027年3月", "2027-03"]);
    const real = await ingested(REAL_DOCUMENT);
    expect(real.collection.edition).not.toBe(collection.edition);
    expect(new Set(collection.measures.map((measure) => measure.edition))).toEqual(new Set(["2027-03"]));
  });

  it("yields its six measures with number, title, section, topic, ministries and pages", () => {
    const rows = collection.measures.map((measure) => [
      measure.number,
      measure.title,
      measure.section.title,
      measure.topic,
      measure.ministries.map(({ name, lead }) => (lead ? `○${name}` : name)).join("・"),
      `${measure.pages.first}-${measure.pages.last}${measure.pages.exact ? "" : "?"}`,
    ]);
    expect(rows).toEqual(BY_HAND);
  });

  it("has two chapters with a section each, the sections' aims and the topics in order", () => {
    const outline = collection.chapters.map(({ number, title, sections }) => [
      number,
      title,
      sections.map((section) => [section.number, section.topics]),
    ]);
    expect(outline).toEqual([
      [1, "水産業の成長産業化", [[1, ["漁業経営の安定", "水産物の販路拡大"]]]],
      [2, "森林資源の循環利用", [[2, ["木材需要の拡大", "担い手の育成"]]]],
    ]);
    expect(collection.chapters[1]?.sections[0]?.aim).toBe(
      "戦後に植えられた人工林が利用の時期を迎える中、伐って、使って、植える循環を取り戻し、山村の雇用を生み出す。",
    );
  });

  it("tells that a page break was lost on pages 1 to 3", () => {
    const doubts = collection.remarks.filter((remark) => remark.kind === "doubt" && remark.where.startsWith("p.1-3"));
    expect(doubts).toHaveLength(1);
    expect(doubts[0]?.message).toContain("1 page break(s) lost");
  });

  it("gives (2)② its true number although the page prints ⑳", () => {
    const remark = collection.remarks.find((found) => found.where === "(2)②");
    expect([remark?.kind, remark?.message.includes("⑳")]).toEqual(["correction", true]);
  });

  it("keeps the body's title of (2)① and the contents' wording beside it", () => {
    expect(measureOf(collection, "2-1").titleInContents).toBe("木質バイオマスの利用拡大に向けた実証");
    const named = collection.measures.filter((measure) => measure.titleInContents !== undefined);
    expect(named.map((measure) => measure.id)).toEqual(["2-1"]);
  });

  it("tells the interleaved columns of (1)③ apart over the page break", () => {
    const measure = measureOf(collection, "1-3");
    expect(textsOf(measure, "policy")).toEqual([
      "産地市場の統合を進めるとともに、水産物の輸出に取り組む漁業協同組合等に対し、次の取組を支援する。",
      "(1) 産地市場の統合",
      "複数の産地市場を一つにまとめ、電子入札により買受人の参加を広げる。",
      "(2) 輸出拠点の整備",
      "輸出先国の衛生基準を満たす冷凍冷蔵施設や",
      "荷さばき所の整備を計画的に進める。",
      "【○農水省・国交省】",
    ]);
    expect(textsOf(measure, "followUp")).toEqual([
      "産地市場統合推進事業(R8当初)",
      "【令和8年度当初予算:45.5億円】",
      "三陸と山陰の6市場の統合を支援し、電子入札の",
      "仕組みを令和8年7月に稼働させた。",
      "水産物輸出拠点調査事業",
      "【令和8年度第2次補正予算 8,250,000(円)の内数】",
      "輸出に適した港の調査を実施し、長崎港と境港を候補に選んだ。",
      "【農水省】",
    ]);
  });

  it("joins both broken sentences of (1)③", () => {
    const texts = collection.passages
      .filter((passage) => passage.measureId === "1-3" && new Set(passage.spans.map((span) => span.page)).size === 2)
      .map((passage) => [passage.column, passage.text.split("\n").at(-1)]);
    expect(texts).toEqual([
      ["policy", "輸出先国の衛生基準を満たす冷凍冷蔵施設や荷さばき所の整備を計画的に進める。"],
      ["followUp", "三陸と山陰の6市場の統合を支援し、電子入札の仕組みを令和8年7月に稼働させた。"],
    ]);
  });

  it("reads full-width budgets and the years of (R8補、R9当初)", () => {
    expect(moneyOf(collection, "1-1", "budget")).toEqual([
      ["１２０億円", 12_000_000_000, "R8補正", true],
      ["３億５,０００万円", 350_000_000, "R9当初", false],
    ]);
    expect(moneyOf(collection, "1-1", "amount")).toEqual([["1,250万円", 12_500_000, undefined, false]]);
    const [programme] = measureOf(collection, "1-1").programmes;
    expect([programme?.name, programme?.fiscal]).toEqual(["浜の省エネ漁船導入緊急対策事業", ["R8補正", "R9当初"]]);
  });

  it("gives the budget behind the page break to the second programme of (1)③", () => {
    const programmes = measureOf(collection, "1-3").programmes.map(({ name, budgets }) => [
      name,
      budgets.map(moneyRow),
    ]);
    expect(programmes).toEqual([
      ["産地市場統合推進事業", [["45.5億円", 4_550_000_000, "R8当初", false]]],
      ["水産物輸出拠点調査事業", [["8,250,000(円)", 8_250_000, "R8補正", true]]],
    ]);
  });

  it("links the measure marked 再掲 with the one it repeats", () => {
    const links = collection.measures.map((measure) => [measure.id, measure.seeAlso.join()]);
    expect(links.filter(([, others]) => others !== "")).toEqual([
      ["1-2", "2-3"],
      ["2-3", "1-2"],
    ]);
  });

  it("takes a sentence that five measures share for custom, not for a repeat", () => {
    const custom =
      "本施策については、関係する都道府県及び市町村と緊密に連携しながら、来年度以降も引き続き着実に実施していく予定である。";
    const source = readFileSync(SECOND_DOCUMENT, "utf8");
    const mark = '<p style="text-align: right;">';
    expect(source.split(mark)).toHaveLength(11);
    const linked = ingestText(source.replaceAll(mark, `<p>${custom}</p> ${mark}`)).measures.filter(
      (measure) => measure.seeAlso.length > 0,
    );
    expect(linked.map((measure) => measure.id)).toEqual(["1-2", "2-3"]);
  });

  it("attaches its one footnote to (2)①", () => {
    const notes = collection.measures.flatMap((measure) => measure.footnotes.map((note) => [measure.id, note.text]));
    expect(notes).toEqual([["2-1", "伐採の後に森林に残された枝葉や端材。"]]);
  });

  it("names the plain support types", () => {
    expect(measureOf(collection, "1-1").supportTypes).toContain("補助金・助成金");
    expect(measureOf(collection, "2-1").supportTypes).toContain("研究開発");
    expect(measureOf(collection, "2-2").supportTypes).toContain("税制");
    expect(measureOf(collection, "2-3").supportTypes).toContain("人材・研修");
  });
});
