import type { VNode } from "preact";
import { describe, expect, it } from "vitest";
import type { Measure, Page } from "../ingest/collection.ts";
import { layOutPage, type PageLayout } from "../web/client/lay-out-page.ts";
import type { Language } from "../web/client/strings.ts";
import { PagePage } from "../web/pages/page-page.tsx";
import { ATTACK, catalogue, frameOf, measure, neighbour, pageBlock, parsed } from "./drawn-pages.tsx";
import { type Html, inside, named, textIn } from "./html.ts";

interface Options {
  language?: Language;
  printed?: number;
  exact?: boolean;
  last?: number;
  layouts?: readonly PageLayout[];
}

const page = ({
  language = "ja",
  printed = 45,
  exact = false,
  last = 164,
  layouts = [layOutPage(pageBlock, [measure])],
}: Options = {}): VNode => (
  <PagePage
    {...frameOf(language, `/pages/${printed}`)}
    printed={printed}
    exact={exact}
    layouts={layouts}
    measures={[neighbour]}
    last={last}
  />
);

/** The page of the real document, as the server draws it. */
function realPage(printed: number): Html {
  const blocks = catalogue.blocksOn(printed);
  const measures = catalogue.measuresOn(printed);
  return parsed(
    <PagePage
      {...frameOf("ja", `/pages/${printed}`)}
      printed={printed}
      exact={blocks.every((block) => block.printed.exact)}
      layouts={blocks.map((block) => layOutPage(block, measures))}
      measures={measures}
      last={catalogue.lastPage}
    />,
  );
}

const allText = (html: Html): string => html.texts.map(({ text }) => text).join("");
const steps = (html: Html) =>
  named(html, "a").flatMap(({ attributes }) =>
    attributes.rel === "prev" || attributes.rel === "next" ? [[attributes.rel, attributes.href]] : [],
  );

describe("a page whose page breaks are lost", () => {
  it("says so, and what its text may be", () => {
    const text = allText(parsed(page()));
    expect(text).toContain("この付近の改ページが失われています");
    expect(text).toContain("本文（p.44〜46のどこか）");
    expect(text).toContain("このページにあるかもしれない施策");
  });

  it("says so in English", () => {
    const text = allText(parsed(page({ language: "en" })));
    expect(text).toContain("Page breaks near here are missing from the source text.");
    expect(text).toContain("Text (somewhere on pp. 44-46)");
  });
});

describe("a page that is certain", () => {
  it("says nothing of page breaks", () => {
    const certain: Page = { ...pageBlock, printed: { first: 45, last: 45, exact: true } };
    const html = parsed(page({ exact: true, layouts: [layOutPage(certain, [measure])] }));
    expect(allText(html)).not.toContain("改ページ");
    expect(allText(html)).toContain("本文（p.45）");
    expect(named(html, "h2").map((tag) => textIn(html, tag))[0]).toBe("このページの施策");
  });
});

describe("the ways to other pages", () => {
  it("are the page before and the one behind, above and below the text", () => {
    const both = [
      ["prev", "/navi/pages/44"],
      ["next", "/navi/pages/46"],
    ];
    expect(steps(parsed(page()))).toEqual([...both, ...both]);
  });

  it("end with the document", () => {
    expect(steps(parsed(page({ printed: 164 }))).map(([, href]) => href)).toEqual([
      "/navi/pages/163",
      "/navi/pages/163",
    ]);
    expect(steps(parsed(page({ printed: 1 }))).map(([, href]) => href)).toEqual(["/navi/pages/2", "/navi/pages/2"]);
    expect(steps(parsed(page({ printed: 1, last: 1 })))).toEqual([]);
  });

  it("are a number to type, within the document, which stays in its language", () => {
    const html = parsed(page({ language: "en" }));
    const form = named(html, "form").find(({ attributes }) => attributes.action === "/navi/pages");
    expect(form?.attributes.method).toBe("get");
    const fields = form ? inside(html, form, "input").map(({ attributes }) => attributes) : [];
    expect(fields).toMatchObject([
      { type: "hidden", name: "lang", value: "en" },
      { type: "number", name: "page", min: "1", max: "164", value: "45" },
    ]);
  });
});

describe("the text of a page", () => {
  it("is each measure's row with its two columns, below the headings that the document prints", () => {
    const html = parsed(page());
    const text = allText(html);
    for (const heading of ["2. 良質な雇用の実現", "(5) ヒトへの投資", "賃上げ&投資"]) expect(text).toContain(heading);
    const [row] = html.tags.filter(({ attributes }) => attributes["data-row"] === "5-3");
    const titles = row ? inside(html, row, "h3", "h4").map((tag) => textIn(html, tag)) : [];
    expect(titles).toEqual([`(5)③ 助成金${ATTACK}`, "取組方針", "フォローアップ"]);
    expect(row && textIn(html, row)).toContain("助成する。上限は100人。");
    expect(row && textIn(html, row)).toContain("【令和7年度当初予算:19.9億円】");
  });

  it("leaves out what stands on other pages, and says where a measure goes on from the page before", () => {
    const start = measure.policy[1]?.span.start ?? 0;
    const later: Page = { ...pageBlock, span: { start, end: pageBlock.span.end } };
    const first = allText(parsed(page()));
    const second = allText(parsed(page({ layouts: [layOutPage(later, [measure])] })));
    expect(first).toContain("助成する。");
    expect(first).not.toContain("（前のページの続き）");
    expect(second).not.toContain("助成する。");
    expect(second).toContain("上限は100人。");
    expect(second).toContain("（前のページの続き）");
  });

  it("says of a column that it has nothing on this page", () => {
    const onlyPolicy: Page = { ...pageBlock, span: { start: 0, end: (measure.policy.at(-1)?.span.end ?? 0) + 1 } };
    const html = parsed(page({ layouts: [layOutPage(onlyPolicy, [{ ...measure, footnotes: [] } satisfies Measure])] }));
    expect(allText(html)).toContain("この欄は、このページに記載がありません。");
  });

  it("has a hidden line for a quote that is not found, which the browser shows", () => {
    const [line] = parsed(page()).tags.filter(({ attributes }) => attributes.id === "quote-missing");
    expect(line?.attributes).toHaveProperty("hidden");
  });
});

describe("the real document's 164 pages", () => {
  const printed = Array.from({ length: catalogue.lastPage }, (_, index) => index + 1);
  const htmls = printed.map(realPage);

  it("use every id once, also where several blocks of a measure may be on the page", () => {
    const doubled = htmls.flatMap(({ tags }, index) => {
      const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
      return new Set(ids).size === ids.length ? [] : [printed[index]];
    });
    expect(doubled).toEqual([]);
    expect(htmls).toHaveLength(164);
  });

  it("link each of their measures, and no other", () => {
    const wrong = htmls.flatMap((html, index) => {
      const linked = named(html, "a").flatMap(
        ({ attributes }) => /\/measures\/([\d-]+)$/u.exec(attributes.href ?? "")?.[1] ?? [],
      );
      const expected = catalogue.measuresOn(printed[index] ?? 0).map(({ id }) => id);
      return Array.from(new Set(linked)).join() === expected.join() ? [] : [printed[index]];
    });
    expect(wrong).toEqual([]);
  });

  it("say where page breaks are lost on the pages that are not certain, and on no other", () => {
    const cautious = printed.filter((_, index) => allText(htmls[index] as Html).includes("改ページが失われています"));
    const uncertain = printed.filter((page) => catalogue.blocksOn(page).some((block) => !block.printed.exact));
    expect(cautious).toEqual(uncertain);
    expect(uncertain.length).toBeGreaterThan(5);
  });
});
