import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SentenceSplitter, type WrittenSentence } from "../src/prose/sentence-splitter.ts";

/** A text cut at the given places, through the splitter. */
function split(text: string, cuts: readonly number[] = []): WrittenSentence[] {
  const splitter = new SentenceSplitter();
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((one, other) => one - other);
  const found: WrittenSentence[] = [];
  let start = 0;
  for (const place of [...places, text.length]) {
    found.push(...splitter.add(text.slice(start, place)));
    start = place;
  }
  return [...found, ...splitter.end()];
}

const texts = (sentences: readonly WrittenSentence[]): string[] => sentences.map(({ text }) => text);

const piece = fc.constantFrom(
  ..."。、!？「」『』()（）[]【】［］1２ \n\r\t-*・あ本A𠮷",
  "です",
  "[1]",
  "[1, 2]",
  "【3】",
  "\n- ",
  "\n1. ",
  "あ".repeat(250),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
const cuts = fc.array(fc.nat(5000), { maxLength: 30 });

describe("the sentences of a text that arrives in pieces", () => {
  it("are the same wherever the pieces were cut", () => {
    fc.assert(
      fc.property(text, cuts, (whole, places) => {
        expect(split(whole, places)).toEqual(split(whole));
        expect(
          split(
            whole,
            [...whole].map((_, index) => index),
          ),
        ).toEqual(split(whole));
      }),
    );
  });

  it("are pieces of the text, in its order", () => {
    fc.assert(
      fc.property(text, (whole) => {
        const plain = whole.replace(/\r/gu, "");
        let from = 0;
        for (const sentence of texts(split(whole))) {
          const at = plain.replace(/\s+/gu, " ").indexOf(sentence.replace(/\s+/gu, " "), from);
          expect(at, sentence).toBeGreaterThanOrEqual(0);
          from = at;
        }
      }),
    );
  });

  it("lose nothing but white space, list marks and what is too long", () => {
    const short = fc.array(fc.constantFrom(..."。、「」()[]1あ本 "), { maxLength: 200 }).map((all) => all.join(""));
    fc.assert(
      fc.property(short, (whole) => {
        expect(texts(split(whole)).join("").replace(/\s/gu, "")).toBe(whole.replace(/\s/gu, ""));
      }),
    );
  });

  it.each([
    ["一です。二です。", ["一です。", "二です。"]],
    ["一です[1]。二です。[2] [3]三です", ["一です[1]。", "二です。[2] [3]", "三です"]],
    ["「一。二。」とあります[1]。次", ["「一。二。」とあります[1]。", "次"]],
    ["一(二。三)です[1]。次", ["一(二。三)です[1]。", "次"]],
    ["一です。【1】［２］次", ["一です。【1】［２］", "次"]],
    ["「閉じない。\n次の行です。", ["「閉じない。", "次の行です。"]],
  ])("of %j are %j", (whole, expected) => {
    expect(texts(split(whole))).toEqual(expected);
  });

  it("know where a line and a list item begin", () => {
    expect(split("- 一です[1]。二です[2]。\n1. 三です[3]。\n四です[4]。")).toEqual([
      { text: "一です[1]。", startsLine: true, isItem: true },
      { text: "二です[2]。", startsLine: false, isItem: false },
      { text: "三です[3]。", startsLine: true, isItem: true },
      { text: "四です[4]。", startsLine: true, isItem: false },
    ]);
  });

  it("are never longer than a reader follows, and what is longer spoils nothing behind it", () => {
    const long = `${"あ".repeat(700)}。`;
    expect(texts(split(`${long}次です。「${"い".repeat(700)}\n終わりです。`))).toEqual(["次です。", "終わりです。"]);
  });

  it("take no more memory than a sentence, however long nothing ends", () => {
    const splitter = new SentenceSplitter();
    const before = process.memoryUsage().heapUsed;
    for (let count = 0; count < 300; count += 1) splitter.add("「終わらない文".repeat(1000));
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(30e6);
    expect(splitter.end()).toEqual([]);
  });
});
