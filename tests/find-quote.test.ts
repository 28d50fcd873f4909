import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Measure } from "../ingest/collection.ts";
import { cutSentences } from "../src/answer/cut-sentences.ts";
import { findQuote, type Stretch } from "../web/client/find-quote.ts";
import { realCatalogue } from "./real-catalogue.ts";

const squeeze = (text: string): string => text.replace(/\s+/gu, "");

/** The same by trying every stretch of the text, leftmost and then shortest first. */
function findByTrying(text: string, quote: string): Stretch | undefined {
  if (squeeze(quote) === "") return undefined;
  for (let start = 0; start < text.length; start++) {
    for (let end = start + 1; end <= text.length; end++) {
      const stretch = text.slice(start, end);
      if (!/^\s/u.test(stretch) && squeeze(stretch) === squeeze(quote)) return { start, end };
    }
  }
  return undefined;
}

/** Few signs, so that quotes recur, overlap themselves and stand between spaces of several kinds. */
const text = fc.string({ unit: fc.constantFrom("あ", "い", "𠮷", " ", "\n", "\u3000"), maxLength: 14 });

describe("finding a quote", () => {
  it("agrees with trying every stretch of the text", () => {
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom("あ", "い", "𠮷", " "), maxLength: 4 }), (whole, quote) => {
        expect(findQuote(whole, quote)).toEqual(findByTrying(whole, quote));
      }),
      { numRuns: 1000 },
    );
  });

  it("finds every piece of a text, however it is spaced, and marks nothing but the piece", () => {
    const between = fc.tuple(text, text, text).filter(([, piece]) => squeeze(piece) !== "");
    fc.assert(
      fc.property(between, fc.constantFrom(" ", "\n", ""), ([before, piece, after], space) => {
        const whole = `${before}${piece}${after}`;
        const { start, end } = findQuote(whole, Array.from(squeeze(piece)).join(space)) ?? { start: 0, end: 0 };
        expect(squeeze(whole.slice(start, end))).toBe(squeeze(piece));
        expect(whole.slice(start, end).trim()).toBe(whole.slice(start, end));
      }),
    );
  });

  it("takes the first of several", () => {
    expect(findQuote("補助 金、補助金", "補助金")).toEqual({ start: 0, end: 4 });
  });

  it.each([
    ["an empty quote", ""],
    ["a quote of spaces", " \u3000\n"],
    ["words that are not there", "融資"],
    ["a quote longer than the text", "補助金です"],
  ])("finds nothing for %s", (_, quote) => {
    expect(findQuote("補助金", quote)).toBeUndefined();
  });
});

describe("every sentence of the real document", () => {
  let measures: readonly Measure[];
  beforeAll(async () => {
    ({ measures } = (await realCatalogue()).collection);
  });

  it("is found in the one block that it is cut from, with its spaces and without", () => {
    const lost = measures.flatMap((measure) => {
      const blocks = [...measure.policy, ...measure.followUp, ...measure.footnotes];
      return cutSentences(measure).filter(({ text, start, end }) => {
        const block = blocks.find(({ span }) => span.start <= start && end <= span.end);
        return [text, squeeze(text)].some((quote) => {
          const found = findQuote(block?.text ?? "", quote);
          return squeeze(block?.text.slice(found?.start, found?.end) ?? "") !== squeeze(text) || found === undefined;
        });
      });
    });
    expect(lost).toEqual([]);
    expect(measures.flatMap(cutSentences).length).toBeGreaterThan(1500);
  });
});
