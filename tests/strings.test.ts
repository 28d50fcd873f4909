import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readLanguage, stringsByLanguage } from "../web/client/strings.ts";

type Leaf = string | ((...values: never[]) => string);
type Tree = { readonly [key: string]: Tree | Leaf | readonly string[] };

const { ja, en } = stringsByLanguage;
/** The Japanese table leaves the server's words as they are; the English one translates them by code. */
const PROBLEMS = /^problems\./;

/** Every string and function of a table by its path, "chat.exampleQuestions.0". */
function leavesOf(tree: object, path = ""): Map<string, Leaf> {
  return new Map(
    Object.entries(tree as Tree).flatMap(([key, value]): [string, Leaf][] =>
      typeof value === "object" ? Array.from(leavesOf(value, `${path}${key}.`)) : [[`${path}${key}`, value]],
    ),
  );
}

const japanese = leavesOf(ja);
const english = leavesOf(en);
const translated = (leaves: ReadonlyMap<string, Leaf>) => Array.from(leaves).filter(([path]) => !PROBLEMS.test(path));

/** What a function says when it is given words of no language, and for one page, several, and pages not certain. */
function sayings(path: string, leaf: Leaf): string[] {
  if (typeof leaf === "string") return [leaf];
  if (path === "pages") {
    const ranges = [
      { first: 7, last: 7, exact: true },
      { first: 7, last: 9, exact: true },
      { first: 7, last: 9, exact: false },
    ];
    return ranges.map((range) => (leaf as (range: object) => string)(range));
  }
  const say = leaf as (...values: unknown[]) => string;
  return [1, 2].map((value) => say(...Array.from({ length: leaf.length }, () => value)));
}
const saidBy = (leaves: ReadonlyMap<string, Leaf>): [string, string][] =>
  Array.from(leaves).flatMap(([path, leaf]) => sayings(path, leaf).map((text): [string, string] => [path, text]));

/** Outside 「」, which hold the document's own words. */
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー、。？！（）：]/u;
const withoutQuotes = (text: string): string => text.replaceAll(/「[^」]*」/gu, "");

describe("the words of the two languages", () => {
  it("have the same names, down to the last one", () => {
    const names = (leaves: ReadonlyMap<string, Leaf>) => translated(leaves).map(([path]) => path);
    expect(names(english)).toEqual(names(japanese));
    expect(names(english).length).toBeGreaterThan(150);
  });

  it("are of the same kind, and functions take as much", () => {
    const kinds = (leaves: ReadonlyMap<string, Leaf>) =>
      translated(leaves).map(([path, leaf]) => [path, typeof leaf, typeof leaf === "string" ? 0 : leaf.length]);
    expect(kinds(english)).toEqual(kinds(japanese));
  });

  it("are never empty", () => {
    const empty = [...saidBy(japanese), ...saidBy(english)].filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  });

  it("say every number and name that they are given", () => {
    const silent = [...japanese, ...english].filter(([path, leaf]) => {
      if (typeof leaf === "string" || path === "pages") return false;
      const given = Array.from({ length: leaf.length }, (_, index) => `〔${index}〕`);
      const said = (leaf as (...values: string[]) => string)(...given);
      return !given.every((value) => said.includes(value));
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });
});

describe("the English words", () => {
  it("are English, but for the other language's name, the two columns' names, a search example and a question asked in Japanese", () => {
    const left = saidBy(english).filter(([, text]) => JAPANESE.test(withoutQuotes(text)));
    expect(left).toEqual([
      ["site.otherLanguage", "日本語"],
      ["columns.policy", "取組方針 (policy)"],
      ["columns.followUp", "フォローアップ (follow-up)"],
      // A question in Japanese finds a measure by its Japanese name.
      ["measure.question", "1について教えてください"],
      ["measure.question", "2について教えてください"],
      ["browse.textExample", "e.g. 補助金 省エネ (Japanese)"],
    ]);
  });

  it("name one page, several, and pages that are not certain", () => {
    expect(sayings("pages", en.pages)).toEqual(["p. 7", "pp. 7-9", "somewhere on pp. 7-9"]);
  });

  it("translate no error that the server does not know", () => {
    const folder = fileURLToPath(new URL("../src/http/", import.meta.url));
    const source = readdirSync(folder).map((file) => readFileSync(`${folder}${file}`, "utf8"));
    const codes = source.flatMap((text) =>
      Array.from(text.matchAll(/new Problem\(\s*\d+,\s*"(\w+)"/gu), ([, code = ""]) => code),
    );
    expect(Object.keys(en.problems).filter((code) => !codes.includes(code))).toEqual([]);
    expect(Object.keys(en.problems)).toContain("too_many_requests");
  });
});

describe("the Japanese words", () => {
  it("are Japanese, but for names, codes and shortest forms", () => {
    const left = saidBy(japanese).filter(([, text]) => !JAPANESE.test(text));
    expect(Array.from(new Set(left.map(([path]) => path)))).toEqual([
      "site.otherLanguage",
      "site.otherLanguageIs",
      "pages",
      "measure.citeMarkdown",
      "page.title",
    ]);
  });

  it("name one page, several, and pages that are not certain", () => {
    expect(sayings("pages", ja.pages)).toEqual(["p.7", "p.7-9", "p.7〜9のどこか"]);
  });
});

describe("the language of an address", () => {
  it("is English for en alone", () => {
    expect(["en", "ja", "", "EN", "fr", "en-US", undefined, null].map((value) => readLanguage(value))).toEqual([
      "en",
      "ja",
      "ja",
      "ja",
      "ja",
      "ja",
      "ja",
      "ja",
    ]);
  });
});
