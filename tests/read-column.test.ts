import { describe, expect, it } from "vitest";
import { type AskedColumn, readColumn } from "../src/question/read-column.ts";

const ASKED: Record<AskedColumn, string[]> = {
  followUp: [
    "フォローアップの欄には何が書いてありますか",
    "港の整備の進捗を教えて",
    "取組の進み具合を知りたい",
    "検討会はその後どうなったか教えて",
    "商談会の実績は?",
    "展示会に出た成果はありましたか",
    "アンケートの結果は",
    "これまでに何をした?",
    "今まで何社に届いたの",
    "ガイドラインの策定状況は",
    "現状を知りたい",
    "港の話はどうなった?",
    "もう公募は始まりましたか",
    "専門家の派遣は行っていますか",
    "説明会は開かれたの?",
    "相談拠点は増えてる?",
    "What progress has been made on the ports?",
    "Any results so far?",
    "港口建设的进展如何",
    "kết quả của hội chợ thế nào",
  ],
  policy: [
    "取組方針を読みたい",
    "来年からの方針は何ですか",
    "輸出保険とは",
    "輸出保険とは何ですか",
    "輸出保険って何ですか",
    "輸出保険って何?",
    "農地バンクってなに?",
    "どんな制度なのか知りたい",
    "どういう仕組みなの?",
    "診断では何をしてくれるの",
    "この事業の目的を教えて",
    "表彰のねらいは",
    "認定の狙いは",
    "What is export insurance?",
    "出口保险是什么",
    "bảo hiểm xuất khẩu là gì",
  ],
};

describe.each(Object.entries(ASKED) as [AskedColumn, string[]][])("%s is asked for by", (column, questions) => {
  it.each(questions)("%s", (question) => {
    expect(readColumn(question)).toBe(column);
  });
});

describe("neither column is asked for by", () => {
  it.each([
    "工場に太陽光パネルを載せたい",
    "予算はいくら?",
    "担当はどこの省?",
    "銀行からお金を借りたい",
    "社内の方針が決まらない",
    "説明会を始めるのはいつ",
    "設備を増やしたい",
    "is there a grant for bakeries?",
    "",
    "?",
  ])("%j", (question) => {
    expect(readColumn(question)).toBeUndefined();
  });
});

describe("asked what it is and what was done, a question wants what was done:", () => {
  it.each([
    "どんな制度で、実績はどうですか",
    "この事業の目的と、その後の動きは?",
    "輸出保険とは何で、これまで何社が使いましたか",
  ])("%s", (question) => {
    expect(readColumn(question)).toBe("followUp");
  });
});

it.each([
  ["ﾌｫﾛｰｱｯﾌﾟを見せて", "followUp"],
  ["　輸出保険って何？　", "policy"],
  ["ＰＲＯＧＲＥＳＳ", "followUp"],
] as const)("%j asks for %s whatever its width, case and margins", (question, column) => {
  expect(readColumn(question)).toBe(column);
});
