import { beforeAll, describe, expect, it } from "vitest";
import { buildRealAssistant, citedBy, leadsOf, type RealAssistant } from "./real-assistant.ts";

let real: RealAssistant;
beforeAll(async () => {
  real = await buildRealAssistant();
});

/** Each with its figures as the page prints them. */
const PARTS: [question: string, id: string, leads: string[]][] = [
  // 「…取組など、28件を採択。」 【令和5年度補正予算:3.5億円】
  ["(6)⑩の採択は何件で、予算はいくらでしたか", "6-10", ["28件", "3.5億円"]],
  // 「令和6年12月時点 110,863件」 【令和7年度当初予算案:41億円】
  ["(5)⑬の件数と予算を教えてください", "5-13", ["110,863件", "41億円"]],
  // 「…令和6年度は13件を採択。」 【令和6年度当初予算:2.8億円の内数】
  ["(4)⑨は何件採択され、予算はどれだけ?", "4-9", ["13件", "2.8億円の内数"]],
  // 「12,600 件の見本市・展示会情報を提供中」 【令和6年度当初:27 億円の内数】
  ["(7)⑦の掲載件数と予算は?", "7-7", ["12,600 件", "27 億円の内数"]],
  // 「登録者数:70 名」 【令和6年度当初予算:2.6 億円の内数】
  ["(6)⑱の登録者数と予算は?", "6-18", ["70 名", "2.6 億円の内数"]],
  // By name, without a number.
  ["J-GoodTech のマッチング件数と予算額は?", "7-9", ["3,777 件", "220 億円の内数"]],
];

describe("two things asked of one measure are both answered", () => {
  it.each(PARTS)("%s: (%s) %j, in the order asked", async (question, id, leads) => {
    const answer = await real.ask(question);
    expect([answer.kind, answer.measures[0]]).toEqual(["answer", id]);
    expect(leadsOf(answer).map(({ lead }) => lead)).toEqual(leads);
  });

  it.each(PARTS)("%s: each figure stands in the quote behind it", async (question) => {
    const led = leadsOf(await real.ask(question));
    const wrong = led.filter(({ lead, quote }) => !quote.includes(lead.replace(/の内数$/u, "")));
    expect(led).toHaveLength(2);
    expect(wrong).toEqual([]);
  });

  it("in one line where one sentence states both, and quotes it once", async () => {
    // 「令和6年度当初予算6.0億円を上回る申請があり、令和6年11月末時点で57件を採択し」
    const answer = await real.ask("地域経済循環創造事業交付金の採択件数と予算額を教えてください");
    expect(leadsOf(answer).map(({ lead }) => lead)).toEqual(["57件、6.0億円"]);
    expect(citedBy(answer)).toEqual(["1-28"]);
  });

  it.each([
    ["(5)③の所管と予算は?", ["【厚労省】", "【令和7年度当初予算:19.9億円】"]],
    ["(5)③の予算は? どの省ですか", ["【令和7年度当初予算:19.9億円】", "【厚労省】"]],
  ])("%s: where one is a ministry, by the mark that names it", async (question, quotes) => {
    const { citations } = await real.ask(question);
    expect(citations.map(({ quote }) => quote)).toEqual(quotes);
  });

  it("and so are three", async () => {
    const { citations, answer } = await real.ask("(1)㉘は何件で、予算は何億円で、所管はどこ?");
    expect(answer).toContain("**57件** — ");
    expect(citations.map(({ quote }) => quote)).toContain("【総務省】");
    expect(citations).toHaveLength(3);
  });

  it("and the measure is named once, below them", async () => {
    const { answer } = await real.ask("(6)⑩の採択は何件で、予算はいくらでしたか");
    expect(answer.match(/高等教育機関における共同講座創造支援\*\*/gu)).toHaveLength(1);
    expect(answer).toMatch(/施策: \*\*\(6\)⑩ [^\n]*$/u);
  });
});

describe("one thing asked is answered by one figure", () => {
  it.each([
    ["(6)⑩の予算は?", ["3.5億円"]],
    ["(6)⑩は何件採択されましたか", ["28件"]],
  ])("%s %j", async (question, leads) => {
    expect(leadsOf(await real.ask(question)).map(({ lead }) => lead)).toEqual(leads);
  });
});

describe("where the document states another figure elsewhere", () => {
  it.each([
    ["(4)①の予算額を教えて", ["4-1", "4-2"], ["357.7 億円", "266.3億円"]],
    ["(4)②の予算額を教えて", ["4-2", "4-1"], ["266.3億円", "357.7 億円"]],
  ])("%s gets both, the one asked for first, each quoted from its own measure", async (question, measures, figures) => {
    const answer = await real.ask(question);
    expect(citedBy(answer)).toEqual(measures);
    expect(answer.answer).toMatch(/異なる金額が書かれています/u);
    expect(answer.citations.filter(({ quote }, index) => !quote.includes(figures[index] ?? "?"))).toEqual([]);
  });

  it("is said in the language of the question", async () => {
    const { answer } = await real.ask("What is the budget of (4)①?");
    expect(answer).toContain("Elsewhere the document states another figure");
  });

  it.each(["(4)⑧の予算額を教えて", "(5)③の予算額を教えて"])(
    "is not said of %s, which it states once",
    async (question) => {
      const answer = await real.ask(question);
      expect(answer.kind).toBe("answer");
      expect(answer.answer).not.toContain("異なる金額");
    },
  );
});

/** The line that sets figures against each other, said to be a calculation. */
const calculationIn = (answer: string): string[] => answer.match(/^引用した数字からの計算: .*$/gmu) ?? [];

describe("figures that a question compares", () => {
  it.each([
    // 【令和5年度補正予算:291億円(所要額)】 【令和6年度補正予算:319億円(所要額)】
    ["(1)㉒の予算は令和5年度補正から令和6年度補正でいくら増えた?", "319億円は291億円より28億円多く、1.10倍です。"],
    // 【令和5年度補正予算:44 億円】 【令和6年度補正予算:43 億円】
    ["(1)㉓の予算は令和5年度補正と令和6年度補正でどちらが多い?", "44 億円は43 億円より1億円多く、1.02倍です。"],
  ])("over years: %s %s", async (question, line) => {
    const answer = await real.ask(question);
    expect(calculationIn(answer.answer)).toEqual([`引用した数字からの計算: ${line}`]);
    expect(leadsOf(answer)).toHaveLength(2);
  });

  it.each([
    // 【令和7年度当初予算案:41億円】 【令和7年度当初予算:19.9億円】
    "(5)⑬と(5)③では予算はどちらが大きいですか",
    "(5)③と(5)⑬の予算の差は?",
  ])("between measures: %s", async (question) => {
    const answer = await real.ask(question);
    expect(calculationIn(answer.answer)).toEqual([
      "引用した数字からの計算: 41億円は19.9億円より21.1億円多く、2.06倍です。",
    ]);
    expect(new Set(answer.measures)).toEqual(new Set(["5-3", "5-13"]));
    expect(leadsOf(answer).filter(({ lead, quote }) => !quote.includes(lead))).toEqual([]);
  });

  it("in another language are said there to be a calculation too", async () => {
    const { answer } = await real.ask("How much larger is the budget of (5)⑬ compared with (5)③?");
    expect(answer).toContain("Calculated from the quoted figures: 41億円 is 21.1億円 more than 19.9億円 (2.06 times).");
  });

  it("are in the quotes: the calculation has no figure that is not quoted or calculated from one", async () => {
    const { answer, citations } = await real.ask("(5)③と(5)⑬の予算の差は?");
    const [, larger = "", smaller = ""] = /計算: (.+?)は(.+?)より/u.exec(answer) ?? [];
    const quotes = citations.map(({ quote }) => quote).join(" ");
    expect(larger).toMatch(/円$/u);
    expect(quotes).toContain(larger);
    expect(quotes).toContain(smaller);
  });
});

describe("no calculation is made", () => {
  it.each([
    // 「成約件数:4,980 件 -うちデジタル人材の成約件数:589 件」: a total and its part.
    ["of a total and its part", "(6)①の成約件数とデジタル人材の成約件数はどちらが多い?"],
    // 「3,041 社(2,715 社)(うちプラチナえるぼし 68 社(56 社))」
    ["of a total and its part in brackets", "(4)③のえるぼし認定企業数とそのうちのプラチナはどちらが多い?"],
    // 【令和5年度補正予算：4.0 億円】 【令和6年度補正予算：4.0 億円】
    ["of figures that are the same", "(7)②の予算は令和5年度補正と令和6年度補正で差はありますか"],
    // (9)② prints no budget.
    ["where one measure states no figure", "(9)②と(5)③の予算の差は?"],
    ["where nothing is compared", "(5)③と(5)⑬の予算はそれぞれいくら?"],
    ["of people and places", "(6)⑱の登録者数に対して窓口は何箇所?"],
  ])("%s: %s", async (_what, question) => {
    const { answer, citations } = await real.ask(question);
    expect(citations.length).toBeGreaterThan(0);
    expect(calculationIn(answer)).toEqual([]);
  });
});

it("none of these answers lost a line to the last check", async () => {
  for (const [question] of PARTS) await real.ask(question);
  expect(real.assistant.droppedLines).toBe(0);
});
