import { describe, expect, it } from "vitest";
import { type FormFeatures, readForm } from "../src/question/read-form.ts";

const NOTHING: FormFeatures = {
  asksWhat: 0,
  asksForHelp: 0,
  wishes: 0,
  asksWhetherDone: 0,
  tellsOfCompany: 0,
  isKeywords: 0,
};

/** Features that these are and no others. */
const only = (...names: (keyof FormFeatures)[]): FormFeatures => ({
  ...NOTHING,
  ...Object.fromEntries(names.map((name) => [name, 1])),
});

const SHOWN: Record<keyof FormFeatures, string[]> = {
  asksWhat: [
    "担当はどこ?",
    "説明会はいつからですか",
    "上限はいくらですか",
    "誰が審査するの?",
    "どちらの省ですか",
    "正式な名称は?",
    "正式には?",
    "略さない名前は?",
    "表彰の名称は?",
    "予算の内訳は?",
    "この言葉の意味は?",
    "SBIRは英語の略?",
    "農地バンクって?",
    "何割ですか",
    "なにを審査するの?",
    "なんという表彰?",
    "どんな会社向け?",
    "だれが審査するの?",
    "AとBどっち?",
    "どれくらいかかる?",
    "いくつですか",
    "What is the deadline?",
    "Who decides?",
    "When does it begin?",
    "Which ministry?",
    "Where is it?",
    "How long does it take?",
    "谁负责?",
    "哪个省?",
    "叫什么?",
    "几家?",
    "多少?",
    "何时开始?",
    "Bộ nào?",
    "Tên là gì?",
    "Bao nhiêu?",
    "Khi nào bắt đầu?",
  ],
  asksForHelp: [
    "使える補助金はありますか",
    "どんな支援がありますか",
    "何かいい方法ある?",
    "どこに相談すればいい",
    "特許の窓口は?",
    "助けてください",
    "専門家が来てくれるの?",
    "展示会に使えるものなら、よろしく。",
    "書類を手伝ってほしくて。",
    "どうすれば輸出を始められますか",
    "うまく断るにはどうしたら?",
    "個人ももらえる?",
    "農家にも出る?",
    "Is there any grant for exporters?",
    "Any subsidies?",
    "Can you support us?",
    "Can you help me?",
    "能帮忙?",
    "有支援吗?",
    "Có hỗ trợ không?",
    "Có trợ cấp không?",
    "Ai giúp tôi?",
  ],
  wishes: [
    "海外に店を出したい",
    "跡継ぎがほしいんです",
    "新しい窯が欲しい",
    "不良在庫に困っています。",
    "電気代が悩みのたね、さて。",
    "夜勤を頼むことができません",
    "工場の移転を考えています。",
    "来年は輸出を始めるつもり、さて。",
    "春に店を開く予定です",
    "人手が足りない",
    "資金繰りが不安です",
    "倉庫の建て替えを検討しています。",
    "需要予測ができない",
  ],
  asksWhetherDone: [
    "説明会は終わりましたか",
    "公募はもう締め切った?",
    "まだ申し込めますか",
    "基準が決まってから?",
    "もう募集中?",
    "公募が終わってから?",
    "Did it begin?",
    "Have results been published?",
    "已经开始?",
    "Đã bắt đầu?",
    "基準は決まったの?",
    "拠点は全国に置かれていますか",
    "Has it been published?",
  ],
  tellsOfCompany: [
    "従業員30人の町工場です",
    "うちは豆腐屋です",
    "弊社は運送業。",
    "当社は運送業。",
    "わが社は運送業。",
    "酒蔵を営んでおり、さて。",
    "民宿を経営しており、さて。",
    "15人の町工場。",
    "町工場です。",
    "資本金5,000万円の卸売業です",
  ],
  isKeywords: ["省エネ 冷凍庫", "事業承継", "輸出 保険 中小企業", "港湾 脱炭素", "ﾄﾗｯｸ ｼｮｳｴﾈ"],
};

describe.each(Object.entries(SHOWN) as [keyof FormFeatures, string[]][])(
  "%s, and nothing else, is shown by",
  (feature, questions) => {
    it.each(questions)("%s", (question) => {
      expect(readForm(question)).toEqual(only(feature));
    });
  },
);

describe("one question shows several:", () => {
  const rows: [question: string, shown: FormFeatures][] = [
    [
      "うちは従業員12人の酒蔵です。輸出したいのですが、使える補助金はありますか",
      only("tellsOfCompany", "wishes", "asksForHelp"),
    ],
    ["人が足りない。どこに相談すればいい?", only("wishes", "asksForHelp")],
    ["輸出保険とは", only("asksWhat", "isKeywords")],
    ["検査はどの省がやってるの?", only("asksWhat", "asksWhetherDone")],
  ];
  it.each(rows)("%s", (question, shown) => {
    expect(readForm(question)).toEqual(shown);
  });
});

describe("nothing is asked by a word that only looks like a question:", () => {
  it.each(["何か新しいことを始める。", "何でも構わない。", "なにか手を打つ。"])("%s", (question) => {
    expect(readForm(question).asksWhat).toBe(0);
  });
});

describe("is read in other languages too:", () => {
  const rows: [question: string, feature: keyof FormFeatures][] = [
    ["I would like to hire engineers", "wishes"],
    ["I want to export tea", "wishes"],
    ["I need a new oven", "wishes"],
    ["Our plant is old", "tellsOfCompany"],
    ["希望能出口食品", "wishes"],
    ["Tôi cần vay vốn", "wishes"],
    ["We are a small bakery", "tellsOfCompany"],
    ["我想出口食品", "wishes"],
    ["我们是食品工厂", "tellsOfCompany"],
    ["有什么补贴?", "asksForHelp"],
    ["公示了吗?展览会结束了吗", "asksWhetherDone"],
    ["Tôi muốn thuê lao động", "wishes"],
    ["Chúng tôi là một xưởng nhỏ", "tellsOfCompany"],
  ];
  it.each(rows)("%s: %s", (question, feature) => {
    expect(readForm(question)[feature]).toBe(1);
  });
});

it("is no list of keywords once it ends as a sentence or asks", () => {
  const questions = ["省エネ", "省エネ?", "省エネの", "省エネ、冷凍庫", "省エネがいい", "冷凍庫を替える"];
  expect(questions.map((question) => readForm(question).isKeywords)).toEqual([1, 0, 0, 0, 0, 0]);
});

it("width and margins make no difference", () => {
  expect(readForm("　従業員３０人の町工場です　")).toEqual(readForm("従業員30人の町工場です"));
  expect(readForm("ＷＨＡＴ　ｉｓ　ｉｔ？")).toEqual(only("asksWhat"));
});
