import { beforeAll, describe, expect, it } from "vitest";
import { buildRealAssistant, citedBy, leadOf, type RealAssistant, says } from "./real-assistant.ts";

let real: RealAssistant;
beforeAll(async () => {
  real = await buildRealAssistant();
});

const FOREIGN: [question: string, frame: RegExp, first: string[]][] = [
  // 「1,323 者が DX 認定を取得」
  ["How many companies got DX certification?", /^Measure: /mu, ["1-11"]],
  ["What is the budget of (5)③?", /^Measure: /mu, ["5-3"]],
  // 「省エネ性能の高い設備・機器への更新」 by subsidy (1)⑫, 「利子補給」 (1)⑭
  ["有没有节能设备的补贴?", /可能适用的措施/u, ["1-12", "1-14"]],
  ["(5)③的预算是多少?", /^措施: /mu, ["5-3"]],
  ["公司没有接班人怎么办?", /措施/u, ["9-7"]],
  ["Có trợ cấp nào cho thiết bị tiết kiệm năng lượng không?", /biện pháp/u, ["1-12", "1-14"]],
  ["ngân sách của (5)③ là bao nhiêu?", /^Biện pháp: /mu, ["5-3"]],
  ["Công ty tôi không có người kế nghiệp, tôi nên hỏi ai?", /biện pháp/u, ["9-7"]],
];

describe("a question in another language", () => {
  it.each(FOREIGN)("%s is answered in it", async (question, frame, first) => {
    const answer = await real.ask(question);
    expect(answer.answer).toMatch(frame);
    expect(first).toContain(citedBy(answer)[0]);
  });

  it.each(FOREIGN)("%s gets the document's Japanese as it stands", async (question) => {
    const { citations } = await real.ask(question);
    expect(citations.filter(({ quote }) => !/[ぁ-んァ-ヶ一-龠]/u.test(quote))).toEqual([]);
  });

  it.each([["What is the budget of (5)③?"], ["(5)③的预算是多少?"], ["ngân sách của (5)③ là bao nhiêu?"]])(
    "%s has the budget the document prints, not what one person gets",
    async (question) => {
      expect(leadOf(await real.ask(question))).toBe("19.9億円");
    },
  );

  it.each([
    ["What's the weather in Tokyo tomorrow?", "The document does not cover this."],
    ["hello", "Hello, this is"],
  ])("%s is refused in it", async (question, words) => {
    const answer = await real.assistant.ask({ messages: [says(question)], language: "en" });
    expect([answer.kind, answer.citations]).toEqual(["refuse", []]);
    expect(answer.answer).toContain(words);
  });

  it.each([
    ["en", /^Measure: /mu, "Quoted from"],
    ["zh", /^措施: /mu, "引自"],
    ["vi", /^Biện pháp: /mu, "Trích từ"],
    ["ja", /^施策: /mu, "からの引用です"],
  ] as const)("may ask for an answer in %s whatever it is written in", async (language, frame, notice) => {
    const answer = await real.assistant.ask({ messages: [says("(5)③の予算は?")], language });
    expect(answer.answer).toMatch(frame);
    expect(answer.notice).toContain(notice);
    expect(answer.citations[0]?.quote).toBe("【令和7年度当初予算:19.9億円】");
  });
});

describe("a question typed without kanji", () => {
  it.each([
    // 業務改善助成金 stands in (5)①
    ["ぎょうむかいぜんじょせいきん", "5-1"],
    ["gyoumu kaizen joseikin", "5-1"],
    ["kyaria appu joseikin", "5-3"],
    ["きゃりああっぷじょせいきんのよさんは", "5-3"],
    ["ぜでぃってなに", "1-1"],
    ["ﾊﾟﾜｰｱｯﾌﾟ事業", "1-21"],
  ])("%s is answered first by %s, in Japanese", async (question, first) => {
    const answer = await real.ask(question);
    expect(citedBy(answer)[0]).toBe(first);
    expect(answer.notice).toContain("からの引用です");
  });

  it("is asked for a value too: よさん is 予算", async () => {
    expect(leadOf(await real.ask("きゃりああっぷじょせいきんのよさんは"))).toBe("19.9億円");
  });
});
