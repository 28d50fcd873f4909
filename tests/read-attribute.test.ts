import { describe, expect, it } from "vitest";
import { type Attribute, readAttribute, readAttributes } from "../src/question/read-attribute.ts";

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

describe("of several things asked for each counts, in the order asked:", () => {
  const rows: [question: string, attributes: Attribute[]][] = [
    ["採択件数と予算額を教えて", ["count", "budget"]],
    ["何件採択され、予算はいくら?", ["count", "budget"]],
    ["予算はいくら? 何社が使った?", ["budget", "count"]],
    ["締切と補助率は?", ["deadline", "rate"]],
    ["補助率と上限額は?", ["rate", "amount"]],
    ["制度の名称と予算額は?", ["name", "budget"]],
    ["担当の省と締切を教えて", ["ministry", "deadline"]],
    ["どこの省の担当で、いつ始まり、何社が参加した?", ["ministry", "date", "count"]],
    ["何年間、いくらもらえる?", ["duration", "amount"]],
    ["補助率は何割で、いつまでに申し込む？　予算は？", ["rate", "deadline", "budget"]],
  ];
  it.each(rows)("%s asks for %j", (question, attributes) => {
    expect(readAttributes(question)).toEqual(attributes);
  });
});

describe("one thing asked for stays one:", () => {
  const rows: [question: string, attribute: Attribute][] = [
    ["予算は?", "budget"],
    ["何社と何人が参加した?", "count"],
    ["予算と予算額は?", "budget"],
    ["電話番号は?", "contact"],
    // No value can be led with for a form, so it is asked for alone.
    ["申請書と締切は?", "form"],
    ["うちは従業員20人で、対象になりますか。締切は?", "deadline"],
  ];
  it.each(rows)("%s asks for %s", (question, attribute) => {
    expect(readAttributes(question)).toEqual([attribute]);
  });

  it.each(["手形をやめて電子的に決済したい", "後継者がいない、どうしよう。", ""])("and nothing in %j", (question) => {
    expect(readAttributes(question)).toEqual([]);
  });
});

describe("whether, and not how many, is asked by", () => {
  it.each(["何社が使ったか、国は公表していますか", "いつ終わるか、もう分かっているのですか"])("%s", (question) => {
    expect(readAttribute(question)).toBeUndefined();
    expect(readAttributes(question)).toEqual([]);
  });
});
