import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Glossary, loadGlossary } from "../index/glossary.ts";
import { normalise } from "../index/normalise.ts";
import { REAL_DOCUMENT } from "./ingest-documents.ts";

const glossary = (...entries: object[]): Glossary => new Glossary(entries.map((entry) => JSON.stringify(entry)));

describe("a question's words in the document's words", () => {
  it("are found left to right", () => {
    const words = glossary({ ja: ["電気代"], document: ["エネルギー"] }, { ja: ["後継ぎ"], document: ["事業承継"] });
    expect(words.expand("後継ぎがいない。電気代も高い")).toEqual([
      { from: "後継ぎ", to: ["事業承継"] },
      { from: "電気代", to: ["エネルギー"] },
    ]);
  });

  it("are those of the longest phrase where phrases overlap", () => {
    const words = glossary({ ja: ["電気"], document: ["電力"] }, { ja: ["電気自動車"], document: ["EV"] });
    expect(words.expand("電気自動車を買う")).toEqual([{ from: "電気自動車", to: ["EV"] }]);
    expect(words.expand("電気を使う")).toEqual([{ from: "電気", to: ["電力"] }]);
  });

  it("are joined where two entries have one phrase, each word once", () => {
    const words = glossary({ ja: ["赤字"], document: ["債務", "再生"] }, { ja: ["赤字"], document: ["再生", "改善"] });
    expect(words.expand("赤字です")).toEqual([{ from: "赤字", to: ["債務", "再生", "改善"] }]);
  });

  it("leave out what the question says itself", () => {
    const words = glossary({ ja: ["跡取り"], document: ["事業承継", "後継者"] });
    expect(words.expand("跡取り、つまり後継者がいない")).toEqual([{ from: "跡取り", to: ["事業承継"] }]);
    expect(glossary({ ja: ["輸出"], document: ["輸出"] }).expand("輸出したい")).toEqual([]);
  });

  it.each([
    ["tax cut", true],
    ["a TAX!", true],
    ["Ｔａｘ", true],
    ["税taxは", true],
    ["taxi", false],
    ["syntax", false],
    ["tax2", false],
  ])("in Latin letters are whole words: tax in %s: %s", (question, found) => {
    expect(glossary({ en: ["tax"], document: ["税制"] }).expand(question)).toHaveLength(found ? 1 : 0);
  });

  it("in Vietnamese are found however their accents are encoded", () => {
    const words = glossary({ vi: ["trợ cấp"], document: ["補助金"] });
    expect(words.expand("Có trợ cấp không?".normalize("NFD"))).toHaveLength(1);
    expect(words.expand("Có trợ cấp không?".normalize("NFC"))).toHaveLength(1);
  });

  it("are twelve phrases at most", () => {
    const letters = Array.from("あいうえおかきくけこさしすせそたちつてと");
    const words = glossary(...letters.map((letter) => ({ ja: [`${letter}語`], document: ["何か"] })));
    expect(words.expand(letters.map((letter) => `${letter}語`).join("、"))).toHaveLength(12);
  });

  it.each(["", " ", "!?", "該当なし"])("are none for %j", (question) => {
    expect(glossary({ ja: ["電気代"], document: ["エネルギー"] }).expand(question)).toEqual([]);
  });

  it.each([["{"], [JSON.stringify({ ja: ["電気代"] })], [JSON.stringify({ ja: ["電気代"], document: [] })]])(
    "are refused where a line is no entry: %s",
    (line) => {
      expect(() => new Glossary([line])).toThrow();
    },
  );
});

describe("the shipped glossary", () => {
  const entries: { document: string[] }[] = readFileSync(new URL("../index/glossary.jsonl", import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

  it("leads to words of the document only", () => {
    const plain = (text: string): string => normalise(text).replace(/\s/gu, "");
    const document = plain(readFileSync(REAL_DOCUMENT, "utf8"));
    const words = Array.from(new Set(entries.flatMap((entry) => entry.document)));
    expect(words.length).toBeGreaterThan(500);
    expect(words.filter((word) => !document.includes(plain(word)))).toEqual([]);
  });

  it.each([
    ["電気代が高い", "エネルギー"],
    ["経済産業省の施策", "経産省"],
    ["Is there a subsidy for childcare leave?", "育児休業"],
    ["有没有节能设备的补贴?", "省エネ"],
  ])("knows that %s is about %s", (question, word) => {
    expect(
      loadGlossary()
        .expand(question)
        .flatMap(({ to }) => to)
        .join(" "),
    ).toContain(word);
  });
});
