import { describe, expect, it } from "vitest";
import { comparesFigures, wantsSeveralFigures } from "../src/question/wants-several-figures.ts";

describe("figures are set against each other, and so several are wanted, in", () => {
  it.each([
    "令和5年度と令和6年度ではどちらが多い?",
    "大企業と中小企業ではどっちが大きいですか",
    "相談が多いのはどちらの年度?",
    "前の回に比べて増加?",
    "去年と比べて来場はどうなった、減ったの?",
    "目標の500社に対して何社が登録しましたか",
    "予算は前の年の何倍?",
    "大企業との差を知りたい",
    "差額を教えて",
    "どれだけ増加しましたか",
    "会費はいくら減額された?",
    "金利はどのくらいまで来た?",
    "相談は前年より増えましたか",
    "受講者は前年並みですか",
    "去年並みに集まった?",
    "How many joined, compared with last year?",
  ])("%s", (question) => {
    expect(comparesFigures(question)).toBe(true);
    expect(wantsSeveralFigures(question)).toBe(true);
  });
});

describe("several figures are wanted, side by side, in", () => {
  it.each([
    "相談と成約はそれぞれいくつ?",
    "予算の内訳を教えて",
    "輸出額の伸びはどのくらい?",
    "補助率と上限額の両方を知りたい",
    "何社が応募して、何社が採択された?",
    "いくらを何年間もらえる?",
    "賛成と反対は何票対何票?",
    "応募した会社と、その中で選ばれた会社の数",
    "参加者のうち女性は何人?",
    "いくつの県で、いくつの講座を開いた?",
    "どれくらい払うと、どれだけ戻る?",
    "会場は3か所から9か所まで増設?",
    "2つの表で数が食い違うのはなぜ",
    "How many applied and how many were adopted?",
    "What are the two rates, respectively?",
    "两个年度的预算分别是多少",
    "两家公司各得多少",
    "第一年多少,第二年多少?",
    "有几家公司,几个人?",
    "Năm đầu bao nhiêu, năm sau bao nhiêu?",
    "Ngân sách hai năm lần lượt là bao nhiêu",
  ])("%s", (question) => {
    expect(wantsSeveralFigures(question)).toBe(true);
    expect(comparesFigures(question)).toBe(false);
  });
});

describe("several figures are wanted, whatever is done with them, in", () => {
  it.each([
    "去年と比べて、会場の数は?",
    "去年とくらべて、会場の数は?",
    "目標の500社に対し、登録は?",
    "大企業の上限と中小企業の上限、差は?",
  ])("%s", (question) => {
    expect(wantsSeveralFigures(question)).toBe(true);
  });
});

describe("one figure or none is wanted in", () => {
  it.each([
    "予算はいくら?",
    "何社が登録しましたか",
    "締切はいつ?",
    "相談窓口はどこ?",
    "海外に店を出したい",
    "窯を電気に替えたい",
    "How many companies joined?",
    "What is the budget?",
    "预算是多少",
    "",
  ])("%j", (question) => {
    expect(wantsSeveralFigures(question)).toBe(false);
    expect(comparesFigures(question)).toBe(false);
  });
});

describe("a comparison is read in every language:", () => {
  it.each([
    "Did more firms join, more than last year?",
    "Which budget is larger?",
    "比去年多了多少",
    "Năm nay so với năm ngoái thế nào",
  ])("%s", (question) => {
    expect(comparesFigures(question)).toBe(true);
  });
});

it("width makes no difference", () => {
  expect(wantsSeveralFigures("補助率は何％で、上限は何円？")).toBe(true);
  expect(wantsSeveralFigures("ＨＯＷ ＭＡＮＹ firms and how many people?")).toBe(true);
});

describe("a wish, a person or a ministry compares nothing:", () => {
  it.each([
    "売上を増やしたい",
    "来客が減って困っている",
    "在庫を減らすための設備",
    "シニアに対しての支援はありますか",
    "どちらの省の担当ですか",
    "どちらに申し込めばいい?",
  ])("%s", (question) => {
    expect(comparesFigures(question)).toBe(false);
  });
});
