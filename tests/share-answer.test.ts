import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { answerAsText, shareAddress } from "../web/client/share-answer.ts";
import { createSite } from "../web/client/site.ts";

const ORIGIN = "https://navi.example.jp";
const japanese = createSite("/navi", "ja");
const english = createSite("/navi", "en");

const asksOf = (address: string | undefined): string[] => new URL(address ?? ORIGIN).searchParams.getAll("ask");

describe("the address of a shared answer", () => {
  it("asks the questions in their order, below the base path", () => {
    const address = shareAddress(japanese, ORIGIN, ["賃上げの支援は", "その予算は?"]);
    expect(decodeURIComponent(address ?? "")).toBe(`${ORIGIN}/navi/?ask=賃上げの支援は&ask=その予算は?`);
    expect(asksOf(address)).toEqual(["賃上げの支援は", "その予算は?"]);
  });

  it("keeps the reader's language", () => {
    const address = new URL(shareAddress(english, ORIGIN, ["subsidies & loans"]) ?? "");
    expect(address.searchParams.get("lang")).toBe("en");
    expect(address.searchParams.getAll("ask")).toEqual(["subsidies & loans"]);
    expect(address.hash).toBe("");
  });

  it("gives every question back as it was, the last five at most, and is never too long", () => {
    const question = fc.string({
      unit: fc.constantFrom("あ", "&", "#", "?", "=", "+", "%", "\n", "𠮷", " "),
      // A sign takes twelve characters at most, so that one question always fits.
      maxLength: 480,
    });
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 8 }), (questions) => {
        const address = shareAddress(japanese, ORIGIN, questions) ?? "";
        const shared = asksOf(address);
        expect(shared).toEqual(questions.slice(-Math.max(1, shared.length)));
        expect(shared.length).toBeLessThanOrEqual(5);
        expect(address.length).toBeLessThanOrEqual(6000);
      }),
      { examples: [[Array.from({ length: 6 }, (_, n) => `質問${n}`)]] },
    );
  });

  it("drops the oldest questions of a long conversation first", () => {
    const long = "あ".repeat(300);
    expect(asksOf(shareAddress(japanese, ORIGIN, [`1${long}`, `2${long}`, `3${long}`]))).toEqual([
      `2${long}`,
      `3${long}`,
    ]);
  });

  it("is none where the last question alone is too long, and where there is no question", () => {
    expect(shareAddress(japanese, ORIGIN, ["短い", "あ".repeat(700)])).toBeUndefined();
    expect(shareAddress(japanese, ORIGIN, [])).toBeUndefined();
  });
});

const answer: Answer = {
  id: "a1",
  kind: "answer",
  answer: "**キャリアアップ助成金**が使えます。[1]\n\n- 賞与 \\* 昇給[2]",
  citations: [
    {
      n: 1,
      edition: "2025-02",
      measureId: "5-3",
      number: "(5)③",
      title: "キャリアアップ助成金",
      pages: { first: 73, last: 73, exact: true },
      column: "policy",
      quote: "助成する。",
      url: "/measures/5-3",
    },
    {
      n: 2,
      edition: "2025-02",
      measureId: "3-13",
      number: "(3)⑬",
      title: "国立の研究機関",
      pages: { first: 44, last: 48, exact: false },
      column: "followUp",
      quote: "記載。",
      url: "/measures/3-13",
    },
  ],
  measures: ["5-3"],
  suggestions: ["予算はいくらですか"],
  notice: "受付が終了していることがあります。",
  mode: "extractive",
  tookMs: 3,
  edition: "2025-02",
};

describe("an answer as text", () => {
  it("has its sources with number, page, column and quote, and the notice, without signs of Markdown", () => {
    expect(answerAsText(japanese, answer)).toBe(
      [
        "キャリアアップ助成金が使えます。[1]\n\n- 賞与 * 昇給[2]",
        "出典\n[1] (5)③ キャリアアップ助成金（p.73・取組方針）「助成する。」\n[2] (3)⑬ 国立の研究機関（p.44〜48のどこか・フォローアップ）「記載。」",
        "受付が終了していることがあります。",
      ].join("\n\n"),
    );
  });

  it("names sources in the reader's language", () => {
    const text = answerAsText(english, answer);
    expect(text).toContain("Source\n[1] (5)③ キャリアアップ助成金（p. 73・取組方針 (policy)）「助成する。」");
    expect(text).toContain("somewhere on pp. 44-48");
  });

  it("is the answer alone where there are no sources and no notice", () => {
    const { notice: _, ...plain } = answer;
    expect(answerAsText(japanese, { ...plain, answer: "資料の外のことです。", citations: [] })).toBe(
      "資料の外のことです。",
    );
  });
});
