import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { terms } from "../index/terms.ts";

/** Terms of the question that the text has too: what lexical search can find it by. */
const sharedTerms = (question: string, text: string): string[] => {
  const own = new Set(terms(text));
  return terms(question).filter((term) => own.has(term));
};

describe("the terms of a text", () => {
  it("are of Japanese each kanji and each pair of neighbours", () => {
    expect(terms("賃上税制").sort()).toEqual(["賃", "上", "税", "制", "賃上", "上税", "税制"].sort());
  });

  it("have no pairs of a hiragana run shorter than four: particles and endings say nothing", () => {
    expect(terms("輸出したい")).toEqual(["輸", "出", "輸出", "出シ"]);
    expect(terms("これは、です。")).toEqual([]);
  });

  it("have the pairs of longer hiragana runs: names are written so", () => {
    expect(terms("くるみん認定")).toEqual(expect.arrayContaining(["クル", "ルミ", "ミン", "ン認", "認定"]));
    expect(terms("くるみん").sort()).toEqual(["クル", "ルミ", "ミン"].sort());
  });

  it("have each pair once, whichever rule it comes by", () => {
    expect(terms("輸出せんたー").sort()).toEqual(["輸", "出", "輸出", "出セ", "セン", "ンタ", "ター"].sort());
  });

  it("are of Latin words and of numbers the whole", () => {
    expect(terms("J-Startup 2025 help wanted")).toEqual(["j", "startup", "2025", "help", "wanted"]);
  });

  it("separate a Latin word from the Japanese it stands in", () => {
    expect(terms("海外ECサイト")).toContain("ec");
    expect(terms("令和6年")).toContain("6");
  });

  it("read 3,000, 3000 and ３，０００ as one number, and 1.5 as another than 15", () => {
    expect(["3,000億円", "3000億円", "３，０００ 億円"].map((text) => terms(text)[0])).toEqual([
      "3000",
      "3000",
      "3000",
    ]);
    expect(terms("1.5倍")[0]).toBe("1.5");
  });

  it.each([
    ["(5)③", ["5", "3"]],
    ["㉕", ["25"]],
    ["②⑤", ["25"]],
  ])("read circled numbers as numbers: %s", (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it("do not cut characters outside the basic plane", () => {
    expect(terms("𠮷野家")).toEqual(["𠮷", "野", "家", "𠮷野", "野家"]);
    expect(terms("𩸽")).toEqual(["𩸽"]);
  });

  it("repeat as often as the text says them", () => {
    expect(terms("税と税").filter((term) => term === "税")).toHaveLength(2);
  });

  it.each(["", " ", "?!。、", "🍣", "の"])("are none for %j", (text) => {
    expect(terms(text)).toEqual([]);
  });

  it("have no half of a surrogate pair, no capital, no hiragana and no space, whatever the text", () => {
    const mixed = fc.string({
      unit: fc.oneof(fc.constantFrom(..."𠮷𩸽施策のをパワーｱAＢ12 　①"), fc.string({ unit: "grapheme" })),
    });
    fc.assert(
      fc.property(mixed, (text) => {
        for (const term of terms(text)) {
          expect(term).not.toMatch(/\p{Surrogate}|\s|[A-Z]|[ぁ-ゖ]/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("are the same for the widths and spacings in which print writes a text", () => {
    expect(terms("ＤＸ　等の 推進")).toEqual(terms("DX等の推進"));
    expect(terms("ﾊﾟﾜｰｱｯﾌﾟ 事業")).toEqual(terms("パワーアップ事業"));
  });
});

describe("a question finds a text by their shared terms", () => {
  it.each<[question: string, text: string, shared: string[]]>([
    ["ぱわーあっぷ", "産地生産基盤パワーアップ事業", ["パワ", "ワー", "ーア", "アッ", "ップ"]],
    ["ｻｲﾊﾞｰ", "サイバーセキュリティ対策の強化", ["サイ", "イバ", "バー"]],
    ["リスキリング", "リスクリングによる能力向上支援", ["リス", "スキ", "キリ", "リン", "ング"]],
    ["士業", "土業等専門家", ["士", "業", "士業"]],
    ["JETRO", "ジェトロの取組実績", ["jetro"]],
    ["令和６年", "令和 6 年度", ["令", "和", "年", "令和", "6"]],
    ["くるみん", "プラチナくるみん認定事業主", ["クル", "ルミ", "ミン"]],
  ])("%s finds %s", (question, text, expected) => {
    expect(sharedTerms(question, text).sort()).toEqual([...expected].sort());
  });
});
