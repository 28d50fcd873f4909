import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldKana, normalise } from "../index/normalise.ts";

type Row = [written: string, one: string];

describe("the one form of a text", () => {
  describe("does not depend on width", () => {
    it.each<Row>([
      ["ﾊﾟﾜｰｱｯﾌﾟ", "パワーアップ"],
      ["ｻｲﾊﾞｰｾｷｭﾘﾃｨ", "サイバーセキュリティ"],
      ["ﾍﾞﾄﾅﾑ", "ベトナム"],
      ["３，０００億円", "3,000億円"],
      ["令和７年", "令和7年"],
      ["ＤＸ", "dx"],
      ["（５）", "(5)"],
      ["Ｍ＆Ａ", "m&a"],
    ])("%s is %s", (written, one) => {
      expect(normalise(written)).toBe(one);
    });
  });

  it.each<Row>([
    ["J-Startup", "j-startup"],
    ["e‐Tax", "e-tax"],
    ["G−GAP", "g-gap"],
    ["2024–2025", "2024-2025"],
  ])("does not depend on case or on which dash was typed: %s is %s", (written, one) => {
    expect(normalise(written)).toBe(one);
  });

  it("keeps the long vowel, which looks like a dash", () => {
    expect(normalise("データ")).toBe("データ");
  });

  describe("has no invisible characters", () => {
    it.each<[name: string, written: string, one: string]>([
      ["zero-width space", "補助\u200b金", "補助金"],
      ["zero-width joiner", "賃\u200d上げ", "賃上げ"],
      ["byte order mark", "\ufeff施策", "施策"],
      ["soft hyphen", "sub\u00adsidy", "subsidy"],
      ["word joiner", "輸\u2060出", "輸出"],
      ["right-to-left mark", "DX\u200f推進", "dx推進"],
      ["control character", "税\u0007制", "税制"],
    ])("%s", (_, written, one) => {
      expect(normalise(written)).toBe(one);
    });

    it("puts a recognition error right although one stands in it", () => {
      expect(normalise("リス\u200bクリング")).toBe("リスキリング");
    });
  });

  describe("has no space inside Japanese", () => {
    it.each<Row>([
      ["DX 等", "dx等"],
      ["賃 上げ", "賃上げ"],
      ["M&A 等の促進", "m&a等の促進"],
      ["海外 EC サイト", "海外ecサイト"],
      ["補助金　申請", "補助金申請"],
      ["取組\n方針", "取組方針"],
      ["設備\u00a0投資", "設備投資"],
      ["省エネ、 DX 、 GX", "省エネ、dx、gx"],
      ["( 中小企業 )", "(中小企業)"],
      ["  補助金  ", "補助金"],
    ])("%j is %s", (written, one) => {
      expect(normalise(written)).toBe(one);
    });

    it("writes 令和 6 年, 令和６年 and 令和6年 alike", () => {
      expect(["令和 6 年", "令和６年", "令和 ６ 年", "令和6年"].map(normalise)).toEqual(Array(4).fill("令和6年"));
    });
  });

  describe("keeps the space that separates Latin words and numbers", () => {
    it.each<Row>([
      ["help wanted", "help wanted"],
      ["help   wanted", "help wanted"],
      ["help\twanted", "help wanted"],
      ["help\nwanted", "help wanted"],
      ["Thai Food Fair 2025 出展", "thai food fair 2025出展"],
      ["R6 2024", "r6 2024"],
    ])("%j is %j", (written, one) => {
      expect(normalise(written)).toBe(one);
    });
  });

  describe("has no footnote marks", () => {
    it.each<Row>([
      ["e-invoice¹に対応", "e-invoiceに対応"],
      ["関連イベント¹⁰を通じて", "関連イベントを通じて"],
      ["地域未来投資促進法²の", "地域未来投資促進法の"],
    ])("%s is %s", (written, one) => {
      expect(normalise(written)).toBe(one);
    });
  });

  it.each<Row>([
    ["①", "1"],
    ["㉕", "25"],
    ["㊿", "50"],
    ["(5)③", "(5)3"],
    ["②⑤", "25"],
  ])("reads circled numbers as numbers: %s is %s", (written, one) => {
    expect(normalise(written)).toBe(one);
  });

  describe("puts recognition errors of the document right", () => {
    it.each<Row>([
      ["リスクリングによる能力向上支援", "リスキリングによる能力向上支援"],
      ["サークュラーパートナーズ", "サーキュラーパートナーズ"],
      ["企業の実産性向上", "企業の生産性向上"],
      ["土業等専門家", "士業等専門家"],
      ["中心卸売市場", "中央卸売市場"],
      ["パートナースhip構築宣言", "パートナーシップ構築宣言"],
      ["ミラサポ Plus の実施", "ミラサポプラスの実施"],
    ])("%s is %s", (written, one) => {
      expect(normalise(written)).toBe(one);
    });
  });

  describe("has one spelling of what is spelt in several ways", () => {
    it.each<[one: string, ...others: string[]]>([
      ["リスキリング", "リ・スキリング"],
      ["引上げ", "引き上げ"],
      ["取組", "取り組み", "取組み"],
      ["申込", "申し込み", "申込み"],
      ["受入れ", "受け入れ"],
      ["引継ぎ", "引き継ぎ"],
      ["子ども", "子供"],
      ["jetro", "ジェトロ", "JETRO", "ｼﾞｪﾄﾛ"],
      ["dx", "デジタルトランスフォーメーション", "ＤＸ"],
    ])("%s", (one, ...others) => {
      expect([one, ...others].map(normalise)).toEqual(Array(others.length + 1).fill(one));
    });
  });

  it("does not cut characters outside the basic plane", () => {
    expect(normalise("𠮷野家 の 𩸽")).toBe("𠮷野家の𩸽");
  });

  it("is nothing where nothing is seen", () => {
    expect(["", "  ", "\u200b", "\n\t", "¹²"].map(normalise)).toEqual(["", "", "", "", ""]);
  });
});

/** Pieces that touch every rule, alone and next to each other. */
const pieces = [
  ..."あぱゅアパーｱﾊﾟｰﾞゴ施策𠮷々、。・「（）(){}!?・‐－−-AbＺ0９①㉕㊿²¹ªⅣ㈱㎡",
  ...[" ", "　", "\n", "\t", "\u200b", "\u200d", "\u00a0", "\u3099", "\ufeff"],
  ...["げ", "引き上げ", "取り組み", "取組", "み", "申し込み", "受け", "入れ", "リスク", "リング", "リ・スキリング"],
  ...["土", "業", "実", "産性", "子供", "ジェト", "ロ", "ミラサポ", "plus", "中心", "卸売市場", "パートナース", "hip"],
];
const japanese = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 });

describe("the one form of any text", () => {
  it("is its own one form", () => {
    fc.assert(
      fc.property(fc.oneof(japanese, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })), (written) => {
        const once = normalise(written);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  it("has no half-width kana, no full-width letter or digit, no capital and no space at its ends", () => {
    fc.assert(
      fc.property(japanese, (written) => {
        expect(normalise(written)).not.toMatch(/[\uff01-\uff5e\uff61-\uff9f]|[A-Z]|^\s|\s$|\s\s/u);
      }),
      { numRuns: 2000 },
    );
  });

  it("is the same where spaces were put between the characters of a Japanese word", () => {
    const word = fc.string({ unit: fc.constantFrom(..."施策補助金支援設備の投資ヘデータ賃上げ"), maxLength: 10 });
    fc.assert(
      fc.property(word, fc.constantFrom(" ", "　", "\n", "\u200b"), (text, space) => {
        expect(normalise(Array.from(text).join(space))).toBe(normalise(text));
      }),
    );
  });
});

describe("kana folded", () => {
  it("is katakana, of the same length", () => {
    expect(foldKana("ぱわーあっぷゔ事業DX")).toBe("パワーアップヴ事業DX");
  });
});
