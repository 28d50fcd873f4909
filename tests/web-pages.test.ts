import { describe, expect, it } from "vitest";
import type { Block, BlockRole, Measure, Page, PageRange } from "../ingest/collection.ts";
import type { Answer } from "../src/answer/answer.ts";
import type { Citation } from "../src/answer/citation.ts";
import { completeMarkup, parseAnswer } from "../web/client/answer-markdown.ts";
import { citationHref, pagesLabel } from "../web/client/citation-label.ts";
import { sendsOnEnter } from "../web/client/sends-on-enter.ts";
import { ChatPage } from "../web/pages/chat-page.tsx";
import { ErrorPage } from "../web/pages/error-page.tsx";
import { MeasurePage } from "../web/pages/measure-page.tsx";
import { PagePage } from "../web/pages/page-page.tsx";

const document = { title: "取組方針", date: "2025年2月" };
const attack = `<script>alert("x")</script><img src=x onerror=alert(1)>`;
const page73: PageRange = { first: 73, last: 73, exact: true };

const citation: Citation = {
  n: 1,
  edition: "2025-02",
  measureId: "5-3",
  number: "(5)③",
  title: "キャリアアップ助成金",
  pages: page73,
  column: "policy",
  quote: `基本給を増額${attack}`,
  url: "/measures/5-3",
};
const uncertain: PageRange = { first: 44, last: 48, exact: false };

const answer: Answer = {
  id: "a1",
  kind: "answer",
  answer: `**キャリアアップ助成金**が使えます。[1]\n\n- 条件 ${attack}[2]\n- 出典のない印 [9]`,
  citations: [
    citation,
    { ...citation, n: 2, measureId: "3-13", pages: uncertain, column: "followUp", url: "javascript:alert(1)" },
  ],
  measures: ["5-3"],
  suggestions: ["予算はいくらですか"],
  mode: "extractive",
  tookMs: 3,
  edition: "2025-02",
};

const block = (role: BlockRole, text: string, pages = page73): Block => ({
  text,
  role,
  pages,
  span: { start: 0, end: 1 },
});

const measure: Measure = {
  edition: "2025-02",
  id: "5-3",
  number: "(5)③",
  title: `助成金${attack}`,
  chapter: { number: 2, title: "良質な雇用の実現" },
  section: { number: 5, title: "ヒトへの投資" },
  topic: "賃上げ",
  ministries: [
    { name: "厚労省", lead: true },
    { name: "経産省", lead: false },
  ],
  supportTypes: ["補助金・助成金"],
  pages: { first: 73, last: 74, exact: true },
  policy: [block("bullet", "助成する。"), block("part", "上限は100人。"), block("note", `※ ${attack}`)],
  followUp: [
    block("programme", "助成金(R7当初)"),
    block("budget", "【令和7年度当初予算:19.9億円】"),
    block("bullet", "実績。", { first: 74, last: 74, exact: true }),
  ],
  programmes: [
    {
      name: "助成金",
      fiscal: ["R7当初"],
      text: "",
      budgets: [
        {
          measureId: "5-3",
          kind: "budget",
          label: "令和7年度当初予算",
          value: "19.9億円",
          normalised: 1_990_000_000,
          pages: page73,
          span: { start: 0, end: 1 },
        },
      ],
    },
  ],
  footnotes: [],
  seeAlso: ["5-4"],
};

const pageBlock: Page = {
  edition: "2025-02",
  ordinal: 44,
  printed: { first: 44, last: 46, exact: false },
  section: { number: 3, title: "研究開発" },
  topic: "連携",
  measures: ["5-3"],
  text: `研究開発\n● 一つ目${attack}\n- 二つ目\n○事業`,
  span: { start: 0, end: 1 },
};

const chatProps = {
  basePath: "/navi",
  document,
  edition: "2025-02",
  measureCount: 183,
  suggestions: ["賃上げの支援は"],
};
const neighbour = { id: "5-2", number: "(5)②", title: "特設ページ" };

const pages = {
  "empty chat": () => ChatPage(chatProps),
  "answered chat": () => ChatPage({ ...chatProps, turn: { question: attack, answer } }),
  measure: () => MeasurePage({ measure, previous: neighbour, seeAlso: [neighbour], basePath: "/navi", document }),
  page: () =>
    PagePage({ printed: 45, exact: false, blocks: [pageBlock], measures: [neighbour], basePath: "/navi", last: 164 }),
  error: () => ErrorPage({ status: 404, code: attack, message: attack, hint: attack, basePath: "/navi" }),
};
type PageName = keyof typeof pages;
const names = Object.keys(pages) as PageName[];
const render = (name: PageName): string => String(pages[name]());

describe.each(names)("the %s page", (name) => {
  it("has no inline script, style or handler, and asks nothing of another host", () => {
    const html = render(name);
    expect(html.match(/<script(?! type="module" src="\/navi\/assets\/)/gu)).toBeNull();
    const withoutValues = html.replaceAll(/"[^"]*"/gu, '""');
    expect(withoutValues.match(/<style|<[^>]*\sstyle=|<[^>]*\son\w+=/gu)).toBeNull();
    expect(html.match(/<(?:script|link|img|iframe|form)[^>]*(?:src|href|action)="(?!\/navi\/)/gu)).toBeNull();
    expect(html).not.toMatch(/(?:href|src|action)="javascript:/u);
  });

  it("is a Japanese document with one h1, a skip link that arrives, and the notice", () => {
    const html = render(name);
    expect(html).toMatch(/^<!doctype html><html lang="ja">/u);
    expect(html.match(/<h1/gu)).toHaveLength(1);
    expect(html).toContain('href="#main"');
    expect(html).toContain('<main id="main"');
    expect(html).toContain("2025年2月");
    expect(html).toContain("終了していたり");
  });

  it("uses every id once", () => {
    const ids = Array.from(render(name).matchAll(/\sid="([^"]*)"/gu), (match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the chat page", () => {
  it("can be asked without JavaScript", () => {
    expect(render("empty chat")).toMatch(
      /<form[^>]*method="post" action="\/navi\/">.*<textarea[^>]*name="question".*type="submit"/u,
    );
  });

  it("shows a posted question and quote as text", () => {
    const html = render("answered chat");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(html).not.toContain("<img");
  });

  it("links [1] to the first citation's entry, and leaves a mark without a citation as text", () => {
    const html = render("answered chat");
    expect(html).toMatch(/<a class="mark" href="#citation-a1-1"[^>]*>1<\/a>/u);
    expect(html).toContain('<li class="citation" id="citation-a1-1"');
    expect(html).toContain("出典のない印 [9]");
    expect(html).not.toContain("citation-a1-9");
  });

  it("gives a citation's page, says where a page is not certain, and names the column", () => {
    const html = render("answered chat");
    expect(html).toContain("p.73・取組方針");
    expect(html).toContain("p.44〜48のどこか・フォローアップ");
  });

  it("puts citation links under the base path, and never links to a script", () => {
    const html = render("answered chat");
    expect(html).toContain('href="/navi/measures/5-3" target="_blank" rel="noopener"');
    expect(html).toContain('href="/navi/measures/3-13" target="_blank" rel="noopener"');
  });
});

describe("the measure page", () => {
  it("marks the lead ministry only", () => {
    expect(render("measure")).toMatch(/厚労省<span class="lead">（主担当）<\/span><\/li><li>経産省<\/li>/u);
  });

  it("nests a sub-bullet below its bullet and heads a programme", () => {
    const html = render("measure");
    expect(html).toContain("<ul><li>助成する。<ul><li>上限は100人。</li></ul></li></ul>");
    expect(html).toContain('<h3 class="programme">助成金(R7当初)</h3>');
  });

  it("says where the next page begins in a column, and links each page", () => {
    const html = render("measure");
    expect(html).toContain('<p class="page-mark">p.74</p>');
    expect(html).toContain('href="/navi/pages/73"');
    expect(html).toContain('href="/navi/pages/74"');
  });

  it("shows budgets in a table, and prepares a question about the measure", () => {
    const html = render("measure");
    expect(html).toContain("令和7年度当初予算：19.9億円");
    expect(html).toContain(`href="/navi/?q=${encodeURIComponent("(5)③助成金<script>")}`);
  });
});

describe("the page page", () => {
  it("says plainly that the page break is not known", () => {
    expect(render("page")).toContain("この付近の改ページが失われています");
    expect(render("page")).toContain("本文（p.44〜46のどこか）");
  });

  it("makes lists of the document's bullets and keeps the rest as lines", () => {
    expect(render("page")).toMatch(/<ul><li>一つ目&lt;script&gt;.*<\/li><li>二つ目<\/li><\/ul>/u);
    expect(render("page")).toContain('<p class="programme">○事業</p>');
  });

  it("leads to the pages before and after, and not beyond the document", () => {
    expect(render("page")).toMatch(/href="\/navi\/pages\/44" rel="prev".*href="\/navi\/pages\/46" rel="next"/u);
    const ends = { exact: true, blocks: [], measures: [], basePath: "" };
    expect(String(PagePage({ ...ends, printed: 164, last: 164 }))).not.toContain("/pages/165");
    expect(String(PagePage({ ...ends, printed: 1, last: 164 }))).not.toContain("/pages/0");
  });
});

describe("an answer's Markdown", () => {
  it("keeps a numbered list together over blank lines, with its bullets below", () => {
    const [list, after] = parseAnswer("1. **甲** [1]\n   - 所管: 経産省\n\n2. 乙\n\n以上です。");
    expect(list).toMatchObject({
      kind: "list",
      ordered: true,
      items: [
        {
          content: [
            { kind: "strong", children: [{ kind: "text", text: "甲" }] },
            { kind: "text", text: " " },
            { kind: "mark", n: 1 },
          ],
          nested: { ordered: false, items: [{ content: [{ kind: "text", text: "所管: 経産省" }] }] },
        },
        { content: [{ kind: "text", text: "乙" }], nested: undefined },
      ],
    });
    expect(after).toEqual({ kind: "paragraph", content: [{ kind: "text", text: "以上です。" }] });
  });

  it("takes escaped signs and unclosed ones as text", () => {
    expect(parseAnswer("\\[1] \\*\\*太字\\*\\* **未完")).toEqual([
      { kind: "paragraph", content: [{ kind: "text", text: "[1] **太字** **未完" }] },
    ]);
  });
});

describe("a growing answer", () => {
  it.each(["**", "**甲*", "**甲**", "**甲** [", "**甲** [1", "甲\\", "甲\\["])(
    "never shows half a sign of %s",
    (growing) => {
      expect(JSON.stringify(parseAnswer(completeMarkup(growing)))).not.toMatch(/[*\\]|\[\d|甲\[/u);
    },
  );
});

describe("labels", () => {
  it("writes one page, several pages, and pages that are not certain", () => {
    expect(pagesLabel(page73)).toBe("p.73");
    expect(pagesLabel({ first: 12, last: 13, exact: true })).toBe("p.12-13");
    expect(pagesLabel(uncertain)).toBe("p.44〜48のどこか");
  });

  it("keeps absolute addresses and does not put the base path twice", () => {
    const measureId = "5-3";
    expect(citationHref({ url: "https://example.jp/measures/5-3", measureId }, "/navi")).toBe(
      "https://example.jp/measures/5-3",
    );
    expect(citationHref({ url: "/navi/measures/5-3", measureId }, "/navi")).toBe("/navi/measures/5-3");
    expect(citationHref({ url: "//evil.example/", measureId }, "")).toBe("/measures/5-3");
  });
});

describe("Enter in the question box", () => {
  const enter = { key: "Enter", shiftKey: false, altKey: false, isComposing: false, keyCode: 13 };

  it("sends", () => {
    expect(sendsOnEnter(enter)).toBe(true);
  });

  it.each([
    ["with Shift", { shiftKey: true }],
    ["while composing", { isComposing: true }],
    ["that ends a composition in Safari", { keyCode: 229 }],
    ["when the input method names the key Process", { key: "Process", keyCode: 229 }],
  ])("does not send %s", (_, change) => {
    expect(sendsOnEnter({ ...enter, ...change })).toBe(false);
  });
});
