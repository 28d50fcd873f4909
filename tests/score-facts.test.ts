import { describe, expect, it } from "vitest";
import { terms } from "../index/terms.ts";
import type { Fact, FactKind } from "../ingest/collection.ts";
import type { Sentence } from "../src/answer/cut-sentences.ts";
import { type FactWish, isOfSort, scoreFact } from "../src/answer/score-facts.ts";
import type { Attribute } from "../src/question/read-attribute.ts";
import { readTimes } from "../src/question/read-times.ts";

const sentenceOf = (text: string, heading = ""): Sentence => ({
  column: "followUp",
  role: "bullet",
  text,
  heading,
  programme: "",
  isHeading: false,
  pages: { first: 1, last: 1, exact: true },
  start: 1000,
  end: 1000 + text.length,
});

/** The fact that a value of the sentence is. */
function factIn(sentence: Sentence, kind: FactKind, value: string, more: Partial<Fact> = {}): Fact {
  const at = sentence.text.indexOf(value);
  if (at < 0) throw new Error(`${value} does not stand in the sentence`);
  const span = { start: sentence.start + at, end: sentence.start + at + value.length };
  return { measureId: "1-1", kind, label: "", value, normalised: null, span, pages: sentence.pages, ...more };
}

function wishFor(question: string, attribute: Attribute): FactWish {
  const weights = new Map(terms(question).map((term) => [term, 1]));
  return { question, attribute, times: readTimes(question), weights, total: weights.size || 1 };
}

/** Values of one sentence, the likeliest answer first. */
const ranked = (
  sentence: Sentence,
  kind: FactKind,
  values: string[],
  question: string,
  attribute: Attribute,
): string[] =>
  values
    .map((value) => ({
      value,
      score: scoreFact(factIn(sentence, kind, value), sentence, wishFor(question, attribute)),
    }))
    .sort((a, b) => b.score - a.score)
    .map(({ value }) => value);

describe("of the values of a sentence the likeliest is", () => {
  // (5)⑫
  const YEARS = sentenceOf("令和6年度 53,352 人(4月～11 月。令和5年度 65,483 人)", "生産性向上支援訓練受講者数");
  it.each([
    ["令和6年度の受講者数は?", "53,352 人"],
    ["(5)⑫の令和6年度の受講者数は?", "53,352 人"],
    ["令和5年度の受講者数は?", "65,483 人"],
    ["2024年度の受講者は何人?", "53,352 人"],
  ])("that of the year asked for: %s %s", (question, value) => {
    expect(ranked(YEARS, "count", ["53,352 人", "65,483 人"], question, "count")[0]).toBe(value);
  });

  // (1)⑪
  const TAX = sentenceOf("DX 投資促進税制については、周知を実施し、令和7年1月時点で 45 計画、52 社を認定。");
  it.each([
    ["何社が認定された?", "52 社"],
    ["認定された会社の数は?", "52 社"],
    ["何計画が認定された?", "45 計画"],
  ])("that of the counter asked for: %s %s", (question, value) => {
    expect(ranked(TAX, "count", ["45 計画", "52 社"], question, "count")[0]).toBe(value);
  });

  // (9)⑦
  const CENTRE = sentenceOf(
    "事業承継に関するセンターへの相談者数は 23,722 者(前年度比 106%)、第三者承継(M&A)の成約件数は 2,023 件(前年度比 120%)と、いずれも過去最高を記録した。",
  );
  it.each([
    ["センターへの相談者数は?", "23,722 者"],
    ["成約件数は?", "2,023 件"],
  ])("that of the clause asked for: %s %s", (question, value) => {
    expect(ranked(CENTRE, "count", ["23,722 者", "2,023 件"], question, "count")[0]).toBe(value);
  });
});

describe("a value is of the sort asked for", () => {
  const rows: [text: string, kind: FactKind, value: string, question: string, attribute: Attribute, right: boolean][] =
    [
      // A growth is no rate of a subsidy.
      ["相談者数は 23,722 者(前年度比 106%)", "rate", "106%", "補助率は?", "rate", false],
      ["相談者数は 23,722 者(前年度比 106%)", "rate", "106%", "前年度比は?", "rate", true],
      ["出願費用の1/2を助成した。", "rate", "1/2", "補助率は?", "rate", true],
      // A programme's budget is no sum for one company.
      ["【令和7年度当初予算:19.9億円】", "budget", "19.9億円", "1社いくらもらえる?", "amount", false],
      ["【令和7年度当初予算:19.9億円】", "budget", "19.9億円", "予算はいくら?", "amount", true],
      // Only what ends something is a deadline.
      ["令和7年3月まで延長する。", "date", "令和7年3月", "締切は?", "deadline", true],
      ["期限は令和7年3月とする。", "date", "令和7年3月", "締切は?", "deadline", true],
      ["令和7年3月に公表した。", "date", "令和7年3月", "締切は?", "deadline", false],
      // 何歳 is asked, not how many people.
      ["18歳未満の 120 人", "count", "120 人", "何歳まで?", "quantity", false],
    ];
  it.each(rows)("%s: the %s %s for %s (%s): %s", (text, kind, value, question, attribute, right) => {
    const sentence = sentenceOf(text);
    const normalised = value === "106%" ? 1.06 : null;
    expect(isOfSort(factIn(sentence, kind, value, { normalised }), sentence, wishFor(question, attribute))).toBe(right);
  });

  it.each([
    ["2024-10", "令和6年度はいつ?", true],
    ["2025-02", "令和6年度はいつ?", true],
    ["2025-04", "令和6年度はいつ?", false],
    ["2024-03", "令和6年度はいつ?", false],
    ["2024-03", "2024年はいつ?", true],
    ["2024-03", "いつ?", true],
  ])("the date %s for %s: %s, a fiscal year runs from April to March", (normalised, question, right) => {
    const sentence = sentenceOf("ある月に開催。");
    const fact = factIn(sentence, "date", "ある月", { normalised });
    expect(isOfSort(fact, sentence, wishFor(question, "date"))).toBe(right);
  });
});
