import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteOfAddress } from "../web/client/mark-quote.ts";
import { quoteFragment } from "../web/client/views/source-list.tsx";

describe("the quote that an address asks for", () => {
  it("is the quote and the measure that a citation's link was made of", () => {
    const quote = fc.string({ unit: fc.oneof(fc.constantFrom("&", "=", "#", "%", "+", " ", "𠮷", "施"), fc.string()) });
    const number = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(
        quote.filter((text) => text !== ""),
        number,
        number,
        (words, section, ordinal) => {
          const measureId = `${section}-${ordinal}`;
          const address = new URL(quoteFragment({ quote: words, measureId }), "https://example.jp/pages/73");
          expect(quoteOfAddress(address.hash)).toEqual({ quote: words, measureId });
        },
      ),
    );
  });

  it("may come without a measure", () => {
    expect(quoteOfAddress("#q=%E8%B3%83%E4%B8%8A%E3%81%92")).toEqual({ quote: "賃上げ", measureId: undefined });
    expect(quoteOfAddress("#q=賃上げ")).toEqual({ quote: "賃上げ", measureId: undefined });
  });

  it.each([
    ["no fragment", ""],
    ["another fragment", "#main"],
    ["an empty quote", "#q="],
    ["an empty quote of a measure", "#q=&in=5-3"],
    ["a quote cut in the middle of a character", "#q=%E8%B3"],
    ["a percent sign that begins nothing", "#q=100%"],
    ["a measure that is none", "#q=a&in=x"],
    ["an id that is no measure's", "#q=a&in=5-3%22%5D"],
    ["something behind the measure", "#q=a&in=5-3&x=1"],
    ["something before the quote", "#x=1&q=a"],
  ])("is none for %s", (_, hash) => {
    expect(quoteOfAddress(hash)).toBeUndefined();
  });
});
