import { describe, expect, it } from "vitest";
import { type Attribute, readAsks, readAttribute } from "../src/question/read-attribute.ts";

const ASKED: Record<Attribute, string[]> = {
  contact: [
    "業務改善助成金の電話番号は?",
    "問い合わせ先を教えて",
    "どこに電話すればいい",
    "申込フォームのURLは",
    "联系方式",
  ],
  form: ["申請書はどこ", "必要書類を教えて", "計画の書き方がわからない", "様式をダウンロードしたい"],
  location: ["(5)③は何ページ?", "どこに書いてありますか", "正式な施策名は", "番号とページだけ知りたい", "何番の施策?"],
  ministry: ["どこの省の所管?", "担当はどこの役所ですか", "(5)③はどの省", "which ministry runs it?", "哪个部负责"],
  members: ["選ばれた会社名を全部", "グランプリはどこが取った?", "トヨタは選ばれていますか"],
  name: ["補助金の名前は", "そのサイトは何という名前", "What is the tax measure called?", "叫什么"],
  deadline: ["締切はいつ", "〆切じゃなくて締め切りは?", "いつまで申し込める", "適用期限は", "When is the deadline?"],
  duration: ["何年間もらえる", "期間は?", "何か月続く"],
  rate: ["補助率は?", "何割出る", "何分のいくつ", "前年度比は", "減免率は", "What percent is paid?"],
  budget: [
    "予算は?",
    "よさんはなんおく?",
    "何億円ついた",
    "基金の規模は",
    "What is the budget?",
    "预算是多少",
    "ngân sách",
  ],
  amount: ["いくらもらえる?", "上限額は", "最大で何万円", "保険料はいくら", "how much can we get", "なんぼもらえるん"],
  count: [
    "何社が使った?",
    "採択数は",
    "いくつ認定された?",
    "実績は?",
    "受講者数は何人",
    "利用件数は",
    "how many companies",
  ],
  quantity: ["どのくらい減った?", "何歳から", "何点取れば"],
  date: ["いつ始まる?", "開催日は", "何年にできた制度?", "When does it start", "什么时候开始"],
  condition: ["対象は?", "要件を教えて", "従業員は何人以下", "資本金3億円だけど使える?", "どんな会社が使える?"],
};

describe.each(Object.entries(ASKED) as [Attribute, string[]][])("%s is asked for by", (attribute, questions) => {
  it.each(questions)("%s", (question) => {
    expect(readAttribute(question)).toBe(attribute);
  });
});

describe("nothing is asked for by", () => {
  it.each([
    "手形をやめて電子的に決済したい",
    "後継者がいない",
    "海外に商品を売りたい",
    "(5)③について教えて",
    "キャリアアップ助成金とは",
    "電話は090-1234-5678です。業務改善助成金を使いたい",
    "電話受付を AI にしたい",
    "",
    "!?",
  ])("%j", (question) => {
    expect(readAttribute(question)).toBeUndefined();
  });
});

describe("the narrower question decides:", () => {
  it.each([
    ["申請書の締切は?", "form"],
    ["予算の所管はどこの省?", "ministry"],
    ["補助率と予算は?", "rate"],
    ["締切はいつ?", "deadline"],
    ["予算は何億円?", "budget"],
  ] as const)("%s asks for %s", (question, attribute) => {
    expect(readAttribute(question)).toBe(attribute);
  });
});

it("width makes no difference", () => {
  expect(readAttribute("補助は何％")).toBe(readAttribute("補助は何%"));
  expect(readAttribute("ＵＲＬを教えて")).toBe("contact");
});

describe("of several things asked each counts, in the order asked and with its words:", () => {
  const rows: [question: string, ...asks: [attribute: Attribute, text: string][]][] = [
    ["採択件数と予算額を教えて", ["count", "採択件数"], ["budget", "予算額を教えて"]],
    ["何件採択され、予算はいくら?", ["count", "何件採択され"], ["budget", "予算はいくら"]],
    ["予算はいくら?何社が使った?", ["budget", "予算はいくら"], ["count", "何社が使った"]],
    ["締切と補助率は?", ["deadline", "締切"], ["rate", "補助率は"]],
    ["補助率と上限額は？", ["rate", "補助率"], ["amount", "上限額は"]],
    ["制度の名称と予算額は?", ["name", "制度の名称"], ["budget", "予算額は"]],
    ["担当の省と締切を教えて", ["ministry", "担当の省"], ["deadline", "締切を教えて"]],
    ["いつ始まり、何社が、何年間使えた?", ["date", "いつ始まり"], ["count", "何社が"], ["duration", "何年間使えた"]],
    ["何社と何人が参加した?", ["count", "何社"], ["count", "何人が参加した"]],
  ];
  it.each(rows)("%s", (question, ...asks) => {
    expect(readAsks(question).map(({ attribute, text }) => [attribute, text])).toEqual(asks);
  });
});

describe("not several things are asked in", () => {
  it.each([
    "予算は?",
    "電話番号は?",
    // No value can be led with for a form.
    "申請書と締切は?",
    "うちは従業員20人で、対象になりますか。締切は?",
    "手形をやめて、電子的に決済したい",
    "",
  ])("%j", (question) => {
    expect(readAsks(question)).toEqual([]);
  });
});

describe("whether, and not how many, is asked by", () => {
  it.each(["何社が使ったか、国は公表していますか", "いつ終わるか、もう分かっているのですか"])("%s", (question) => {
    expect(readAttribute(question)).toBeUndefined();
    expect(readAsks(question)).toEqual([]);
  });
});
