import { beforeAll, describe, expect, it } from "vitest";
import { type Listing, readListing } from "../src/question/read-listing.ts";
import { resolveReferences } from "../src/question/resolve-references.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { ingested, MEASURES_BY_HAND, REAL_DOCUMENT } from "./ingest-documents.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue((await ingested(REAL_DOCUMENT)).collection);
});

const listed = (question: string): Listing | undefined =>
  readListing(question, resolveReferences(question, catalogue), catalogue);
const idsOf = (question: string): string[] | undefined => listed(question)?.measures.map(({ id }) => id);

/** Ids where one column of the table read by hand holds every word. */
const byHand = (column: number, ...words: string[]): string[] =>
  MEASURES_BY_HAND.slice(1)
    .filter((row) => words.every((word) => row[column]?.includes(word)))
    .map(([id = ""]) => id);
const section = (number: number): string[] => byHand(1, `(${number})`);

describe("a question for all of a ministry lists what the table read by hand has", () => {
  it.each([
    ["厚労省の施策は全部でいくつありますか", ["厚労省"]],
    ["厚生労働省の施策を一覧で", ["厚労省"]],
    ["国土交通省が担当する施策をすべて", ["国交省"]],
    ["農水省と経産省が両方担当する施策を全部", ["農水省", "経産省"]],
    ["デジタル庁のものを全部見せて", ["デジタル庁"]],
    ["出入国在留管理庁の施策は何件ありますか", ["入管庁"]],
  ])("%s", (question, ministries) => {
    expect(idsOf(question)).toEqual(byHand(5, ...ministries));
    expect(listed(question)?.rules[0]).toContain(ministries[0]);
  });
});

describe("a question for all of a section or sub-heading lists it", () => {
  it.each([
    ["第5節の施策を全部", 5],
    ["(10)の施策一覧", 10],
    ["(4)の一覧", 4],
    ["人材の確保の施策をすべて挙げて", 6],
  ])("%s", (question, number) => {
    expect(idsOf(question)).toEqual(section(number));
  });

  it("and of a ministry within it, what is in both", () => {
    const both = section(8).filter((id) => byHand(5, "国交省").includes(id));
    expect(idsOf("第8節の国交省の施策を全部")).toEqual(both);
    expect(both.length).toBeGreaterThan(0);
  });
});

describe("a question for all titles with a word lists them", () => {
  it.each([
    ["題名に「税制」と入っている施策を全部挙げてください", "税制"],
    ["題名に「保険」が入る施策の一覧", "保険"],
    ["施策名に「助成金」と付く施策をすべて", "助成金"],
  ])("%s", (question, word) => {
    expect(idsOf(question)).toEqual(byHand(2, word));
  });

  it("as the page prints it or as people write it: リスキリング finds リスクリング", () => {
    expect(idsOf("題名に「リスキリング」と入る施策は全部でいくつ")).toEqual(["1-6", "5-17"]);
  });
});

describe("a question for all texts with a word", () => {
  it("lists the measures that print 過去最高", () => {
    const ids = idsOf("「過去最高」と報告されている施策を全部") ?? [];
    expect(ids).toContain("9-7");
    expect(ids.length).toBeLessThan(10);
  });

  it("lists the measures marked 再掲", () => {
    expect(idsOf("【再掲】と書いてある施策はどれとどれ")).toEqual(["4-2", "6-20"]);
  });
});

describe("the largest budget", () => {
  it("is 9,147億円 over all years, and amounts fall from there", () => {
    const amounts = listed("一番予算の大きい施策は?")?.largest.map(({ fact }) => Number(fact.normalised)) ?? [];
    expect(amounts[0]).toBe(914_700_000_000);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  });

  it("of a year is of that year alone", () => {
    const years = listed("令和7年度当初で最も予算が多いのは?")?.largest.map(({ fact }) => fact.fiscalYear) ?? [];
    expect(new Set(years)).toEqual(new Set(["R7当初"]));
  });

  it("of a ministry is among its measures", () => {
    const ids = listed("厚労省の施策で予算が一番大きいのは?")?.largest.map(({ measure }) => measure.id) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !byHand(5, "厚労省").includes(id))).toEqual([]);
  });
});

describe("no list is asked for in", () => {
  it.each([
    "厚労省の助成金を使いたい",
    "手形をやめたい",
    "全部の機械を入れ替えたい",
    "在庫の一覧を紙で管理している",
    "従業員がいくつの拠点にいても使えますか",
    "最大の悩みは人手不足です",
    "",
  ])("%j", (question) => {
    expect(listed(question)).toBeUndefined();
  });
});
