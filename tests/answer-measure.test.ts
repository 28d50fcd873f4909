import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { Assistant } from "../src/answer/assistant.ts";
import { type LogisticModel, loadJudgement } from "../src/answer/judge-question.ts";
import { buildRealAssistant, citedBy, leadOf, type RealAssistant, says } from "./real-assistant.ts";

let real: RealAssistant;
beforeAll(async () => {
  real = await buildRealAssistant();
});

const PAIRS: [id: string, stated: string, value: string, unstated: string][] = [
  // 「令和6年12月末時点で1,414社を認定企業として認定」
  ["4-5", "ユースエール認定の企業は何社?", "1,414社", "ユースエール認定を取るのにかかる手数料はいくら?"],
  // 「申請期限を令和6年 12 月から令和7年1月末まで延長」
  ["5-1", "業務改善助成金の申請はいつまで延長された?", "令和7年1月末", "業務改善助成金の窓口の連絡先は?"],
  // 「外国企業と国内中小企業とのマッチングを実施:3,777 件」
  ["7-9", "J-GoodTech のマッチングは何件?", "3,777 件", "J-GoodTech の月額の利用料はいくら?"],
  // 「計 194 件を採択」
  ["2-5", "大規模成長投資補助金は何件採択された?", "計 194 件", "大規模成長投資補助金の審査員は何人?"],
  // 「デジタル関係講座数は令和6年 10 月時点で 270 講座」
  ["5-15", "デジタル関係講座はいくつ指定されていますか", "270 講座", "専門実践教育訓練の給付率は何割?"],
  // 「設置地域相談窓口数:243 箇所」
  ["6-18", "テレワークの相談窓口は何か所?", "243 箇所", "テレワークマネージャーの時給はいくら"],
  // 「62 連携体(家事支援サービス提供事業者 25 社、中小企業等 503 社)採択」
  ["4-10", "家事支援の実証に加わった連携体はいくつ?", "62 連携体", "家事支援サービスの1時間の料金はいくら?"],
];

describe("what the document states about a measure is told", () => {
  it.each(PAIRS)("(%s) %s: %s", async (id, question, value) => {
    const answer = await real.ask(question);
    expect([answer.kind, answer.measures[0], leadOf(answer)]).toEqual(["answer", id, value]);
  });
});

describe("what it does not state is said not to be stated", () => {
  it.each(PAIRS)("of (%s), unlike %s, %s: %s", async (id, _stated, _value, question) => {
    const answer = await real.ask(question);
    expect([answer.kind, answer.measures]).toEqual(["not_stated", [id]]);
    expect(answer.answer).toContain("この文書には書かれていません");
    expect(leadOf(answer)).toBeUndefined();
  });

  it.each(PAIRS)("and what is nearest is quoted from (%s) all the same", async (id, _stated, _value, question) => {
    expect(citedBy(await real.ask(question))).toEqual([id]);
  });
});

/** The assistant whose judge gives each question the probability 1 / (1 + e^-bias) of being unstated. */
const judging = (bias: number, threshold: number): Assistant => {
  const unstated: LogisticModel = { bias, signals: {}, threshold, foreignThreshold: threshold };
  return new Assistant(real.assistant.search, {
    linkTo: (path) => path,
    newId: () => "answer",
    judgement: { ...loadJudgement(), unstated },
    clock: () => 0,
  });
};
const askJudging = (bias: number, question: string, threshold = 0.5): Promise<Answer> =>
  judging(bias, threshold).ask({ messages: [says(question)] });
const SURE = 9;

describe("the judge", () => {
  it.each([
    ["ユースエール認定の企業は何社?", "answer", "not_stated"],
    ["J-GoodTech のマッチングは何件?", "answer", "not_stated"],
    // Without an attribute too.
    ["手形をやめて電子的に決済したい", "list", "not_stated"],
  ])("decides of a question in words: %s is of kind %s, or %s", async (question, stated, unstated) => {
    expect((await askJudging(-SURE, question)).kind).toBe(stated);
    expect((await askJudging(SURE, question)).kind).toBe(unstated);
  });

  it.each([
    // Every measure has a ministry, a number and a page.
    ["ユースエール認定の担当はどの省?", "answer"],
    ["ユースエール認定は何ページに載っていますか", "answer"],
    // Named by number: what is meant is certain.
    ["(4)⑤は何社?", "answer"],
    ["明日の東京の天気は?", "refuse"],
  ])("is not asked about %s", async (question, kind) => {
    expect((await askJudging(SURE, question)).kind).toBe(kind);
    expect((await askJudging(-SURE, question)).kind).toBe(kind);
  });

  // (5)⑧ prints no number of members; the judge is never sure enough to say so itself.
  it.each([
    [-SURE, "answer"],
    [-0.1, "answer"],
    [0.1, "not_stated"],
    [SURE - 1, "not_stated"],
  ])(
    "lets a sentence without the figure asked for answer where it is doubted less than half: bias %d, %s",
    async (bias, kind) => {
      expect((await askJudging(bias, "マナパスの会員数は?", 0.9999)).kind).toBe(kind);
    },
  );
});

describe("what no measure states, however sure the judge is that there is an answer,", () => {
  it.each([
    ["(4)⑤の電話番号は?", "4-5"],
    ["(4)⑤の申請書の様式は?", "4-5"],
    ["(4)⑤の締切は?", "4-5"],
    ["(9)②の予算額は?", "9-2"],
  ])("is not stated where the measure is named by number: %s", async (question, id) => {
    const answer = await askJudging(-SURE, question);
    expect([answer.kind, answer.measures]).toEqual(["not_stated", [id]]);
  });
});
