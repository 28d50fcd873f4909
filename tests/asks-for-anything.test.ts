import { describe, expect, it } from "vitest";
import { asksForAnything, asksForOwnCompany } from "../src/question/asks-for-anything.ts";

describe("a question for any support", () => {
  it.each([
    "使える補助金は?",
    "何か支援はありますか",
    "うちの会社に合う支援策はありますか",
    "うちに合った制度を教えて",
    "何か使える?",
    "help for my company please",
    "What subsidies are available for our company?",
    "有什么补贴",
    "Công ty chúng tôi có được hỗ trợ gì không?",
  ])("is 「%s」", (question) => {
    expect(asksForAnything(question)).toBe(true);
  });

  it.each([
    ["設備投資の支援は", "it says for what"],
    ["輸出を始めたい", "it says for what"],
    ["融資はありますか", "it says which kind"],
    ["経産省の補助金は", "it names a ministry"],
    ["支援策一覧", "it wants all of them"],
    ["うちは対象になりますか", "it asks about what was shown"],
    ["使えますか", "it asks about what was shown"],
    ["この制度は使えますか", "it asks about what was shown"],
    ["What is the budget for the support?", "it asks for a value"],
    ["", "it says nothing"],
  ])("is not 「%s」: %s", (question) => {
    expect(asksForAnything(question)).toBe(false);
  });

  it("names the asker's own company, or may mean what was shown", () => {
    expect(asksForOwnCompany("うちで使えるものは")).toBe(true);
    expect(asksForOwnCompany("Which support fits our company?")).toBe(true);
    expect(asksForOwnCompany("うちも補助金もらえますか")).toBe(false);
    expect(asksForOwnCompany("補助金はありますか")).toBe(false);
  });

  it("is read in no time, however long and repetitive", () => {
    const begun = performance.now();
    asksForAnything("もの".repeat(5000));
    asksForAnything(`${"うちの".repeat(15)}支援x`);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
