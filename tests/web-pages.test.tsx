import { describe, expect, it } from "vitest";
import { type Language, stringsByLanguage } from "../web/client/strings.ts";
import { ATTACK, OFFICIAL, ORIGIN, pages, parsed, rendered } from "./drawn-pages.tsx";
import { type Html, inside, named, parseHtml, type Tag, textIn } from "./html.ts";

const names = Object.keys(pages);
const languages: Language[] = ["ja", "en"];
const everyPage = names.flatMap((name) => languages.map((language) => ({ name, language })));

const draw = (name: string, language: Language): Html => {
  const page = pages[name];
  if (!page) throw new Error(`no page ${name}`);
  return parsed(page(language));
};
const source = (name: string, language: Language): string => {
  const page = pages[name];
  return page ? rendered(page(language)) : "";
};

const links = (html: Html): Tag[] => named(html, "a");
const address = (tag: Tag): string => tag.attributes.href ?? tag.attributes.action ?? tag.attributes.src ?? "";
const languageOf = (path: string): string | null => new URL(path, ORIGIN).searchParams.get("lang");

describe.each(everyPage)("the $name page in $language", ({ name, language }) => {
  it("has no inline script, style or handler", () => {
    const { tags, texts } = draw(name, language);
    const names = tags.flatMap(({ attributes }) => Object.keys(attributes));
    expect(names.filter((attribute) => /^on|^style$|^srcdoc$/iu.test(attribute))).toEqual([]);
    expect(tags.filter((tag) => ["style", "iframe", "object", "embed", "base"].includes(tag.name))).toEqual([]);
    expect(texts.filter(({ within }) => within.some((tag) => tag.name === "script"))).toEqual([]);
  });

  it("loads nothing from another host and links only to itself and the official document", () => {
    const html = draw(name, language);
    const loaded = named(html, "script", "link", "img", "form").filter((tag) => tag.attributes.rel !== "canonical");
    expect(loaded.length).toBeGreaterThanOrEqual(2);
    expect(loaded.map(address).filter((target) => !/^\/navi\/[^/]|^\/navi\/$|^\/navi\/\?/u.test(target))).toEqual([]);
    const away = links(html).filter((tag) => !/^(?:\/navi\/(?!\/)|#)/u.test(address(tag)));
    expect(away.map(address)).toEqual([OFFICIAL]);
    expect(away.map(({ attributes }) => [attributes.target, attributes.rel])).toEqual([["_blank", "noopener"]]);
  });

  it("is a document in that language with one h1, a skip link that arrives, and the notice", () => {
    const html = draw(name, language);
    expect(source(name, language)).toMatch(/^<!doctype html><html/u);
    expect(named(html, "html").map(({ attributes }) => attributes.lang)).toEqual([language]);
    expect(named(html, "h1")).toHaveLength(1);
    expect(links(html)[0]?.attributes.href).toBe("#main");
    expect(named(html, "main").map(({ attributes }) => attributes.id)).toEqual(["main"]);
    const [footer] = named(html, "footer");
    expect(footer && textIn(html, footer)).toContain("「取組方針」");
    expect(footer && textIn(html, footer)).toContain("2025-02");
    expect(footer && textIn(html, footer)).toMatch(/終了していたり|may have closed/u);
  });

  it("goes down by one level of heading at a time", () => {
    const levels = named(draw(name, language), "h1", "h2", "h3", "h4", "h5").map((tag) => Number(tag.name[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it("uses every id once, and no id that a label or description names is missing", () => {
    const { tags } = draw(name, language);
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => /\s/u.test(id))).toEqual([]);
    const referred = tags.flatMap(({ attributes }) => [
      ...(attributes.for ?? "").split(" "),
      ...(attributes["aria-labelledby"] ?? "").split(" "),
      ...(attributes["aria-describedby"] ?? "").split(" "),
      ...(/^#(.*)$/u.exec(attributes.href ?? "")?.[1] ?? "").split(" "),
    ]);
    expect(referred.filter((id) => id !== "" && !ids.includes(id))).toEqual([]);
  });

  it("stays in its language: every link and form says so, but the one to the other language", () => {
    const html = draw(name, language);
    const own = links(html).filter((tag) => address(tag).startsWith("/navi/") && !("download" in tag.attributes));
    const [toOther, ...rest] = own.filter(({ attributes }) => attributes.hreflang !== undefined);
    const expected = language === "ja" ? null : "en";
    expect(rest).toEqual([]);
    expect(languageOf(toOther ? address(toOther) : "")).toBe(language === "ja" ? "en" : null);
    const wrong = own.filter((tag) => tag !== toOther && languageOf(address(tag)) !== expected);
    expect(wrong.map(address)).toEqual([]);
    const forms = named(html, "form").filter((form) => {
      const hidden = inside(html, form, "input").find(({ attributes }) => attributes.name === "lang");
      const said = form.attributes.method === "get" ? hidden?.attributes.value : languageOf(address(form));
      return (said ?? null) !== expected;
    });
    expect(forms.map(address)).toEqual([]);
  });

  it("tells who shares it its title, address and picture", () => {
    const html = draw(name, language);
    const content = (property: string) =>
      named(html, "meta").find(({ attributes }) => (attributes.property ?? attributes.name) === property)?.attributes
        .content;
    const [title] = named(html, "title");
    const [canonical] = named(html, "link").filter(({ attributes }) => attributes.rel === "canonical");
    expect(content("og:title")).toBe(title && textIn(html, title));
    expect(content("og:title")).toContain(stringsByLanguage[language].site.name);
    expect(content("og:url")).toBe(canonical?.attributes.href);
    expect(content("og:url")?.startsWith(`${ORIGIN}/navi/`)).toBe(true);
    expect(languageOf(content("og:url") ?? "")).toBe(language === "ja" ? null : "en");
    expect(content("og:image")).toMatch(/^https:\/\/example\.go\.jp\/navi\/assets\/[\w.-]+\.(?:png|jpg|svg)$/u);
    expect(content("og:locale")).toBe(language === "ja" ? "ja_JP" : "en_US");
  });
});

describe("texts from outside", () => {
  it.each(names.filter((name) => name !== "empty chat" && name !== "browse" && name !== "error"))(
    "stand on the %s page as they are, markup and all",
    (name) => {
      const { texts, tags } = draw(name, "ja");
      const values = tags.flatMap(({ attributes }) => Object.values(attributes));
      expect([...texts.map(({ text }) => text), ...values].join("\n")).toContain(ATTACK);
      expect(tags.filter((tag) => tag.name === "img")).toEqual([]);
    },
  );

  it("stand on the error page in words that the server made, and nowhere else", () => {
    const html = parseHtml(source("error", "ja"));
    expect(html.texts.filter(({ text }) => text === ATTACK).length).toBeGreaterThanOrEqual(2);
  });
});

describe("the link to the other language", () => {
  const otherOf = (name: string, language: Language): string | undefined =>
    links(draw(name, language)).find(({ attributes }) => attributes.hreflang !== undefined)?.attributes.href;

  it("leads to the same page, its query kept", () => {
    expect(otherOf("measure", "ja")).toBe("/navi/measures/5-3?lang=en");
    expect(otherOf("measure", "en")).toBe("/navi/measures/5-3");
    expect(otherOf("answered chat", "ja")).toBe("/navi/?ask=1&lang=en");
    expect(otherOf("answered chat", "en")).toBe("/navi/?ask=1");
    const browse = new URL(otherOf("browse", "ja") ?? "", ORIGIN);
    expect(Array.from(browse.searchParams)).toEqual([
      ["ministry", "経産省"],
      ["section", "1"],
      ["lang", "en"],
    ]);
  });

  it("is written in the other language", () => {
    const link = (language: Language) =>
      links(draw("measure", language)).find(({ attributes }) => attributes.hreflang !== undefined)?.attributes.lang;
    expect([link("ja"), link("en")]).toEqual(["en", "ja"]);
  });
});

describe("the navigation", () => {
  it.each([
    ["empty chat", "/navi/"],
    ["answered chat", "/navi/"],
    ["browse", "/navi/browse"],
    ["page", "/navi/pages/1"],
  ])("says on the %s page where one is", (name, current) => {
    const here = links(draw(name, "ja")).filter(({ attributes }) => attributes["aria-current"] === "page");
    expect(here.map(address)).toEqual([current]);
  });

  it.each(["measure", "error"])("claims no place on the %s page", (name) => {
    expect(links(draw(name, "ja")).filter(({ attributes }) => "aria-current" in attributes)).toEqual([]);
  });
});
