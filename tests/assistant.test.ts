import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, AnswerKind } from "../src/answer/answer.ts";
import { EXAMPLES } from "../src/answer/compose-without.ts";
import { readQuestions } from "./evaluation/read-questions.ts";
import { faithfulTo } from "./evaluation/score-question.ts";
import { ingested, MEASURES_BY_HAND, REAL_DOCUMENT } from "./ingest-documents.ts";
import { buildRealAssistant, citedBy, leadOf, type RealAssistant } from "./real-assistant.ts";

let real: RealAssistant;
let source: string;
beforeAll(async () => {
  [real, { source }] = await Promise.all([buildRealAssistant(), ingested(REAL_DOCUMENT)]);
});

/** Ids of the measures that one column of the table read by hand has a word in, in the document's order. */
const byHand = (column: number, word: string): string[] =>
  MEASURES_BY_HAND.slice(1).flatMap((row) => (row[column]?.includes(word) ? [row[0] ?? ""] : []));

const FIRST: [question: string, kind: AnswerKind, first: string][] = [
  // 「手形・小切手の電子化などを通じ、企業間決済のデジタル化」
  ["手形をやめて電子的に決済したい", "list", "1-1"],
  // 「事業承継・引継ぎのワンストップ支援」
  ["社長がもう年で継ぐ人もおらん。会社たたむしかないんやろか", "list", "9-7"],
  // 「船積後の代金回収不能リスク」
  ["輸出代金が払われないときの保険は", "list", "7-18"],
  // 「経営者保証を提供しないことを選択できる信用保証制度」
  ["オーナーの個人保証なしで銀行から借りたい", "list", "3-28"],
  // 「1,323 者が DX 認定を取得」
  ["DX 認定を取った会社は何者?", "answer", "1-11"],
  // 「インキュベーション施設」, 「卒業企業数」
  ["インキュベーション施設を令和5年度に卒業した企業は何者?", "answer", "3-11"],
  ["(5)③の予算は?", "answer", "5-3"],
  // (5)③ prints neither a deadline nor a form.
  ["(5)③の締切は?", "not_stated", "5-3"],
  ["(5)③の申請書の様式は?", "not_stated", "5-3"],
  // 「売上高 100 億円」 is no budget, and (9)② has none.
  ["(9)②の予算は?", "not_stated", "9-2"],
  ["業務改善助成金の申請書はどこ?", "not_stated", "5-1"],
  // 業務改善助成金 is named in (5)①: a question about it is not too broad.
  ["業務改善助成金の電話番号は?", "not_stated", "5-1"],
];

describe("a question about the document", () => {
  it.each(FIRST)("%s gets kind %s and is answered first by %s", async (question, kind, first) => {
    const answer = await real.ask(question);
    expect([answer.kind, answer.measures[0], citedBy(answer)[0]]).toEqual([kind, first, first]);
  });

  it.each([
    ["(5)⑫の令和6年度の受講者数は?", "53,352 人"],
    // Without a year the newest is meant; the 5 of the number is no 令和5年度.
    ["(5)⑫の受講者数は?", "53,352 人"],
    ["(3)⑪の令和6年度の卒業企業数は", "21 者"],
    ["(3)㉒はいつ施行?", "令和8年春頃"],
    ["キャリアアップ助成金の予算は?", "19.9億円"],
  ])("%s is led by %s, and the quote behind it has it", async (question, value) => {
    const answer = await real.ask(question);
    expect(leadOf(answer)).toBe(value);
    expect(answer.citations[0]?.quote).toContain(value);
  });

  it("says the same thing once: the ministry stands in both columns and is quoted from one", async () => {
    const { answer } = await real.ask("(5)③はどの省の所管?");
    expect(answer.match(/「【厚労省】」/gu)).toHaveLength(1);
  });
});

describe("a question that the document does not answer", () => {
  it.each([
    "明日の東京の天気は?",
    "国会議員の給料はいくら",
    "肉じゃがの作り方",
    "こんにちは",
    "ありがとうございます",
    "死ね",
    "!?",
    "   ",
    "",
    "(5)99とは?",
    "999ページ",
  ])("%j is refused without a citation, with something to ask instead", async (question) => {
    const answer = await real.ask(question);
    expect([answer.kind, answer.citations, answer.measures]).toEqual(["refuse", [], []]);
    expect(answer.answer).toContain("183施策");
    expect(answer.suggestions).toEqual(EXAMPLES);
  });

  it.each(["補助金ある?", "何か使える支援はありますか", "助成金教えて"])(
    "%s is too broad: all ten sections and one question back",
    async (question) => {
      const { kind, answer, citations } = await real.ask(question);
      expect([kind, citations]).toEqual(["clarify", []]);
      for (const section of ["(1)", "(5)", "(10)"]) expect(answer).toContain(section);
      expect(answer).toMatch(/ください。$/u);
    },
  );

  it.each(EXAMPLES)("its suggestion %s leads on to measures, not back to the overview", async (suggestion) => {
    const answer = await real.ask(suggestion);
    expect(answer.kind).toBe("list");
    expect(answer.citations.length).toBeGreaterThan(0);
  });
});

describe("a question by place", () => {
  it.each([
    ["73ページには何が載っていますか", ["5-3"]],
    ["p.164", ["10-4"]],
    ["13ページ", ["1-13", "1-14", "1-15"]],
    ["72〜74ページの施策", ["5-2", "5-3", "5-4"]],
    // The page break between 54 and 55 is lost: both may be on it.
    ["54ページ", ["3-21", "3-22"]],
  ])("%s lists %j", async (question, measures) => {
    const answer = await real.ask(question);
    expect([answer.kind, answer.measures]).toEqual(["list", measures]);
  });

  it("says where page breaks are lost, and only there", async () => {
    expect((await real.ask("54ページ")).answer).toContain("区切りが失われている");
    expect((await real.ask("73ページ")).answer).not.toContain("区切りが失われている");
  });

  it.each([
    ["第5節の施策は?", "5-", 17],
    ["(10)の施策一覧", "10-", 4],
    ["第9節には何がありますか", "9-", 9],
  ])("%s lists every measure of the section", async (question, prefix, count) => {
    const { measures, kind } = await real.ask(question);
    expect([kind, measures.length]).toEqual(["list", count]);
    expect(measures).toEqual(Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`));
  });

  it.each([
    ["国交省の施策は全部でいくつ?", 5, "国交省"],
    ["国土交通省が担当する施策を一覧で", 5, "国交省"],
    ["入管庁の施策を全部挙げて", 5, "入管庁"],
    ["題名に「税制」と入っている施策を全部挙げてください", 2, "税制"],
  ])("%s lists what the table read by hand has, and the number of all measures", async (question, column, word) => {
    const { measures, answer } = await real.ask(question);
    expect(measures).toEqual(byHand(column, word));
    expect(answer).toContain(`183施策中${measures.length}件`);
  });

  it("the largest budget of all comes first, and is quoted", async () => {
    const { citations, measures } = await real.ask("一番予算の大きい補助金は?");
    expect(citations[0]?.quote).toContain("3,400億円");
    expect(measures).toContain("5-4");
  });
});

describe("every answer, over sixty of the evaluation questions,", () => {
  let answers: Answer[];
  beforeAll(async () => {
    const questions = readQuestions().filter((_, index) => index % 10 === 3);
    answers = [];
    for (const { history, question } of questions.slice(0, 60)) {
      answers.push(await real.converse(...history, { role: "user", content: question }));
    }
  });

  it("quotes verbatim, from pages inside the measure's", () => {
    expect(answers).toHaveLength(60);
    const faithful = faithfulTo(source, real.collection);
    expect(answers.filter((answer) => !faithful(answer)).map(({ answer }) => answer)).toEqual([]);
    expect(answers.filter(({ citations }) => citations.length > 0).length).toBeGreaterThan(30);
  });

  it("numbers its citations from 1 in order of first use, and uses each", () => {
    for (const { answer, citations } of answers) {
      const used = Array.from(new Set(Array.from(answer.matchAll(/(?<!\\)\[(\d+)\]/gu), ([, n]) => Number(n))));
      expect(used).toEqual(citations.map(({ n }) => n));
      expect(used).toEqual(citations.map((_, index) => index + 1));
    }
  });

  it("cites the best measure first, and each measure once before any a second time", () => {
    for (const answer of answers) {
      const cited = citedBy(answer);
      const distinct = new Set(cited);
      expect(cited[0]).toBe(cited.length > 0 ? answer.measures[0] : undefined);
      expect(new Set(cited.slice(0, distinct.size))).toEqual(distinct);
    }
  });

  it("names its edition, its date and that calls may have closed", () => {
    for (const { notice, edition, mode } of answers) {
      expect([edition, mode]).toEqual([real.collection.edition, "extractive"]);
      expect(notice).toMatch(/2025年2月/u);
    }
  });
});
