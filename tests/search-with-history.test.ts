import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { measureOf } from "./ingest-documents.ts";
import { answered, buildRealAssistant, citedBy, leadOf, type RealAssistant, says } from "./real-assistant.ts";

let real: RealAssistant;
beforeAll(async () => {
  real = await buildRealAssistant();
});

/** The question after another that the given measures answered. */
const following = (first: string, measures: string[], question: string): Promise<Answer> =>
  real.converse(says(first), answered("はい。", measures), says(question));

describe("a correction", () => {
  it.each([
    // Section (8) is インバウンド, section (7) 輸出促進・海外展開.
    ["海外に商品を売りたい", ["7-19", "7-34", "7-33"], "いや、輸出じゃなくて、海外からお客さんを呼びたい", /^8-/u],
    ["省エネ設備の補助金", ["1-12", "1-14", "1-15"], "補助金じゃなくて、税制は?", /税制$/u],
    ["非正規の賃金を上げたい", ["5-3"], "違います。後継者探しです", /^9-7 事業承継/u],
    ["後継者がいない", ["9-7"], "そうじゃなくて、借金の整理の相談先", /^10-3 .*事業再生/u],
  ])("of %s, answered by %j: %s is answered by what it wants", async (first, shown, question, wanted) => {
    const answer = await following(first, shown, question);
    const [id = ""] = answer.measures;
    expect(`${id} ${measureOf(real.collection, id).title}`).toMatch(wanted);
    expect(citedBy(answer).filter((cited) => shown.includes(cited))).toEqual([]);
  });

  it("searches nothing of what it denies: the words behind it alone decide", async () => {
    const denied = await following("海外に商品を売りたい", ["7-19"], "輸出じゃなくて、後継者探し");
    const plain = await following("海外に商品を売りたい", ["7-19"], "いや、後継者探し");
    expect(denied.measures[0]).toBe("9-7");
    expect(denied.measures).toEqual(plain.measures);
  });
});

const STAYING: [id: string, question: string, value: string][] = [
  // (4)⑤: 「1,414社を認定企業として認定」
  ["4-5", "認定は何社?", "1,414社"],
  // (2)⑤: 「計 194 件を採択」
  ["2-5", "採択されたのは何件?", "計 194 件"],
  // (5)⑬: 「令和6年12月時点 110,863件」
  ["5-13", "何件ですか", "110,863件"],
  // It says itself what it wants, and another measure would answer as well. (6)②: 「マッチング成約件数は159件」
  ["6-2", "成約は何件?", "159件"],
  // (3)⑩: 「第2回公募において8件を採択」
  ["3-10", "第2回の採択は何件?", "8件"],
];

describe("a question that the last answer's measure answers", () => {
  it.each(STAYING)("stays with (%s): %s %s", async (id, question, value) => {
    const answer = await following(`(${id.replace("-", ")の")}は?`, [id], question);
    expect([answer.kind, citedBy(answer)[0], leadOf(answer)]).toEqual(["answer", id, value]);
  });

  it.each(STAYING)("would not be answered by (%s) alone: %s", async (id, question) => {
    expect((await real.ask(question)).measures[0]).not.toBe(id);
  });

  it.each([
    ["8-1", "認定は何社?", "4-3"],
    ["7-18", "指導員は何人派遣された?", "5-12"],
    ["5-3", "バイヤーは何人いますか", "7-32"],
  ])("goes where it is answered when it is not by (%s): %s by (%s)", async (shown, question, id) => {
    const answer = await following("教えて", [shown], question);
    expect([answer.kind, citedBy(answer)[0]]).toEqual(["answer", id]);
    expect(citedBy(answer)).not.toContain(shown);
  });
});

describe("another topic", () => {
  it.each([
    // Said to be another.
    ["5-12", "ところで、輸出保険について知りたい", "7-18"],
    ["5-3", "話は変わりますが、地震に備える税制は?", "9-6"],
    // Said to be another, of what the last answer's measure could have answered: 「成約件数は 2,023 件」 of (9)⑦.
    ["6-2", "ところで、成約は何件?", "9-7"],
    // Not said to be: its own words find what the last answer's measure cannot answer.
    ["5-12", "輸出保険について知りたい", "7-18"],
    ["5-3", "手形をやめて電子的に決済したい", "1-1"],
    ["1-12", "後継者がいないので会社を誰かに譲りたい", "9-7"],
  ])("after (%s): %s is answered as if it were the first question", async (shown, question, id) => {
    const answer = await following("教えて", [shown], question);
    const alone = await real.ask(question);
    expect(answer.measures[0]).toBe(id);
    expect([answer.kind, answer.answer]).toEqual([alone.kind, alone.answer]);
    expect(citedBy(answer)).not.toContain(shown);
  });

  it("is one that names its measure, though it points back", async () => {
    const answer = await following("(5)③は?", ["5-3"], "それと、業務改善助成金の予算は?");
    expect(citedBy(answer)[0]).toBe("5-1");
  });
});
