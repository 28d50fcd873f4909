import { describe, expect, it } from "vitest";
import { hasPersonalData } from "../src/question/find-personal-data.ts";

describe("personal data is found in", () => {
  it.each([
    "連絡は taro.yamada@example.co.jp まで",
    "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
    "090-1234-5678",
    "０９０－１２３４－５６７８に電話して",
    "09012345678です",
    "03(1234)5678",
    "03-1234-5678",
    "マイナンバーは1234 5678 9012です",
    "1234-5678-9012",
    "123456789012",
    "口座番号は1234567です",
    "口座: 普通 7654321",
  ])("%s", (question) => {
    expect(hasPersonalData(question)).toBe(true);
  });
});

describe("no personal data is in", () => {
  it.each([
    "",
    "(5)③の予算は?",
    "令和6年度補正予算 3,400億円の内数",
    "資本金5,000万円、従業員120人の会社です",
    "売上は1234567千円です",
    "売上高 10,000,000,000 円",
    "2025年2月17日",
    "2024-12-01に始まる?",
    "10,112 件 1,830 億円",
    "口座を開きたい",
    "72〜74ページ",
    "5-3 と 1-26",
    "DX推進指標 0.5",
    "令和6年4月から令和7年3月まで",
  ])("%j", (question) => {
    expect(hasPersonalData(question)).toBe(false);
  });
});
