import { beforeAll, describe, expect, it } from "vitest";
import { coverRun } from "../src/prose/common-words.ts";
import { evidenceOf, plain, withoutReferences } from "../src/prose/evidence.ts";
import { unknownHiragana } from "../src/prose/function-words.ts";
import { readFigures } from "../src/prose/read-figures.ts";
import { SentenceSplitter } from "../src/prose/sentence-splitter.ts";
import { type SourceBook, verifySentence } from "../src/prose/verify-sentence.ts";
import { bookOf, givenSources } from "./prose/read-examples.ts";
import { realCatalogue } from "./real-catalogue.ts";

const LENGTH = 100_000;
/** What makes a pattern that backtracks take for ever. */
const HOSTILE = [
  "1",
  "1,",
  "111,",
  "1.",
  "1/",
  "1億",
  "十",
  "五十",
  "1年",
  "R6",
  "令和6年",
  "1月1日",
  "1~1月",
  "a",
  "a.",
  "a@",
  "-",
  "[",
  "[1",
  "[1]",
  "]",
  "](",
  "(",
  "(1)",
  "<",
  "<a",
  "「",
  "「」",
  '"',
  "。",
  "。 ",
  " ",
  "\t\n",
  "*",
  "の",
  "しない",
  "あ",
  "漢",
  "漢字",
  "ー・",
  "カ",
  "p.",
  "p1-",
  "1ページ",
  "⅔",
  "①",
  "\u200b",
  "\u0301",
  "𠮷",
  "補助金",
  "支援制度",
];
const inARow = (unit: string): string => unit.repeat(Math.ceil(LENGTH / unit.length));

/** Milliseconds that the work takes. */
function timeOf(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

let book: SourceBook;
beforeAll(async () => {
  const catalogue = await realCatalogue();
  const [given] = givenSources();
  book = bookOf(given?.sources ?? [], catalogue);
});

describe("100,000 characters of one thing in a row", () => {
  it.each(HOSTILE)("%j are read for figures in the time that such a length takes", (unit) => {
    const text = inARow(unit);
    expect(timeOf(() => readFigures(text))).toBeLessThan(2000);
  });

  it.each(HOSTILE)("%j are cut into sentences, and each is judged, in less than two seconds", (unit) => {
    const text = inARow(unit);
    const splitter = new SentenceSplitter();
    const judge = (): void => {
      for (const { text: written } of splitter.add(text).slice(0, 20)) verifySentence(`${written}[1]`, book);
      verifySentence(`${text}[1]`, book);
      verifySentence(`${text.slice(0, 590)}[1]`, book);
    };
    expect(timeOf(judge)).toBeLessThan(2000);
  });

  it.each(HOSTILE)("%j name no measure and no page for longer than a second", (unit) => {
    const text = inARow(unit);
    const [evidence] = book.evidence.values();
    expect(timeOf(() => withoutReferences(text, evidence ? [evidence] : []))).toBeLessThan(1000);
  });

  it("in kanji or hiragana are compared with a source in less than a second", () => {
    const source = plain("支援制度の実施について".repeat(500));
    expect(timeOf(() => coverRun("支援制度実施".repeat(100), source))).toBeLessThan(1000);
    expect(timeOf(() => unknownHiragana("について".repeat(150), source))).toBeLessThan(1000);
  });
});

describe("the evidence of a measure", () => {
  it("is gathered from every measure of the document in less than two seconds", async () => {
    const { measures } = await realCatalogue();
    expect(timeOf(() => Array.from(measures.values(), evidenceOf))).toBeLessThan(2000);
  });
});
