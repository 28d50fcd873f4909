import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact, FactKind } from "../ingest/collection.ts";
import { parseYen } from "../ingest/parse-yen.ts";
import type { AnswerContext } from "../src/answer/answer-context.ts";
import { compareFigures } from "../src/answer/compare-figures.ts";
import { comparisonLine } from "../src/answer/comparison-line.ts";
import { PHRASES } from "../src/answer/phrases.ts";
import type { Language } from "../src/question/read-language.ts";

type Figure = [kind: FactKind, value: string, normalised: Fact["normalised"]];

const fact = ([kind, value, normalised]: Figure, more: Partial<Fact> = {}): Fact => ({
  measureId: "1-1",
  kind,
  label: "",
  value,
  normalised,
  pages: { first: 1, last: 1, exact: true },
  span: { start: 0, end: value.length },
  ...more,
});

const yen = (normalised: number): Fact => fact(["budget", `${normalised}円`, normalised]);

const COMPARED: [larger: Figure, smaller: Figure, difference: string, ratio: string | undefined][] = [
  // Money, in the largest unit that the difference fills.
  [["budget", "3兆円", 3e12], ["budget", "5,000億円", 5e11], "2.5兆円", "6.00"],
  [["budget", "120 億円", 1.2e10], ["budget", "87.5億円", 8.75e9], "32.5億円", "1.37"],
  [["budget", "7.4億円", 7.4e8], ["budget", "7.1億円", 7.1e8], "3,000万円", "1.04"],
  [["amount", "8万5,000円", 85_000], ["amount", "6万円", 60_000], "2.5万円", "1.42"],
  [["amount", "900円", 900], ["amount", "400円", 400], "500円", "2.25"],
  // A budget and a sum paid out are both yen.
  [["budget", "4億円", 4e8], ["amount", "1億円", 1e8], "3億円", "4.00"],
  // Counts, in their own counter; the same thing counted in another word for it is the same counter.
  [["count", "31 社", 31], ["count", "24 社", 24], "7社", "1.29"],
  [["count", "2.5万人", 25_000], ["count", "500人", 500], "24,500人", "50.00"],
  [["count", "80 名", 80], ["count", "60人", 60], "20人", "1.33"],
  [["count", "１４件", 14], ["count", "8件", 8], "6件", "1.75"],
  // Nothing has no multiple.
  [["count", "5件", 5], ["count", "0件", 0], "5件", undefined],
];

describe("two figures of one kind are set against each other", () => {
  it.each(COMPARED)("%j is more than %j by %s, %s times", (larger, smaller, difference, ratio) => {
    const [one, other] = [fact(larger), fact(smaller)];
    expect(compareFigures(one, other)).toEqual({ larger: one, smaller: other, difference, ratio });
  });

  it.each(COMPARED)("whichever is named first: %j and %j", (larger, smaller) => {
    const [one, other] = [fact(larger), fact(smaller)];
    expect(compareFigures(other, one)).toEqual(compareFigures(one, other));
  });

  it("and the difference, read again, is that of any two sums of money, but for rounding", () => {
    const sum = fc.integer({ min: 0, max: 5_000_000_000_000 });
    fc.assert(
      fc.property(sum, sum, (first, second) => {
        fc.pre(first !== second);
        const apart = Math.abs(first - second);
        const [read] = parseYen(compareFigures(yen(first), yen(second))?.difference ?? "");
        expect(Math.abs((read?.yen ?? Number.NaN) - apart)).toBeLessThanOrEqual(apart * 0.005);
      }),
    );
  });
});

describe("nothing is calculated from", () => {
  it.each<[what: string, one: Figure, other: Figure]>([
    ["companies and plans", ["count", "31 社", 31], ["count", "24 計画", 24]],
    ["companies and people", ["count", "31 社", 31], ["count", "24 人", 24]],
    ["a count and money", ["count", "31 件", 31], ["budget", "24億円", 2.4e9]],
    ["two rates", ["rate", "1/2", 0.5], ["rate", "2/3", 2 / 3]],
    ["two dates", ["date", "令和5年度", "2023"], ["date", "令和6年度", "2024"]],
    ["two conditions", ["condition", "資本金 3 億円以下", null], ["condition", "資本金 1 億円以下", null]],
    ["counts without a counter", ["count", "31", 31], ["count", "24", 24]],
    ["a figure that could not be read", ["count", "31 社", null], ["count", "24 社", 24]],
    ["two figures that are the same", ["count", "31 社", 31], ["count", "31社", 31]],
  ])("%s", (_what, one, other) => {
    expect(compareFigures(fact(one), fact(other))).toBeUndefined();
    expect(compareFigures(fact(other), fact(one))).toBeUndefined();
  });
});

/** All that the line takes of the context: the words of a language. */
const wordsOf = (language: Language): AnswerContext => ({ phrases: PHRASES[language] }) as AnswerContext;
const MORE = fact(["budget", "7.4億円", 7.4e8]);
const LESS = fact(["budget", "7.1億円", 7.1e8]);

describe("the line of a comparison", () => {
  it.each<[language: Language, line: string]>([
    ["ja", "引用した数字からの計算: 7.4億円は7.1億円より3,000万円多く、1.04倍です。"],
    ["en", "Calculated from the quoted figures: 7.4億円 is 3,000万円 more than 7.1億円 (1.04 times)."],
    ["zh", "根据引用的数字计算: 7.4億円比7.1億円多3,000万円（1.04倍）。"],
    ["vi", "Tính từ các con số được trích dẫn: 7.4億円 nhiều hơn 7.1億円 3,000万円 (gấp 1.04 lần)."],
  ])("says in %s that it is a calculation", (language, line) => {
    expect(comparisonLine(wordsOf(language), [LESS, MORE])).toEqual([line]);
  });

  it.each([
    ["a part of a larger sum", fact(["budget", "9億円", 9e8], { withinTotal: true }), LESS],
    ["an estimate", fact(["count", "約 9,500 社", 9_500]), fact(["count", "1,500 社", 1_500])],
    ["more than a number", fact(["count", "9,500 社", 9_500]), fact(["count", "1,500 社超", 1_500])],
  ])("is none where a figure is %s: nothing exact follows", (_what, one, other) => {
    expect(comparisonLine(wordsOf("ja"), [one, other])).toEqual([]);
  });

  it("names no multiple of nothing", () => {
    const [line] = comparisonLine(wordsOf("ja"), [fact(["count", "5件", 5]), fact(["count", "0件", 0])]);
    expect(line).toContain("5件は0件より5件");
    expect(line).not.toContain("倍");
  });

  it("sets the first figure against the next that compares with it, once", () => {
    const values = [
      fact(["count", "31 社", 31]),
      fact(["count", "90 計画", 90]),
      fact(["count", "24 社", 24]),
      fact(["count", "2 社", 2]),
    ];
    const lines = comparisonLine(wordsOf("ja"), values);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("31 社は24 社より7社");
  });

  it.each<[what: string, values: Fact[]]>([
    ["no figure", []],
    ["one figure", [MORE]],
    ["figures that do not compare", [MORE, fact(["count", "31 社", 31])]],
    ["the same figure twice", [MORE, MORE]],
  ])("is not there for %s", (_what, values) => {
    expect(comparisonLine(wordsOf("ja"), values)).toEqual([]);
  });
});
