import { beforeAll, describe, expect, it } from "vitest";
import { answerContext } from "../src/answer/answer-context.ts";
import { loadJudgement } from "../src/answer/judge-question.ts";
import { readSignals, SIGNAL_NAMES, type Signals } from "../src/answer/read-signals.ts";
import { understandQuestion } from "../src/question/understand-question.ts";
import { buildRealAssistant, type RealAssistant } from "./real-assistant.ts";

let real: RealAssistant;
beforeAll(async () => {
  real = await buildRealAssistant();
});

const signalsOf = (question: string): Promise<Signals> => real.assistant.signals(question);

describe("the signals of a question", () => {
  it.each([
    ["nothing", ""],
    ["blanks", " \n\t"],
    ["signs", "!?"],
    ["an emoji", "🙂"],
    ["a thousand characters", "補助金".repeat(334).slice(0, 1000)],
    [
      "a thousand different characters",
      Array.from({ length: 1000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(""),
    ],
    ["half of a surrogate pair", "\ud83d"],
    ["digits", "1234567890"],
    ["a word the document does not have", "zxqwv"],
    ["a real question", "手形をやめて電子的に決済したい"],
  ])("are all there and finite for %s", async (_what, question) => {
    const signals = await signalsOf(question);
    expect(Object.keys(signals).toSorted()).toEqual(SIGNAL_NAMES.toSorted());
    expect(Object.entries(signals).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
  });

  it("are finite where nothing was found", async () => {
    const { search } = real.assistant;
    const understanding = understandQuestion("手形をやめたい", search.catalogue);
    const options = { judgement: loadJudgement(), linkTo: (path: string) => path };
    const signals = readSignals(await answerContext(search, understanding, options), []);
    expect(Object.values(signals).every(Number.isFinite)).toBe(true);
    expect([signals.coverage, signals.lead, signals.rivals]).toEqual([0, 0, 0]);
  });

  it("are the same each time", async () => {
    expect(await signalsOf("後継者がいない会社の相談先は?")).toEqual(await signalsOf("後継者がいない会社の相談先は?"));
  });

  it.each(["likeness", "unseen", "coverage", "documentCoverage", "lead"] as const)(
    "%s is a share, 0 to 1",
    async (name) => {
      for (const question of ["手形をやめたい", "明日の天気は?", "zxqwv", "(5)③の予算は?", "gyoumu kaizen joseikin"]) {
        const value = (await signalsOf(question))[name];
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    },
  );
});

describe("a question of the document against one of the world", () => {
  it("covers more of its words and is nearer to what is asked of it", async () => {
    const inside = await signalsOf("手形や小切手をやめて、銀行で電子的に決済したい");
    const outside = await signalsOf("大谷翔平は昨日ホームランを打ちましたか");
    expect(inside.coverage).toBeGreaterThan(outside.coverage);
    expect(inside.likeness).toBeGreaterThan(outside.likeness);
    expect(inside.outsideDense).toBeLessThan(outside.outsideDense);
  });

  it("is likeness 1 for a hypothetical question itself", async () => {
    const own = real.collection.questions.find(({ measureId }) => measureId === "9-7");
    expect((await signalsOf(own?.text ?? "")).likeness).toBeCloseTo(1, 6);
  });
});

describe("sound", () => {
  it.each([
    ["ぎょうむかいぜんじょせいきん", 1],
    ["gyoumu kaizen joseikin", 1],
    ["業務改善助成金", 0],
    ["What subsidies are there?", 0],
  ])("of %s is %d", async (question, sound) => {
    expect((await signalsOf(question)).sound).toBe(sound);
  });
});
