import { describe, expect, it } from "vitest";
import { foldSound, isTypedBySound, soundOfQuestion, soundTerms } from "../index/kana-reading.ts";

describe("a question typed by sound", () => {
  it.each([
    ["ぎょうむかいぜん", "ギョムカイゼン"],
    ["ｷﾞｮｳﾑｶｲｾﾞﾝ", "ギョムカイゼン"],
    ["ギョウムカイゼン", "ギョムカイゼン"],
    ["gyoumukaizen", "ギョムカイゼン"],
    ["GYOUMUKAIZEN", "ギョムカイゼン"],
    ["てがたをやめたい", "テガタオヤメタイ"],
  ])("%s is heard as %s", (question, sound) => {
    expect(soundOfQuestion(question)).toBe(sound);
  });

  it.each(["第3かいのせつめいかい", "2類ﾊ ｲﾂｶﾗ ﾊｼﾞﾏｯﾀ"])(
    "may count in kanji and still be typed by sound: %s",
    (question) => {
      expect(soundOfQuestion(question)).toBeDefined();
    },
  );

  it("may be longer than any word, without a blank", () => {
    expect(soundOfQuestion("ka".repeat(15_000))).toBe("カ".repeat(15_000));
  });

  it.each([
    ["でんきだいがたかい", true],
    ["ﾃﾞﾝｷﾀﾞｲｶﾞﾀｶｲ", true],
    ["denkidai ga takai desu", true],
    ["トイレがつまった", false],
    ["ダイエットが続かない", false],
  ])("%s: without its kanji? %s", (question, expected) => {
    expect(isTypedBySound(question)).toBe(expected);
  });

  it.each([
    ["has kanji", "業務改善助成金はいくら"],
    ["has one kanji", "ダイエットが続かない"],
    ["is too short to tell", "はい"],
    ["is an English question", "What subsidies are there for small companies?"],
    ["is an English word that looks like romaji", "femtech"],
    ["is a name in Latin letters", "NEXI"],
    ["is Chinese", "有没有节能设备的补贴"],
    ["is Vietnamese", "Có trợ cấp nào cho thiết bị tiết kiệm năng lượng không"],
    ["is empty", ""],
    ["is signs", "!?"],
  ])("is none where it %s: %s", (_what, question) => {
    expect(soundOfQuestion(question)).toBeUndefined();
  });
});

describe("what sounds alike is written alike", () => {
  it.each([
    ["コウジョウ", "コージョー"],
    ["ジョセイキン", "じょせいきん"],
    ["トウキョウ", "トキョ"],
    ["ツヅキ", "ツズキ"],
    ["チヂミ", "チジミ"],
    ["テガタヲ", "テガタオ"],
    ["クウコウ", "クコ"],
  ])("%s and %s", (one, other) => {
    expect(foldSound(one)).toBe(foldSound(other));
  });

  it.each([
    ["コウジョウ", "コウギョウ"],
    ["ホジョキン", "ジョセイキン"],
    ["ユシ", "ユウヒ"],
  ])("but %s and %s stay apart", (one, other) => {
    expect(foldSound(one)).not.toBe(foldSound(other));
  });

  it("folding what is folded changes nothing", () => {
    const once = foldSound("ぎょうむかいぜんじょせいきんのよさんをおしえて");
    expect(foldSound(once)).toBe(once);
  });
});

describe("the terms of a sound", () => {
  it("are its trigrams; Latin letters and figures stay whole", () => {
    expect(soundTerms("テガタdx2025")).toEqual(["テガタ", "dx", "2025"]);
    expect(soundTerms("カイゼン")).toEqual(["カイゼ", "イゼン"]);
  });

  it("of fewer than three characters are the whole run", () => {
    expect(soundTerms("オカ")).toEqual(["オカ"]);
  });

  it("do not run over a blank", () => {
    expect(soundTerms("テガタ ヤメル")).toEqual(["テガタ", "ヤメル"]);
  });
});
