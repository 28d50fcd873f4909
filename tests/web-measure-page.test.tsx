import type { VNode } from "preact";
import { describe, expect, it } from "vitest";
import type { Measure } from "../ingest/collection.ts";
import type { Language } from "../web/client/strings.ts";
import { MeasurePage } from "../web/pages/measure-page.tsx";
import { ATTACK, block, following, frameOf, measure, neighbour, other, parsed, uncertain } from "./drawn-pages.tsx";
import { type Html, inside, named, type Tag, textIn } from "./html.ts";

interface Options {
  language?: Language;
  origin?: string;
  change?: Partial<Measure>;
}

const page = ({ language = "ja", origin, change = {} }: Options = {}): VNode => (
  <MeasurePage
    {...frameOf(language, "/measures/5-3", origin)}
    measure={{ ...measure, ...change }}
    previous={neighbour}
    next={following}
    repeated={[following]}
    related={[other]}
  />
);
const alone = (): VNode => (
  <MeasurePage {...frameOf("ja", "/measures/5-3")} measure={{ ...measure, footnotes: [] }} repeated={[]} related={[]} />
);

/** The nearest section of the heading, with its text and where its links lead. */
function sectionOf(html: Html, heading: string): { text: string; links: string[] } {
  const title = named(html, "h2").find((tag) => textIn(html, tag) === heading);
  const section = title?.within.findLast(({ name }) => name === "section");
  if (!section) throw new Error(`no section ${heading}`);
  return {
    text: textIn(html, section),
    links: inside(html, section, "a").map(({ attributes }) => attributes.href ?? ""),
  };
}
const headings = (html: Html): string[] => named(html, "h2").map((tag) => textIn(html, tag));
const linkNamed = (html: Html, text: string): Tag | undefined =>
  named(html, "a").find((tag) => textIn(html, tag).startsWith(text));
/** The first list whose text begins so. */
const listOf = (html: Html, text: string): Tag | undefined =>
  named(html, "ul").find((tag) => textIn(html, tag).startsWith(text));

describe("the measure's place", () => {
  it("leads from chapter, section and sub-heading to the list of their measures", () => {
    const html = parsed(page());
    expect(linkNamed(html, "2. 良質な雇用の実現")?.attributes.href).toBe("/navi/browse?chapter=2");
    expect(linkNamed(html, "(5) ヒトへの投資")?.attributes.href).toBe("/navi/browse?section=5");
    const topic = linkNamed(html, "賃上げ&投資")?.attributes.href ?? "";
    expect(new URL(topic, "http://x").searchParams.get("topic")).toBe("賃上げ&投資");
  });

  it("marks the lead of several ministries, and not the only one", () => {
    const several = parsed(page());
    const list = listOf(several, "厚労省");
    expect(list && textIn(several, list)).toBe("厚労省（主担当）経産省");
    const one = parsed(page({ change: { ministries: [{ name: "厚労省", lead: true }] } }));
    const only = listOf(one, "厚労省");
    expect(only && textIn(one, only)).toBe("厚労省");
  });

  it("leads from a ministry and from a kind of support to the list of their measures", () => {
    const html = parsed(page());
    const target = (text: string) => new URL(linkNamed(html, text)?.attributes.href ?? "", "http://x");
    expect(target("経産省").searchParams.get("ministry")).toBe("経産省");
    expect(target("補助金・助成金").searchParams.get("type")).toBe("補助金・助成金");
    expect(target("経産省").pathname).toBe("/navi/browse");
  });

  it("links each of its pages", () => {
    const html = parsed(page());
    expect(linkNamed(html, "p.73")?.attributes.href).toBe("/navi/pages/73");
    expect(linkNamed(html, "p.74")?.attributes.href).toBe("/navi/pages/74");
  });

  it("says plainly where page breaks are lost, and links every page that it may be on", () => {
    const html = parsed(page({ change: { pages: uncertain } }));
    const text = html.texts.map((piece) => piece.text).join("");
    expect(text).toContain("p.44〜48のどこか");
    expect(text).toContain("改ページが失われている");
    const links = named(html, "a").map(({ attributes }) => attributes.href);
    expect(links).toEqual(expect.arrayContaining([44, 45, 46, 47, 48].map((number) => `/navi/pages/${number}`)));
    expect(parsed(page()).texts.some((piece) => piece.text.includes("改ページが失われている"))).toBe(false);
  });
});

describe("the measure's columns", () => {
  it("nest a sub-bullet below its bullet", () => {
    const html = parsed(page());
    const list = listOf(html, "助成する。");
    const [bullet, part] = list ? inside(html, list, "li") : [];
    expect(bullet && textIn(html, bullet)).toBe("助成する。上限は100人。");
    expect(part && textIn(html, part)).toBe("上限は100人。");
    expect(part?.within.filter(({ name }) => name === "ul")).toHaveLength(2);
  });

  it("keep a sub-bullet that comes without a bullet, and one bullet apart from the next", () => {
    const change = { policy: [block("part", "先の続き。"), block("bullet", "一つ目。"), block("bullet", "二つ目。")] };
    const html = parsed(page({ change }));
    const list = listOf(html, "先の続き。");
    const direct = list
      ? inside(html, list, "li").filter(({ within }) => within.findLast(({ name }) => name === "ul") === list)
      : [];
    expect(direct.map((tag) => textIn(html, tag))).toEqual(["先の続き。", "一つ目。", "二つ目。"]);
  });

  it("name programme, budget and note as what they are", () => {
    const html = parsed(page());
    const classOf = (text: string) =>
      html.texts.find((piece) => piece.text === text)?.within.findLast(({ name }) => name === "p")?.attributes.class;
    expect(classOf("助成金(R7当初)")).toBe("programme");
    expect(classOf("【令和7年度当初予算:19.9億円】")).toBe("budget");
    expect(classOf(`※ ${ATTACK}`)).toBe("note");
  });

  it("say where the next page begins, and only in a column of several pages", () => {
    const html = parsed(page());
    const marks = html.tags.filter(({ attributes }) => attributes.class === "page-mark");
    expect(marks.map((tag) => textIn(html, tag))).toEqual(["p.73", "p.74"]);
  });

  it("say of an empty column that nothing is stated there", () => {
    const html = parsed(page({ change: { followUp: [] } }));
    expect(html.texts.filter(({ text }) => text === "この欄に記載はありません。")).toHaveLength(1);
    expect(parsed(page()).texts.filter(({ text }) => text === "この欄に記載はありません。")).toEqual([]);
  });

  it("can have their texts marked, whole paragraph by paragraph, with the title and the footnotes", () => {
    const html = parsed(page());
    const quotable = html.tags
      .filter(({ attributes }) => "data-quotable" in attributes)
      .map((tag) => textIn(html, tag));
    const blocks = [...measure.policy, ...measure.followUp, ...measure.footnotes];
    expect(quotable).toEqual([measure.title, ...blocks.map(({ text }) => text)]);
  });
});

describe("the measure's budgets", () => {
  const cells = (html: Html): string[] => named(html, "td").map((tag) => textIn(html, tag));

  it("stand in a table with their programme and year, and say when they are part of a total", () => {
    expect(cells(parsed(page()))).toEqual(["R7当初", "令和7年度当初予算：19.9億円（内数）"]);
  });

  it("do not say so twice", () => {
    const programmes = measure.programmes.map((programme) => ({
      ...programme,
      budgets: programme.budgets.map((budget) => ({ ...budget, value: "19.9億円の内数" })),
    }));
    expect(cells(parsed(page({ change: { programmes } })))).toEqual(["R7当初", "令和7年度当初予算：19.9億円の内数"]);
  });

  it("have no table where no programme has a year or an amount", () => {
    const programmes = [{ name: "助成金", fiscal: [], budgets: [], text: "" }];
    expect(named(parsed(page({ change: { programmes } })), "table")).toEqual([]);
  });
});

describe("the ways on", () => {
  it("are a question about the measure, in Japanese also on the English page", () => {
    for (const language of ["ja", "en"] as const) {
      const html = parsed(page({ language }));
      const button = named(html, "a").find(({ attributes }) => attributes.class === "button");
      const address = new URL(button?.attributes.href ?? "", "http://x");
      expect(address.pathname).toBe("/navi/");
      expect(address.searchParams.get("q")).toBe(`(5)③助成金${ATTACK}について教えてください`);
    }
  });

  it("are measures that repeat it, and measures near to it", () => {
    const html = parsed(page());
    expect(sectionOf(html, "同じ記述がある施策").links).toEqual(["/navi/measures/5-4"]);
    expect(sectionOf(html, "近い内容の施策")).toEqual({
      text: "近い内容の施策(6)① 人材の確保",
      links: ["/navi/measures/6-1"],
    });
  });

  it("are the measure before and the one behind", () => {
    const steps = named(parsed(page()), "a").filter(
      ({ attributes }) => attributes.rel === "prev" || attributes.rel === "next",
    );
    expect(steps.map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ["prev", "/navi/measures/5-2"],
      ["next", "/navi/measures/5-4"],
    ]);
  });

  it("are left out, heading and all, where there are none", () => {
    const html = parsed(alone());
    expect(headings(parsed(page()))).toEqual(expect.arrayContaining(["同じ記述がある施策", "近い内容の施策", "注"]));
    expect(headings(html).filter((name) => ["同じ記述がある施策", "近い内容の施策", "注"].includes(name))).toEqual([]);
    expect(named(html, "a").filter(({ attributes }) => /^(?:prev|next)$/u.test(attributes.rel ?? ""))).toEqual([]);
  });
});

describe("how to cite the measure", () => {
  const forms = (html: Html): [label: string, text: string][] => {
    const buttons = named(html, "button").filter(({ attributes }) => "data-copy" in attributes);
    const terms = named(html, "dt").filter((term) =>
      term.within.some(({ attributes }) => attributes.class === "citation-forms"),
    );
    return terms.map((term, index) => [textIn(html, term), buttons[index]?.attributes["data-copy"] ?? ""]);
  };
  const name = `(5)③助成金${ATTACK}`;

  it("is short in a text, with the document's name, in Markdown, and by its lasting address", () => {
    expect(forms(parsed(page()))).toEqual([
      ["本文中に", `${name}（p.73-74）`],
      ["文書名つき", `「取組方針」（2025年2月）、(5)ヒトへの投資 ${name}、p.73-74`],
      ["Markdown", `[${name}](https://example.go.jp/navi/measures/5-3)（「取組方針」2025年2月、p.73-74）`],
      ["この施策のリンク", "https://example.go.jp/navi/measures/5-3"],
    ]);
  });

  it("names pages and address in the reader's language", () => {
    expect(forms(parsed(page({ language: "en" })))).toEqual([
      ["In a text", `${name}（pp. 73-74）`],
      ["With the document's name", `「取組方針」（2025年2月）、(5)ヒトへの投資 ${name}、pp. 73-74`],
      ["Markdown", `[${name}](https://example.go.jp/navi/measures/5-3?lang=en)（「取組方針」2025年2月、pp. 73-74）`],
      ["Link to this measure", "https://example.go.jp/navi/measures/5-3?lang=en"],
    ]);
  });

  it("can be read and selected where its buttons, hidden without JavaScript, cannot be pressed", () => {
    const html = parsed(page());
    const shown = html.texts.map(({ text }) => text);
    expect(forms(html).filter(([, text]) => !shown.includes(text))).toEqual([]);
    const buttons = named(html, "button").filter(({ attributes }) => "data-copy" in attributes);
    expect(buttons.filter(({ attributes }) => !("hidden" in attributes))).toEqual([]);
    const labels = buttons.map(({ attributes }) => attributes["aria-label"]);
    expect(new Set(labels).size).toBe(4);
  });
});

describe("a site that does not know its address", () => {
  it("tells none, and shows no picture that would need one", () => {
    const html = parsed(page({ origin: "" }));
    const properties = named(html, "meta").map(({ attributes }) => attributes.property);
    expect(properties).toContain("og:title");
    expect(properties).not.toContain("og:url");
    expect(properties).not.toContain("og:image");
    expect(named(html, "link").filter(({ attributes }) => attributes.rel === "canonical")).toEqual([]);
  });
});
