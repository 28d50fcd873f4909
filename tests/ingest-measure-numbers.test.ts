import { beforeAll, describe, expect, it } from "vitest";
import { circledNumber, circledValue, leadingNumber } from "../ingest/circled-number.ts";
import type { Collection } from "../ingest/collection.ts";
import { ingested, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

/** What the page prints before the title, read by a person; the true number is the place in the section. */
const MISPRINTED: [number: string, printed: string, title: string][] = [
  ["(1)⑲", "⑱", "資源自律経済確立に向けた研究開発・設備投資支援"],
  ["(1)㉓", "⑳", "食品原材料調達リスク軽減対策事業"],
  ["(1)㉔", "⑭", "経済環境変化に応じたサプライチェーン強靱化支援"],
  ["(1)㉕", "②⑤", "生産性革命推進事業"],
  ["(1)㉙", "②9", "社会課題解決企業創出のためのエコシステム構築"],
  ["(3)⑳", "㊿", "建設 DX 実験フィールドでの共同研究の推進"],
  ["(6)㉓", "㊸", "特定技能制度の整備・運用"],
  ["(6)㉔", "㊸", "育成就労制度の創設"],
  ["(6)㊱", "③⑥", "高度外国人材活躍地域コンソーシアムの形成"],
  ["(7)㉚", "③〇", "海外企業と日本企業・大学とのマッチング支援"],
];

describe("measure numbers", () => {
  let collection: Collection;
  let source: string;
  beforeAll(async () => {
    ({ collection, source } = await ingested(REAL_DOCUMENT));
  });

  it.each(MISPRINTED)("gives %s its true number although the page prints %s, and says so", (number, printed, title) => {
    expect(source).toContain(`${printed} ${title}`);
    expect(collection.measures.find((measure) => measure.number === number)?.title).toBe(title);
    const remark = collection.remarks.find((found) => found.where === number && found.message.startsWith("printed"));
    expect(remark?.kind).toBe("correction");
    expect(remark?.message).toContain(printed);
  });

  it("says nothing about a number that is printed right", () => {
    const remarks = collection.remarks.filter((remark) => remark.where === "(5)③");
    expect(remarks).toEqual([]);
  });

  it("keeps the body's title and the contents' wording as another name", () => {
    const measure = measureOf(collection, "5-6");
    expect([measure.title, measure.titleInContents]).toEqual(["賃上げ税制の活用促進", "賃上げ促進税制の活用促進"]);
    expect(collection.remarks.filter((remark) => remark.where === "(5)⑥")).toHaveLength(1);
  });

  it("leaves (9)⑤ where the body prints it, under 経営力の強化", () => {
    expect(measureOf(collection, "9-5").topic).toBe("経営力の強化");
  });

  it("tells that 事業承継・引継ぎ支援強化 of the contents has no heading in the body", () => {
    const doubts = collection.remarks.filter((remark) => remark.where.includes("事業承継・引継ぎ支援強化"));
    expect(doubts.map((remark) => remark.kind)).toEqual(["doubt"]);
    expect(collection.measures.filter((measure) => measure.topic === "事業承継・引継ぎ支援強化")).toEqual([]);
  });

  it("takes the inner (1) and (2) of (7)③ for text, not for sections", () => {
    const measure = measureOf(collection, "7-3");
    expect(measure.section.number).toBe(7);
    expect(measure.policy.map((block) => block.text)).toContain("(1) 輸出物流構築に向けたモデル実証");
    expect(measure.policy.map((block) => block.text)).toContain("(2) 輸出物流構築に必要な施設確保、設備・機器導入");
    const numbers = new Set(collection.measures.map((found) => found.section.number));
    expect(Array.from(numbers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe("circled numbers", () => {
  it.each([
    [1, "①"],
    [20, "⑳"],
    [21, "㉑"],
    [35, "㉟"],
    [36, "㊱"],
    [50, "㊿"],
  ])("writes and reads %i as %s", (value, sign) => {
    expect(circledNumber(value)).toBe(sign);
    expect(circledValue(sign)).toBe(value);
  });

  it("writes numbers beyond 50 in brackets, as Unicode has no sign for them", () => {
    expect(circledNumber(51)).toBe("(51)");
  });

  it.each([
    ["②⑤ 生産性革命推進事業", "②⑤", 25],
    ["③〇 海外企業", "③〇", 30],
    ["②9 社会課題", "②9", 29],
    ["⑦ J-messe", "⑦", 7],
  ])("reads the broken pair that begins %s", (line, printed, value) => {
    expect(leadingNumber(line)).toMatchObject({ printed, value });
  });

  it("does not take the year of a title for the second half of its number", () => {
    expect(leadingNumber("㉗ 2025 年大阪・関西万博")).toMatchObject({ printed: "㉗", value: 27 });
    expect(leadingNumber("㉗2025 年大阪・関西万博")).toMatchObject({ printed: "㉗", value: 27 });
  });

  it("finds no number where a line begins with text", () => {
    expect(leadingNumber("令和6年度①")).toBeUndefined();
  });
});
