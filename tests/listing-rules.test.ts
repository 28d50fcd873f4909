import { beforeAll, describe, expect, it } from "vitest";
import { ministryRules, sectionRules, titleRules } from "../src/question/listing-rules.ts";
import {
  buildRealListing,
  idsWhere,
  inSections,
  namesOf,
  ofMinistries,
  type RealListing,
  titled,
} from "./listing-by-hand.ts";

let listing: RealListing;
beforeAll(async () => {
  listing = await buildRealListing();
});

describe("a ministry alone is asked for by だけ, のみ and 単独:", () => {
  it.each([
    ["国交省だけが担当している施策を全部", ["国交省"]],
    ["農水省のみの施策は何件", ["農水省"]],
    ["経産省単独の施策を一覧で", ["経産省"]],
    ["文部科学省のみが所管する施策を一覧で", ["文科省"]],
    ["中小企業庁だけの施策の一覧", ["中企庁"]],
    ["経産省・総務省のみの施策は何件", ["経産省", "総務省"]],
  ])("%s", (question, names) => {
    const rules = ministryRules(listing.asking(question));
    expect(listing.passing(rules)).toEqual(ofMinistries(names, true));
    expect(listing.passing(rules).length).toBeLessThan(ofMinistries(names.slice(0, 1)).length);
    expect(namesOf(rules)[0]).toContain("のみ");
  });

  it.each(["経産省と総務省が両方受け持つ施策を全部", "総務省の施策のうち経産省も関わるもの"])(
    "both are asked for by %s",
    (question) => {
      expect(listing.passing(ministryRules(listing.asking(question)))).toEqual(ofMinistries(["経産省", "総務省"]));
    },
  );
});

describe("a ministry with what it shares is asked for by 共管も and 含めて:", () => {
  it.each([
    ["外務省の施策は何件ありますか。経産省と共管のものも含めて数えてください", "外務省"],
    ["国土交通省の施策を全部。農水省との共管も", "国交省"],
    ["文科省が担当する施策の一覧。経産省が入る分も合わせて", "文科省"],
    ["金融庁の施策をすべて、共管も含めて", "金融庁"],
  ])("%s", (question, name) => {
    const rules = ministryRules(listing.asking(question));
    expect(namesOf(rules)).toEqual([`所管に${name}を含む`]);
    expect(listing.passing(rules)).toEqual(ofMinistries([name]));
  });
});

describe("what a ministry has is asked for by", () => {
  it.each([
    "金融庁の施策は",
    "金融庁のもの",
    "金融庁が担当",
    "金融庁の所管",
    "金融庁の受け持ち",
    "金融庁が持っている分",
    "金融庁が関わる分",
    "金融庁に関係する分",
    "金融庁の一覧",
    "金融庁の全部",
    "金融庁のすべて",
    "金融庁のリスト",
    "金融庁の税制",
    "金融庁の補助金",
    "金融庁の助成金",
    "金融庁がやっている分",
    "金融庁の分はどれ",
    "金融庁の件数",
    "金融庁の分は何件",
    "金融庁の管轄",
  ])("%s", (question) => {
    expect(listing.passing(ministryRules(listing.asking(question)))).toEqual(ofMinistries(["金融庁"]));
  });
});

describe("a ministry is no rule in", () => {
  it.each(["環境省の施策を全部", "施策を全部", "厚労省へ行きたい"])("%s", (question) => {
    expect(ministryRules(listing.asking(question))).toEqual([]);
  });
});

describe("a chapter is asked for by number or title:", () => {
  it.each([
    ["第1章の施策一覧", [1, 2, 3]],
    ["第２章の施策を全部", [4, 5, 6]],
    ["3章の施策は何件ありますか", [7, 8]],
    ["良質な雇用の実現の施策を全部", [4, 5, 6]],
    ["経営基盤の強化・整備の施策を一覧で", [9, 10]],
  ])("%s", (question, sections) => {
    expect(listing.passing(sectionRules(listing.asking(question)))).toEqual(inSections(...sections));
  });
});

describe("a section is asked for by its bare number, whatever it is called:", () => {
  it.each([
    ["(7)海外展開の章の施策を全部", 7],
    ["（７）海外展開の章には何がある?", 7],
    ["(9)の章の一覧", 9],
    ["(8)インバウンドの施策をすべて", 8],
    ["(6)人を採る話の施策は何件ありますか", 6],
  ])("%s", (question, number) => {
    expect(listing.passing(sectionRules(listing.asking(question)))).toEqual(inSections(number));
  });
});

it("two sections are asked for by two numbers", () => {
  expect(listing.passing(sectionRules(listing.asking("(4)と(10)の施策を全部")))).toEqual(inSections(4, 10));
});

describe("a heading is asked for", () => {
  it.each([
    ["in whole", "企業立地環境の整備の施策を一覧で", 2],
    ["by its first word and 項目", "インバウンドの項目を全部", 8],
    ["by its first word and 分野", "両立支援の分野を全部", 4],
    ["by its first word and テーマ", "経営改善のテーマを全部", 10],
    ["by its first word and 章", "インバウンドの章を全部", 8],
    ["by its first word and 節", "事業承継の節を一覧で", 9],
  ])("%s: %s", (_how, question, number) => {
    expect(listing.passing(sectionRules(listing.asking(question)))).toEqual(inSections(number));
  });

  it.each(["経営力の強化", "経済安全保障の徹底", "移住・UIJ ターン等の促進"])("below the section: %s", (topic) => {
    const ids = listing.passing(sectionRules(listing.asking(`${topic}の施策を一覧で`)));
    expect(ids).toEqual(idsWhere((row) => row.topic === topic));
    expect(ids.length).toBeGreaterThan(0);
  });

  it.each(["第5章の施策を全部", "インバウンドの施策を探している", "(1)から(10)のどれも", "施策を全部"])(
    "by nothing in %s",
    (question) => {
      expect(sectionRules(listing.asking(question))).toEqual([]);
    },
  );
});

describe("a word of the titles is asked for by", () => {
  it.each([
    ["NEXIが施策名に出てくるものを全部", "NEXI"],
    ["輸出が施策名に出てくる施策を一覧で", "輸出"],
    ["名前に「人材」が付く施策をすべて", "人材"],
    ["題名に人材と入る施策を全部", "人材"],
    ["「事業承継」という名前の施策を全部", "事業承継"],
    ["NEXIという名前の施策を全部", "NEXI"],
    ["タイトルに『スタートアップ』と書いてある施策は?", "スタートアップ"],
  ])("%s", (question, word) => {
    const ids = listing.passing(titleRules(listing.asking(question)));
    expect(ids).toEqual(titled(word));
    expect(ids.length).toBeGreaterThan(0);
  });

  it.each(["施策を全部", "名前を変えたい会社への施策は?", "正式な名称は?"])("nothing in %s", (question) => {
    expect(titleRules(listing.asking(question))).toEqual([]);
  });
});

describe("measures of one title are asked for by", () => {
  it.each(["同じ題名の施策をすべて", "同じ名前の施策が複数あれば挙げて", "同名の施策を一覧で"])("%s", (question) => {
    expect(listing.passing(titleRules(listing.asking(question)))).toEqual(titled("生産性革命推進事業"));
  });
});
