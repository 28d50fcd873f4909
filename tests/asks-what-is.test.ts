import { beforeAll, describe, expect, it } from "vitest";
import { nameAskedAbout } from "../src/question/asks-what-is.ts";
import { buildRealAssistant, citedBy, type RealAssistant } from "./real-assistant.ts";

describe("a question of what something is", () => {
  it.each([
    ["くるみんとは何ですか", "くるみん"],
    ["くるみんって何", "くるみん"],
    ["「えるぼし」とは?", "えるぼし"],
    ["ＲＥＶＩＣって何のことですか？", "REVIC"],
    ["GXは何ですか", "GX"],
    ["キャリアアップ助成金とは", "キャリアアップ助成金"],
  ])("%s asks about %s", (question, name) => {
    expect(nameAskedAbout(question)).toBe(name);
  });

  it.each([
    "会社とは何ですか",
    "必要なものは何ですか、急いでいます",
    "何とは",
    "えるぼしの要件とは別に何がありますか",
    "とは何ですか",
  ])("is not %s", (question) => {
    expect(nameAskedAbout(question)).toBeUndefined();
  });

  let real: RealAssistant;
  beforeAll(async () => {
    real = await buildRealAssistant();
  });

  it.each([
    ["くるみんとは何ですか", "4-4"],
    ["くるみんって何ですか?", "4-4"],
    ["REVICとは", "10-2"],
    ["PMIって何", "9-8"],
    ["ゼブラ企業とは何ですか", "1-29"],
  ])("%s is answered from (%s)", async (question, id) => {
    const answer = await real.ask(question);
    expect([answer.kind, citedBy(answer)[0]]).toEqual(["answer", id]);
  });

  it("gets a list where many measures are about it, and a refusal where none is", async () => {
    expect((await real.ask("DXって何のことですか")).kind).toBe("list");
    expect((await real.ask("相対性理論とは何ですか")).kind).toBe("refuse");
  });
});
