import { beforeAll, describe, expect, it } from "vitest";
import { LexicalIndex } from "../index/lexical-index.ts";
import type { Collection } from "../ingest/collection.ts";
import { type SelectedQuote, selectQuotes } from "../src/answer/select-quotes.ts";
import { type Attribute, readAttribute } from "../src/question/read-attribute.ts";
import { DOCUMENT_FIELDS, documentOf } from "../src/retrieval/search-settings.ts";
import { ingested, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

let collection: Collection;
let source: string;
let idf: (term: string) => number;
beforeAll(async () => {
  ({ collection, source } = await ingested(REAL_DOCUMENT));
  const index = new LexicalIndex(collection.measures.map(documentOf), DOCUMENT_FIELDS);
  idf = (term) => index.idf(term);
});

const quotesFor = (id: string, question: string, attribute?: Attribute): SelectedQuote[] =>
  selectQuotes({
    question,
    measure: measureOf(collection, id),
    facts: collection.facts.filter((fact) => fact.measureId === id),
    attribute: attribute ?? readAttribute(question),
    idf,
  });

const leading = (id: string, question: string): string | undefined => quotesFor(id, question)[0]?.facts[0]?.value;

/** Each with the words of the page that make it right. */
const VALUES: [id: string, question: string, value: string][] = [
  // p.82: 生産性向上支援訓練受講者数 / 令和6年度 53,352 人(4月～11 月。令和5年度 65,483 人)
  ["5-12", "令和6年度の生産性向上支援訓練の受講者数は?", "53,352 人"],
  ["5-12", "令和6年度の受講者数は?", "53,352 人"],
  ["5-12", "(5)⑫の令和6年度の受講者数は?", "53,352 人"],
  ["5-12", "令和5年度の生産性向上支援訓練の受講者数は?", "65,483 人"],
  // 生産性向上支援訓練(DX 関連コース)受講者数 / 令和6年度 12,035 人
  ["5-12", "DX 関連コースの令和6年度の受講者数は何人?", "12,035 人"],
  // ポリテクセンター等の施設設備等の貸出し / 令和6年度 5,230 件
  ["5-12", "ポリテクセンターの施設の貸出しは令和6年度に何件?", "5,230 件"],
  // p.10: 1,323 者が DX 認定を取得; DX 投資促進税制 … 45 計画、52 社を認定
  ["1-11", "DX 認定を取得したのは何者?", "1,323 者"],
  ["1-11", "DX 投資促進税制で認定された計画はいくつ?", "45 計画"],
  ["1-11", "DX 投資促進税制で認定されたのは何社?", "52 社"],
  // 令和8年春頃の制度の施行を目指し; 令和6年6月 is when the law passed, 令和6年7月 when the team was set up
  ["3-22", "制度はいつ施行されますか", "令和8年春頃"],
  // ⇒新規入居企業数 / 令和5年度:62 者; ⇒卒業企業数 / 令和5年度:51 者, 令和6年度(10月時点):21 者
  ["3-11", "令和5年度の卒業企業数は?", "51 者"],
  ["3-11", "令和6年度の卒業企業数は?", "21 者"],
  ["3-11", "令和5年度の新規入居企業数は?", "62 者"],
  ["3-11", "令和6年度の新規入居企業は何者?", "37 者"],
  // p.73: 【令和7年度当初予算:19.9億円】; 5万円 is what one person's employer gets
  ["5-3", "予算は?", "19.9億円"],
  ["5-3", "1人あたりいくらもらえる?", "5万円"],
  // p.158: 【令和6年度当初:146 億円、令和5年度補正:52 億円の内数(令和5年度当初 157 億円の内数)】
  ["9-7", "令和6年度の当初予算はいくら?", "146 億円"],
  ["9-7", "令和5年度補正の予算は?", "52 億円"],
  // 何億円 asks for a sum, a budget or not: ソフトバンク株式会社を採択(最大 300億円); 1,830 億円の保証承諾
  ["1-9", "ソフトバンクは最大何億円で採択された?", "300億円"],
  ["3-28", "保証承諾は何億円?", "1,830 億円"],
  // センターへの相談者数は 23,722 者(前年度比 106%)、第三者承継(M&A)の成約件数は 2,023 件
  ["9-7", "第三者承継の成約件数は?", "2,023 件"],
  ["9-7", "センターへの相談者数は何者?", "23,722 者"],
  // (7)⑤: 出願費用の1/2を助成; 模倣品業者への対策費用の2/3を助成
  ["7-5", "外国出願の費用は何分のいくつ助成される?", "1/2"],
  ["7-5", "模倣品対策の補助率は?", "2/3"],
];

describe("the value that leads", () => {
  it.each(VALUES)("for (%s) %s is %s", (id, question, value) => {
    expect(leading(id, question)).toBe(value);
  });
});

describe("no value leads", () => {
  it.each([
    // "売上高 100 億円を目指す" is what a company sells, and (9)② prints no budget.
    ["9-2", "予算は?"],
    // "資本金 10 億円未満" is who may be insured, and (7)⑱ prints no budget.
    ["7-18", "予算はいくら?"],
    // 前年度比 106% is growth.
    ["9-7", "補助率は?"],
    // 19.9億円 is the programme's, not one company's.
    ["1-12", "1社あたりの上限はいくら?"],
    // 令和6年4月~11月 is a period that was counted, not a deadline.
    ["5-3", "締切はいつ?"],
  ])("for (%s) %s", (id, question) => {
    expect(quotesFor(id, question).flatMap(({ facts }) => facts.map(({ value }) => value))).toEqual([]);
  });
});

describe("the first quote", () => {
  it("for the plans and companies of the DX tax is the one sentence with both", () => {
    const [first] = quotesFor("1-11", "DX 投資促進税制の計画の数と社数は?");
    expect(first?.text).toContain("45 計画");
    expect(first?.text).toContain("52 社");
  });

  it("for what a measure is comes from the left column, which says what the policy is", () => {
    const [first] = quotesFor("1-22", "どんな支援ですか");
    expect(first?.sentence.column).toBe("policy");
  });

  it("for a ministry is the mark that names it", () => {
    expect(quotesFor("5-3", "所管はどこですか")[0]?.text).toBe("【厚労省】");
  });

  it("for a budget is led by the programme it belongs to", () => {
    const [first] = quotesFor("1-17", "テールゲートリフターの予算は?");
    expect(first?.text).toBe("【令和 5 年度 1 次補正予算 14.61 億円】");
    expect(first?.sentence.heading).toContain("テールゲートリフター");
  });

  it("is never a programme's bare name, unless a name is asked for", () => {
    const roles = collection.measures.flatMap(({ id }) =>
      quotesFor(id, "どんな支援ですか", "quantity").map(({ sentence }) => sentence.role),
    );
    expect(roles).not.toContain("programme");
    expect(quotesFor("5-3", "事業の名称は?").map(({ sentence }) => sentence.role)).toContain("programme");
  });
});

describe("every quote of every measure", () => {
  const QUESTIONS = ["予算は?", "いつ始まる?", "何件ありましたか", "中小企業は何をしてもらえますか"];

  it("is a verbatim piece of its sentence, and its facts stand inside the piece", () => {
    const wrong = collection.measures.flatMap(({ id }) =>
      QUESTIONS.flatMap((question) =>
        quotesFor(id, question)
          .filter(
            ({ sentence, text, facts }) =>
              !source.slice(sentence.start, sentence.end).includes(text) ||
              facts.some(({ value }) => !text.includes(value)),
          )
          .map(({ text }) => `${id} ${question} ${text}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("is short enough to read: a long sentence is cut at 、", () => {
    const quotes = collection.measures.flatMap(({ id }) => quotesFor(id, "中小企業は何をしてもらえますか"));
    const cut = quotes.filter(({ sentence, text }) => text !== sentence.text);
    expect(cut.length).toBeGreaterThan(50);
    expect(cut.filter(({ sentence, text }) => !/[、。]$/u.test(text) && !sentence.text.endsWith(text))).toEqual([]);
    expect(Math.max(...cut.map(({ text }) => text.length))).toBeLessThanOrEqual(260);
  });

  it("comes in the same order each time, best first", () => {
    const once = quotesFor("9-7", "相談はどこに?");
    expect(quotesFor("9-7", "相談はどこに?")).toEqual(once);
    expect(once.map(({ score }) => score)).toEqual(once.map(({ score }) => score).sort((a, b) => b - a));
  });
});
