import { describe, expect, it } from "vitest";
import { type Language, readLanguage } from "../src/question/read-language.ts";

const WRITTEN: Record<Language, string[]> = {
  ja: [
    "省エネの補助金はありますか",
    "業務改善助成金",
    "事業承継 補助金 2025",
    "中小企業向税制措置一覧",
    "海外展開支援 中堅企業",
    "ﾊﾛｰﾜｰｸ",
    "gyoumu kaizen joseikin",
    "kyaria appu joseikin",
    "DX",
    "M&A",
    "(5)③",
    "5-3",
    "NEXI の保険",
    "Peppol って何ですか",
    "",
    "!?",
  ],
  en: [
    "Is there a subsidy for energy-saving equipment?",
    "subsidy for childcare leave",
    "How many companies got DX certification?",
    "What is the budget of (5)③?",
    "hello there",
  ],
  zh: [
    "有没有节能设备的补贴?",
    "公司没有接班人怎么办",
    "(5)③的预算是多少?",
    "我们是食品工厂,可以申请什么补助",
    "哪个部门负责",
    "外国人雇佣有什么支援",
  ],
  vi: [
    "Có trợ cấp nào cho thiết bị tiết kiệm năng lượng không?",
    "ngân sách của (5)③ là bao nhiêu?",
    "Công ty tôi không có người kế nghiệp",
    "Tôi muốn thuê lao động".normalize("NFD"),
  ],
};

describe.each(Object.entries(WRITTEN) as [Language, string[]][])("%s is", (language, questions) => {
  it.each(questions)("%j", (question) => {
    expect(readLanguage(question)).toBe(language);
  });
});
