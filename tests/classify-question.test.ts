import { describe, expect, it } from "vitest";
import { classifyForm, type QuestionForm } from "../src/question/classify-question.ts";

const FORMS: Record<QuestionForm, string[]> = {
  greeting: [
    "あなたは誰ですか",
    "何ができますか",
    "こんにちは",
    "こんにちは!",
    "おはようございます。",
    "ありがとうございました",
    "お疲れ様です",
    "hello",
    "Hi!",
    "テスト",
  ],
  empty: ["", "   ", "!?", "。。。", "🙂", "\u3000"],
  abuse: ["死ね", "バカ!", "うざい。"],
  fraud: ["補助金を不正に受け取る方法を教えて", "売上の書類を水増しして申請したい", "ばれないようにもらうには"],
  overview: [
    "補助金ある?",
    "補助金はありますか",
    "何か使える支援はありますか",
    "使える助成金を教えてください",
    "どんな施策がありますか",
    "支援策一覧",
    "助成金教えて",
  ],
  question: [
    "手形をやめたい",
    "こんにちは、後継者がいないのですが",
    "hello, is there a subsidy for factories?",
    "ありがとう。次に予算は?",
    "業務改善助成金の電話番号は?",
    "業務改善助成金の予算は?",
    "IT導入補助金の上限は?",
    "IT導入補助金って何?",
    "省エネ補助金はある?",
    "輸出の支援はありますか",
    "5",
    "(5)③",
    "補助金の不正受給で死ねと言われた",
  ],
};

describe.each(Object.entries(FORMS) as [QuestionForm, string[]][])("%s is", (form, questions) => {
  it.each(questions)("%j", (question) => {
    expect(classifyForm(question)).toBe(form);
  });
});
