import { beforeAll, describe, expect, it } from "vitest";
import { type SourceBook, verifySentence } from "../src/prose/verify-sentence.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { bookOf, faithfulSentences, givenSources, unfaithfulSentences } from "./prose/read-examples.ts";
import { realCatalogue } from "./real-catalogue.ts";

const faithful = faithfulSentences();
const unfaithful = unfaithfulSentences();

let catalogue: Catalogue;
let books: ReadonlyMap<string, SourceBook>;
beforeAll(async () => {
  catalogue = await realCatalogue();
  books = new Map(givenSources().map(({ about, sources }) => [about, bookOf(sources, catalogue)]));
});

function verdictOn(about: string, written: string): ReturnType<typeof verifySentence> {
  const book = books.get(about);
  if (!book) throw new Error(`no sources about ${about}`);
  return verifySentence(written, book);
}

const isShown = ({ about, written }: { about: string; written: string }): boolean => verdictOn(about, written).success;
const share = (sentences: readonly { about: string; written: string }[]): number =>
  sentences.filter(isShown).length / sentences.length;

describe("a sentence of a language model before anybody sees it", () => {
  it("is tried on sources that the document has", () => {
    const lost = givenSources().flatMap(({ about, sources }) =>
      sources
        .filter(({ measureId, quote }) => !textOf(measureId).includes(bare(quote)))
        .map(({ n }) => `${about} [${n}]`),
    );
    expect(lost).toEqual([]);
  });

  it("is shown, in nine of ten cases, where it is an honest paraphrase", () => {
    expect(faithful.length).toBeGreaterThan(300);
    expect(share(faithful)).toBeGreaterThan(0.9);
  });

  it("is shown, in eight of ten cases, where nobody had seen such a sentence when the check was written", () => {
    expect(share(faithful.filter(({ set }) => set === "unseen"))).toBeGreaterThan(0.8);
  });

  it("is withheld where it says what the sources do not, but for the three that the file names", () => {
    expect(unfaithful.length).toBeGreaterThan(450);
    expect(unfaithful.filter((sentence) => isShown(sentence) !== sentence.isShown)).toEqual([]);
  });

  it("may at worst give a figure of its own measure to something else of that measure", () => {
    const kinds = new Set(unfaithful.filter(({ isShown: known }) => known).map(({ wrong }) => wrong));
    expect([...kinds]).toEqual(["recombined label", "recombined date"]);
  });

  it("cites, beside what it names, the quote that shows its figure", () => {
    const verdict = verdictOn("career-up", "令和7年度当初予算は19.9億円です[3]。");
    expect(verdict).toMatchObject({ success: true, cited: [{ citation: { n: 3 } }, { citation: { n: 1 } }] });
  });

  it("loses its marks and its markup and keeps its words", () => {
    const verdict = verdictOn(
      "career-up",
      "**キャリアアップ助成金**の`令和7年度`当初予算は<b>19.9億円</b>です[1][99]。",
    );
    expect(verdict).toMatchObject({ success: true, text: "キャリアアップ助成金の令和7年度当初予算は19.9億円です。" });
  });

  it("cannot hide a digit from the reader or from the check", () => {
    expect(isShown({ about: "career-up", written: "令和7年度当初予算は1\u200b9.9億円です[1]。" })).toBe(true);
    expect(verdictOn("career-up", "令和7年度当初予算は1\u200b9.9億円です[1]。")).toMatchObject({
      text: "令和7年度当初予算は19.9億円です。",
    });
  });

  it.each([
    ["uncited", "令和7年度当初予算は19.9億円です。"],
    ["figure", "令和7年度当初予算は29.9億円です[1]。"],
    ["name", "財務省のキャリアアップ助成金です[2]。"],
    ["wording", "有期雇用労働者等は必ず処遇改善を受けます[2]。"],
    ["opposite", "有期雇用労働者等の処遇改善を支援しません[2]。"],
  ])("says that it was withheld for its %s", (reason, written) => {
    expect(verdictOn("career-up", written)).toEqual({ success: false, reason });
  });
});

const bare = (text: string): string => text.replace(/\s/gu, "");

function textOf(measureId: string): string {
  const measure = catalogue.measures.get(measureId);
  const blocks = measure ? [...measure.policy, ...measure.followUp, ...measure.footnotes] : [];
  return bare(blocks.map(({ text }) => text).join("\n"));
}
