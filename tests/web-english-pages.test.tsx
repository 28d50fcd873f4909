import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { pages, parsed } from "./drawn-pages.tsx";
import { type Html, named } from "./html.ts";

const names = Object.keys(pages);
const draw = (name: string): Html => {
  const page = pages[name];
  if (!page) throw new Error(`no page ${name}`);
  return parsed(page("en"));
};

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** The document's two columns have no other name; its title stands between 「」 and its date behind. */
const NAMES = ["取組方針 (policy)", "フォローアップ (follow-up)"];
const withoutNames = (text: string): string =>
  NAMES.reduce((rest, name) => rest.replaceAll(name, ""), text.replaceAll(/「[^」]*」|\(2025年2月\)/gu, ""));

/** The page's own words, without those that stand in every page's head. */
const textsOf = (html: Html) => html.texts.filter(({ within }) => within.some(({ name }) => name === "body"));

const plainWords = new Set(
  JSON.stringify(stringsByLanguage.en)
    .split('"')
    .filter((text) => /[a-z]{3}/u.test(text)),
);

describe.each(names)("the English %s page", (name) => {
  it("marks every Japanese text as Japanese, so that a screen reader reads it so", () => {
    const unmarked = textsOf(draw(name)).filter(({ text, lang }) => lang !== "ja" && JAPANESE.test(withoutNames(text)));
    expect(unmarked.map(({ text }) => text)).toEqual([]);
  });

  it("marks none of its own English words as Japanese", () => {
    const texts = textsOf(draw(name));
    expect(texts.filter(({ text }) => plainWords.has(text)).length).toBeGreaterThan(5);
    expect(
      texts.filter(({ text, lang }) => lang === "ja" && plainWords.has(text.trim())).map(({ text }) => text),
    ).toEqual([]);
  });

  it("has labels in English", () => {
    const labels = named(draw(name), "nav", "section", "div", "ul", "a", "button", "search", "caption").flatMap(
      ({ attributes }) => attributes["aria-label"] ?? [],
    );
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.filter((label) => JAPANESE.test(withoutNames(label)))).toEqual([]);
  });
});
