import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MASK, maskPersonalData } from "../src/feedback/mask-personal-data.ts";
import { hasPersonalData } from "../src/question/find-personal-data.ts";

const PERSONAL = [
  "taro.yamada@example.co.jp",
  "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
  "090-1234-5678",
  "０９０－１２３４－５６７８",
  "090−1234−5678",
  "090\u200b-1234\u200b-5678",
  "03(1234)5678",
  "+81 90-1234-5678",
  "1234 5678 9012",
  "4111 1111 1111 1111",
  "口座: 普通 7654321",
];

describe("a comment", () => {
  it.each(PERSONAL)("has %s masked and all else as written", (personal) => {
    expect(maskPersonalData(`(5)③は㈱山田あて、${personal}まで。\n２行目`)).toBe(
      `(5)③は㈱山田あて、${MASK}まで。\n２行目`,
    );
  });

  it("has each of several masked", () => {
    expect(maskPersonalData("電話 03-1234-5678、携帯 090-1234-5678、taro@example.jp")).toBe(
      `電話 ${MASK}、携帯 ${MASK}、${MASK}`,
    );
  });

  it.each([
    "",
    "(5)③の予算は3,400億円の内数では?",
    "㉔ではなく⑭でした。10,112 件 1,830 億円",
    "2025年2月17日、p.72〜74、5-3 と 1-26",
    "売上高 10,000,000,000 円、従業員120人",
    "令和6年4月から令和7年3月まで\n0.5",
  ])("without personal data stays as it is: %j", (comment) => {
    expect(maskPersonalData(comment)).toBe(comment);
  });

  it("has nothing left to find, whatever stands beside it", () => {
    const piece = fc.oneof(
      fc.constantFrom(...PERSONAL, "口座", "0", "03", "-", "@", ".", " ", "１２３", "③", "7654321", MASK, "𠮷", "\n"),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(hasPersonalData(maskPersonalData(pieces.join("")))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
