import { beforeAll, describe, expect, it } from "vitest";
import type { Collection } from "../ingest/collection.ts";
import { cutSentences, type Sentence, splitSentences, trimToClauses } from "../src/answer/cut-sentences.ts";
import { ingested, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

let collection: Collection;
let source: string;
beforeAll(async () => {
  ({ collection, source } = await ingested(REAL_DOCUMENT));
});

const sentenceOf = (id: string, text: string): Sentence => {
  const found = cutSentences(measureOf(collection, id)).find((sentence) => sentence.text === text);
  if (!found) throw new Error(`(${id}) has no sentence ${text}`);
  return found;
};

describe("a sentence stands under", () => {
  it.each([
    // "● 生産性向上支援訓練受講者数" above "➢ 令和6年度 53,352 人(…)"
    ["5-12", "令和6年度 53,352 人(4月～11 月。令和5年度 65,483 人)", "生産性向上支援訓練受講者数"],
    ["5-12", "令和6年度 12,035 人(4月～11 月。令和5年度 13,682 人)", "生産性向上支援訓練(DX 関連コース)受講者数"],
    // "⇒新規入居企業数" and "⇒卒業企業数" above two bullets each
    ["3-11", "令和5年度:62 者", "新規入居企業数"],
    ["3-11", "令和6年度(10月時点):37 者", "新規入居企業数"],
    ["3-11", "令和5年度:51 者", "卒業企業数"],
    ["3-11", "令和6年度(10月時点):21 者", "卒業企業数"],
    // A budget stands under its programme, of which (1)⑰ has six.
    ["1-17", "【令和 5 年度 1 次補正予算 58 億円】", "モーダルシフト加速化緊急対策事業"],
    ["1-17", "【令和 5 年度 1 次補正予算 15 億円】", "物流施設における DX 推進実証事業"],
  ])("(%s) %s: %s", (id, text, heading) => {
    expect(sentenceOf(id, text).heading).toBe(heading);
  });

  it("nothing where a bullet says what it says by itself", () => {
    expect(
      sentenceOf("9-2", "これらの施策を総動員し、売上高 100 億円の企業を継続的に創出するメカニズムを構築する。")
        .heading,
    ).toBe("");
  });
});

describe("a heading", () => {
  it.each([
    ["5-12", "生産性向上支援訓練受講者数"],
    ["3-11", "新規入居企業数"],
    ["3-11", "卒業企業数"],
  ])("of (%s) is %s: it says nothing itself", (id, text) => {
    expect(sentenceOf(id, text).isHeading).toBe(true);
  });

  it.each([
    ["5-12", "令和6年度 53,352 人(4月～11 月。令和5年度 65,483 人)"],
    ["1-17", "採択事業者 36 社。"],
    ["3-11", "令和5年度:51 者"],
    ["5-3", "賃金規定等改定コース支給実績(令和6年4月~11月)約35,000人"],
    ["5-3", "【令和7年度当初予算:19.9億円】"],
  ])("is not what has a value: (%s) %s", (id, text) => {
    expect(sentenceOf(id, text).isHeading).toBe(false);
  });
});

describe("every sentence of the document", () => {
  it("is verbatim at its offsets", () => {
    const sentences = collection.measures.flatMap(cutSentences);
    expect(sentences.length).toBeGreaterThan(1500);
    expect(sentences.filter(({ text, start, end }) => source.slice(start, end) !== text)).toEqual([]);
  });

  it("lies in one block, in its column, in order, and none of a block's text is lost", () => {
    for (const measure of collection.measures) {
      const blocks = [...measure.policy, ...measure.followUp, ...measure.footnotes];
      const joined = blocks.map(({ text }) => text).join("");
      const sentences = cutSentences(measure)
        .map(({ text }) => text)
        .join("");
      expect(sentences.replace(/\s/gu, "")).toBe(joined.replace(/\s/gu, ""));
    }
  });

  it("has pages inside its measure's, but for footnote ¹¹: marked in (6)⑧ on p.93, printed on p.94", () => {
    const outside = collection.measures.flatMap((measure) =>
      cutSentences(measure)
        .filter(({ pages }) => pages.first < measure.pages.first || pages.last > measure.pages.last)
        .map(({ column, pages }) => [measure.id, column, pages.first]),
    );
    expect(outside).toEqual([["6-8", "footnote", 94]]);
  });
});

describe("a text is split", () => {
  it.each([
    ["一つ。二つ。", ["一つ。", "二つ。"]],
    ["終わりに句点がない", ["終わりに句点がない"]],
    ["令和6年度 53,352 人(4月～11 月。令和5年度 65,483 人)", ["令和6年度 53,352 人(4月～11 月。令和5年度 65,483 人)"]],
    ["「出る。入る。」と言う。次。", ["「出る。入る。」と言う。", "次。"]],
    ["(閉じない括弧。次の文。", ["(閉じない括弧。", "次の文。"]],
    ["一つ。 二つ。", ["一つ。", "二つ。"]],
    ["", []],
    ["  ", []],
    ["。", ["。"]],
  ])("%j into %j", (text, sentences) => {
    const split = splitSentences(text);
    expect(split.map((sentence) => sentence.text)).toEqual(sentences);
    expect(split.map(({ start, text: own }) => text.slice(start, start + own.length))).toEqual(sentences);
  });
});

describe("a long sentence", () => {
  const LONG = "甲が一、乙が二、丙が三、丁が四、戊が五。";

  it("is cut at 、 around what matters", () => {
    const from = LONG.indexOf("三");
    expect(trimToClauses(LONG, 8, from, from + 1)).toEqual({ text: "丙が三、丁が四、", start: 8 });
  });

  it.each([
    ["it fits", 40, 0, 1],
    ["one clause is much too long", 1, 8, 16],
  ])("stays whole where %s", (_what, limit, from, to) => {
    expect(trimToClauses(LONG, limit, from, to)).toEqual({ text: LONG, start: 0 });
  });

  it("keeps what matters whatever the limit, as one piece at its offset", () => {
    for (let limit = 1; limit <= LONG.length; limit += 1) {
      for (let from = 0; from < LONG.length; from += 1) {
        const { text, start } = trimToClauses(LONG, limit, from, from + 1);
        expect(LONG.slice(start, start + text.length)).toBe(text);
        expect(start <= from && from < start + text.length).toBe(true);
      }
    }
  });
});
