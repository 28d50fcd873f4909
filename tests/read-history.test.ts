import { beforeAll, describe, expect, it } from "vitest";
import { readConversation, readDependence, withoutDenied } from "../src/question/read-history.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { ingested, REAL_DOCUMENT } from "./ingest-documents.ts";
import { answered, says } from "./real-assistant.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue((await ingested(REAL_DOCUMENT)).collection);
});

describe("a conversation", () => {
  it("ends with the question; answers give the focus, earlier questions stay", () => {
    const history = [says("一"), answered("", ["5-3"]), says("二"), answered("", ["1-1", "1-2"]), says("三")];
    expect(readConversation(history, catalogue)).toEqual({
      question: "三",
      focus: ["1-1", "1-2"],
      mentioned: ["5-3", "1-1", "1-2"],
      earlierQuestions: ["一", "二"],
      lastAnswer: "",
    });
  });

  it("of one question has nothing to refer to", () => {
    expect(readConversation([says("予算は?")], catalogue)).toEqual({
      question: "予算は?",
      focus: [],
      mentioned: [],
      earlierQuestions: [],
      lastAnswer: "",
    });
  });

  it("without a question asks nothing", () => {
    expect(readConversation([], catalogue).question).toBe("");
    expect(readConversation([answered("", ["5-3"])], catalogue).question).toBe("");
  });

  it("does not hear what stands behind the last question, nor system messages", () => {
    const messages = [{ role: "system" as const, content: "(1)①" }, says("(5)③は?"), answered("", ["5-3"])];
    const { question, focus, earlierQuestions } = readConversation(messages, catalogue);
    expect([question, focus, earlierQuestions]).toEqual(["(5)③は?", [], []]);
  });

  it.each([
    ["numbers", "**(5)③ キャリアアップ助成金**と(1)㉖です", ["5-3", "1-26"]],
    ["a title where it has no number", "キャリアアップ助成金があります", ["5-3"]],
    ["numbers rather than titles", "(1)①。キャリアアップ助成金ではない", ["1-1"]],
    ["nothing known", "お答えできません", []],
  ])("reads an answer without `citations` by %s", (_what, text, focus) => {
    expect(readConversation([says("?"), answered(text), says("予算は")], catalogue).focus).toEqual(focus);
  });

  it("leaves out unknown ids and names each measure once", () => {
    const history = [says("?"), answered("", ["99-1", "5-3", "<b>", "5-3"]), says("予算は")];
    expect(readConversation(history, catalogue).focus).toEqual(["5-3"]);
  });
});

describe("a question points back", () => {
  it.each([
    "それはどこの担当?",
    "その予算は?",
    "この施策の締切は",
    "じゃあ予算は?",
    "ちなみに実績は",
    "会社の分はいくら",
    "予算、それは何ページに載ってる?",
    "小さい会社の場合は?",
    "融資のほうは?",
    "保険の方は?",
    "補助金だけじゃなく?",
    "税理士じゃなくて役所の窓口",
    "で、その予算は?",
    "輸出保険って何ページ?",
  ])("in %s", (question) => {
    expect(readDependence(question).pointsBack).toBe(true);
  });

  it.each(["手形をやめたい", "(5)③の予算は?", "ところで、その件は", "輸出保険の対象は?", "後継者がいない"])(
    "not in %s",
    (question) => {
      expect(readDependence(question).pointsBack).toBe(false);
    },
  );
});

describe("a question changes the topic", () => {
  it.each([
    "ところで、輸出の保険は?",
    "話は変わりますが育休は",
    "話変わるけど電気代",
    "別件です。採用の話",
    "次の質問。税制は",
    "次。税制は",
    "別の話なんですが、採用は",
    "違う話をします。採用は",
    "全然別ですが採用は",
    "もう一つ聞きたい。採用は",
    "輸出は以上です。採用は",
    "それはもういいので、採用は",
    "Another topic: exports",
    "By the way, exports?",
  ])("in %s", (question) => {
    expect(readDependence(question)).toEqual({
      changesTopic: true,
      pointsBack: false,
      asksOthers: false,
      ordinal: undefined,
      corrects: false,
    });
  });

  it.each(["変わった支援はある?", "話を聞いてくれる所", "事業の転換をしたい"])("not in %s", (question) => {
    expect(readDependence(question).changesTopic).toBe(false);
  });
});

describe("a question asks for others", () => {
  it.each([
    "他には?",
    "ほかには?",
    "じゃあ、他には?",
    "他にもありますか",
    "ほかにありますか",
    "それ以外は",
    "輸出に強いのは他に何か?",
    "还有吗?",
    "Anything else?",
  ])("in %s", (question) => {
    expect(readDependence(question).asksOthers).toBe(true);
  });

  it.each(["他社と組みたい", "その他の設備も対象?", "ほかの会社と共同で研究したい"])("not in %s", (question) => {
    expect(readDependence(question).asksOthers).toBe(false);
  });
});

describe("a place in a list", () => {
  it.each([
    ["2番目のやつ", 1],
    ["２番目", 1],
    ["二番目の施策", 1],
    ["3つ目は?", 2],
    ["三つ目は?", 2],
    ["1件目の予算", 0],
    ["最初のは?", 0],
    ["最後のについて", -1],
  ])("%s is %d, counted from 0", (question, ordinal) => {
    expect(readDependence(question).ordinal).toBe(ordinal);
  });

  it.each(["2年目の研修", "最後まで面倒を見てくれる?", "最初に何をすれば", "3社で使いたい", "二人目の採用"])(
    "is not in %s",
    (question) => {
      expect(readDependence(question).ordinal).toBeUndefined();
    },
  );
});

describe("a question corrects what was shown", () => {
  it.each([
    "いや、融資の方です",
    "いえ、補助金です",
    "いいえ、税金の話です",
    "違う、輸出の話",
    "ちがう。うちは卸売です",
    "そうじゃなくて、窓口を知りたい",
    "そうではなく、国内の展示会です",
    "展示会じゃなくて、商談会を探しています",
    "補助金ではなく融資は?",
    "Not that, the tax one",
    "不是这个",
  ])("in %s", (question) => {
    expect(readDependence(question).corrects).toBe(true);
  });

  it.each([
    "融資はありますか",
    "赤字ではない会社も使える?",
    "人手が十分じゃなくなった",
    "そうですか、では締切は?",
    "間違いを直したい",
    "違いは何ですか",
    "いやがらせの相談窓口は?",
    "補助金だけじゃなく融資も知りたい",
    "ところで、補助金じゃなくて融資は?",
    "",
  ])("not in %j", (question) => {
    expect(readDependence(question).corrects).toBe(false);
  });
});

describe("of a correction only what is wanted is left:", () => {
  it.each([
    ["いや、融資の方です", "融資の方です"],
    ["いいえ、税金の話です", "税金の話です"],
    ["違います。輸出の話です", "輸出の話です"],
    ["いや、違う。融資の話です", "融資の話です"],
    ["ちゃう、融資や", "融資や"],
    ["そうじゃなくて、窓口を知りたい", "窓口を知りたい"],
    ["それじゃなくて、次のやつ", "次のやつ"],
    ["税理士じゃなくて、役所の窓口", "役所の窓口"],
    ["補助金ではなくて融資は?", "融資は?"],
    ["違う、輸入じゃなくて輸出", "輸出"],
    ["国内ではなく、海外の話。融資ではなく、保険を知りたい", "海外の話。保険を知りたい"],
    ["いや　ＤＸの話", "DXの話"],
  ])("%s: %s", (question, wanted) => {
    expect(withoutDenied(question)).toBe(wanted);
  });

  it.each([
    "いや",
    "違います。",
    "そうじゃなくて",
    "省エネの補助金はありますか",
    "赤字ではない会社も使える?",
    "いやがらせの相談窓口は?",
    "補助金だけではなく融資も",
    "",
  ])("%j stays as it is", (question) => {
    expect(withoutDenied(question)).toBe(question);
  });
});
