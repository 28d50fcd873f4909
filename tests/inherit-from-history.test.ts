import { beforeAll, describe, expect, it } from "vitest";
import { inheritFromHistory } from "../src/question/inherit-from-history.ts";
import type { Attribute } from "../src/question/read-attribute.ts";
import { type Message, readConversation } from "../src/question/read-history.ts";
import { type Understanding, understandQuestion } from "../src/question/understand-question.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { ingested, REAL_DOCUMENT } from "./ingest-documents.ts";
import { answered, says } from "./real-assistant.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue((await ingested(REAL_DOCUMENT)).collection);
});

/** The last message as understood by itself, and with what it takes over from those before it. */
function understood(...messages: Message[]): { alone: Understanding; inherited: Understanding } {
  const conversation = readConversation(messages, catalogue);
  const alone = understandQuestion(conversation.question, catalogue);
  return { alone, inherited: inheritFromHistory(alone, conversation, catalogue.fiscalYear) };
}

describe("a short question that names only another subject asks for what was asked before:", () => {
  const rows: [earlier: string, question: string, attribute: Attribute][] = [
    ["くるみん認定は何社?", "プラチナは?", "count"],
    ["キャリアアップ助成金の予算は?", "(5)④は?", "budget"],
    ["輸出保険の担当はどこの省?", "融資保険の方は?", "ministry"],
    ["公募の締切はいつ?", "二次の分は?", "deadline"],
    ["中小企業の補助率は?", "大企業の場合は?", "rate"],
  ];
  it.each(rows)("%s %s", (earlier, question, attribute) => {
    const { alone, inherited } = understood(says(earlier), answered("", ["5-3"]), says(question));
    expect(alone.attribute).toBeUndefined();
    expect(inherited.attribute).toBe(attribute);
  });

  it("of several earlier questions the last decides", () => {
    const { inherited } = understood(says("予算は?"), says("何社が認定された?"), says("プラチナは?"));
    expect(inherited.attribute).toBe("count");
  });
});

describe("a question that asks for something itself keeps it:", () => {
  const rows: [question: string, attribute: Attribute | undefined][] = [
    ["締切は?", "deadline"],
    ["何社が使った?", "count"],
    // A wish, and not a rest of the question before it.
    ["中古の機械でも使えますか", undefined],
    ["特別な枠がある?", undefined],
    ["個人は出ない?", undefined],
    ["個人で申請できる?", undefined],
    ["個人ももらえる?", undefined],
    ["個人も受けられる?", undefined],
    ["外国の展示会に出たい", undefined],
    ["ほかの制度も教えて", undefined],
    // Long enough to say all that it means.
    ["プラチナの認定を受けた会社のその後の取組について説明", undefined],
  ];
  it.each(rows)("%s", (question, attribute) => {
    const { inherited } = understood(says("キャリアアップ助成金の予算は?"), answered("", ["5-3"]), says(question));
    expect(inherited.attribute).toBe(attribute);
  });
});

describe("a year before or after counts from the year spoken of:", () => {
  it.each([
    ["令和6年度の受講者数は?", "", "その前の年度は?", "R5", "2023"],
    ["令和5年度の受講者数は?", "", "前年度は?", "R4", "2022"],
    ["令和4年度の受講者数は?", "", "ひとつ前の年は?", "R3", "2021"],
    ["昨年度の受講者数は?", "", "一年前は?", "R4", "2022"],
    ["令和4年度の受講者数は?", "", "その次の年度は?", "R5", "2023"],
    ["受講者数は?", "令和5年度は65,483人です。", "翌年度は?", "R6", "2024"],
    ["受講者数は?", "令和5年度は65,483人です。", "前の年は?", "R4", "2022"],
    // The newest of those named.
    ["受講者数は?", "令和4年度は61,000人、令和5年度は65,483人です。", "その次の年は?", "R6", "2024"],
  ])("%s %s %s is %s", (earlier, answer, question, fiscal, year) => {
    const { inherited } = understood(says(earlier), answered(answer, ["5-12"]), says(question));
    expect(inherited.times).toEqual({ fiscal: [fiscal], months: [], years: [year] });
    expect(inherited.attribute).toBe("count");
  });

  it.each(["その前の年度は?", "令和5年度は?", "予算は?"])(
    "%s keeps its own times where no year was spoken of",
    (question) => {
      const { alone, inherited } = understood(says("受講者数は?"), answered("", ["5-12"]), says(question));
      expect(inherited.times).toEqual(alone.times);
    },
  );

  it("a question that names its year keeps it", () => {
    const { inherited } = understood(says("令和6年度の受講者数は?"), says("令和4年度は?"));
    expect(inherited.times).toEqual({ fiscal: ["R4"], months: [], years: ["2022"] });
  });
});

describe("nothing but what is asked for and the year is taken over", () => {
  it.each(["プラチナは?", "その前の年度は?", "締切は?"])("by %s", (question) => {
    const { alone, inherited } = understood(
      says("令和6年度の認定は何社?"),
      answered("120社です。", ["4-3"]),
      says(question),
    );
    expect(inherited).toEqual({ ...alone, attribute: inherited.attribute, times: inherited.times });
  });

  it.each(["プラチナは?", "その前の年度は?", "予算は?"])("and by %s as first question nothing at all", (question) => {
    const { alone, inherited } = understood(says(question));
    expect(inherited).toEqual(alone);
  });
});
