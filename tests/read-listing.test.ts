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

describe("all are asked for by", () => {
  it.each([
    "デジタル庁の施策を全て",
    "デジタル庁の施策をぜんぶ",
    "デジタル庁の施策のリスト",
    "デジタル庁の施策はいくつ?",
    "デジタル庁の施策の件数",
    "デジタル庁の施策を並べて",
    "デジタル庁の施策をならべて",
    "デジタル庁の施策を挙げて",
    "デジタル庁の施策をもれなく",
    "デジタル庁の施策を漏れなく",
    "デジタル庁の施策を数えて",
    "デジタル庁の施策の数を教えて",
    "デジタル庁の施策はどれとどれ",
    "デジタル庁の施策は何と何",
    "デジタル庁の施策を二つとも",
    "デジタル庁の施策を見せて",
    "デジタル庁の施策には何がある",
    "デジタル庁が担当する施策は?",
    "デジタル庁の施策はどれですか",
    "デジタル庁が持っているのはどの施策",
    "デジタル庁の施策: list all",
    "デジタル庁所管: how many measures",
  ])("%s", (question) => {
    expect(idsOf(question)).toEqual(byHand(5, "デジタル庁"));
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

  it.each(["予算が最大の施策は?", "予算が最多の施策は?", "額が一番多い施策は?", "一番大きい基金の施策は?"])(
    "is asked for by %s",
    (question) => {
      expect(listed(question)?.largest[0]?.fact.normalised).toBe(914_700_000_000);
    },
  );

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

describe("the smallest budget", () => {
  it.each(["一番予算の小さい施策は?", "予算額が最も少ない施策は", "予算の額が最小の施策", "予算の額が最少の施策"])(
    "is 0.2億円 over all years, and amounts rise from there: %s",
    (question) => {
      const amounts = listed(question)?.largest.map(({ fact }) => Number(fact.normalised)) ?? [];
      expect(amounts[0]).toBe(20_000_000);
      expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
    },
  );

  it.each([
    ["令和7年度当初で予算が最も小さいのは?", "6-19", "R7当初"],
    ["令和6年度補正で予算が一番少ないのは?", "10-2", "R6補正"],
  ])("of a year is of that year alone: %s", (question, id, fiscalYear) => {
    const [first] = listed(question)?.largest ?? [];
    expect([first?.measure.id, first?.fact.fiscalYear]).toEqual([id, fiscalYear]);
  });

  it("of a section is among its measures", () => {
    const ids = listed("(4)の施策で予算が最も少ないのは?")?.largest.map(({ measure }) => measure.id) ?? [];
    expect(ids[0]).toBe("4-7");
    expect(ids.filter((id) => !section(4).includes(id))).toEqual([]);
  });
});

describe("a subsidy with the largest budget is a subsidy:", () => {
  it.each(["補助金の中で予算が一番大きいのは?", "予算額が最も多い補助金の施策は?"])("%s", (question) => {
    const types = listed(question)?.largest.map(({ measure }) => measure.supportTypes) ?? [];
    expect(types.length).toBeGreaterThan(0);
    expect(types.filter((all) => !all.includes("補助金・助成金"))).toEqual([]);
  });
});

describe("the first and the last measure", () => {
  it.each([
    ["最初に載っている施策は?", "1-1"],
    ["冒頭の施策は何ですか", "1-1"],
    ["一番最後に載っている施策の番号", "10-4"],
    ["おしまいの施策は?", "10-4"],
    ["末尾に出てくる施策は?", "10-4"],
  ])("of the document: %s %s", (question, id) => {
    expect(idsOf(question)).toEqual([id]);
  });

  it.each([
    ["厚労省の最初の施策は?", byHand(5, "厚労省").at(0)],
    ["農林水産省の最後の施策は?", byHand(5, "農水省").at(-1)],
    ["(3)の最後の施策は?", section(3).at(-1)],
    ["第4章の最初の施策は", section(9).at(0)],
  ])("of what else is named: %s %s", (question, id) => {
    expect(idsOf(question)).toEqual([id]);
    expect(listed(question)?.rules.at(-1)).toContain("文書の順");
  });
});

it("behind a list that was shown, 最後の施策 is no place in the document", () => {
  const references = resolveReferences("最後の施策は?", catalogue);
  expect(readListing("最後の施策は?", references, catalogue, true)).toBeUndefined();
});

describe("a question for all measures and nothing to choose by lists the whole document:", () => {
  it.each([
    "この資料の施策は全部で何件",
    "施策は全部でいくつありますか",
    "施策をすべて見せて",
    "全部で何施策ありますか",
  ])("%s", (question) => {
    expect(listed(question)?.rules).toEqual(["文書全体"]);
    expect(idsOf(question)).toEqual(byHand(0));
  });
});

describe("two rules leave what passes both:", () => {
  const both = (first: string[], second: string[]): string[] => first.filter((id) => second.includes(id));
  it.each([
    ["題名に「輸出」と入るもので農水省の担当を全部", both(byHand(2, "輸出"), byHand(5, "農水省"))],
    ["第2章の経産省の施策を一覧で", both([4, 5, 6].flatMap(section), byHand(5, "経産省"))],
    ["(9)の中企庁の施策をすべて", both(section(9), byHand(5, "中企庁"))],
    ["外務省の施策で(7)にあるものは何件ありますか", both(section(7), byHand(5, "外務省"))],
  ])("%s", (question, ids) => {
    expect(idsOf(question)).toEqual(ids);
    expect(listed(question)?.rules).toHaveLength(2);
  });
});

describe("pages named are asked for by page and no list:", () => {
  it.each(["72ページの施策を全部", "72〜74ページに載っている施策の一覧", "p.10にある農水省の施策は何件ありますか"])(
    "%s",
    (question) => {
      expect(listed(question)).toBeUndefined();
    },
  );
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
