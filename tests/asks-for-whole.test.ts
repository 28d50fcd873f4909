import { beforeAll, describe, expect, it } from "vitest";
import { withoutWordsForWhole } from "../src/question/asks-for-whole.ts";
import { buildRealAssistant, citedBy, type RealAssistant } from "./real-assistant.ts";

describe("words for a measure as a whole", () => {
  it.each([
    ["キャリアアップ助成金の概要", "キャリアアップ助成金とは"],
    ["マナパス 概要", "マナパスとは"],
    ["なでしこ銘柄の詳細を教えてください。", "なでしこ銘柄とは"],
    ["えるぼし認定の内容を簡単に説明してほしいです", "えるぼし認定とは"],
    ["(5)③の中身は?", "(5)③とは"],
  ])("%s asks %s", (question, plain) => {
    expect(withoutWordsForWhole(question)).toBe(plain);
  });

  it.each([
    "その詳細を教えてください",
    "この内容は?",
    "では、その概要は?",
    "それの中身",
    "どちらの内容",
    "概要",
    "申請の内容を変えたい",
    "支援内容は?",
    "内容が難しい施策",
    "研修の内容を決める人がいない",
  ])("are not in %s", (question) => {
    expect(withoutWordsForWhole(question)).toBe(question);
  });

  let real: RealAssistant;
  beforeAll(async () => {
    real = await buildRealAssistant();
  });

  // None of these words stands in the measures; they were once taken for something the measures do not state.
  it.each([
    ["キャリアアップ助成金の概要", "5-3"],
    ["なでしこ銘柄の詳細を教えてください", "4-11"],
    ["マナパスの説明をお願いします", "5-8"],
    ["海外ビジネス支援パッケージの内容", "7-20"],
  ])("%s is answered from (%s)", async (question, id) => {
    const answer = await real.ask(question);
    expect([answer.kind, citedBy(answer)[0]]).toEqual(["answer", id]);
  });
});
