import type { VNode } from "preact";
import { describe, expect, it } from "vitest";
import { readTurns } from "../web/client/conversations.ts";
import type { Language } from "../web/client/strings.ts";
import { ChatPage } from "../web/pages/chat-page.tsx";
import { ATTACK, answer, citation, frameOf, parsed, rendered } from "./drawn-pages.tsx";
import { type Html, inside, named, type Tag, textIn } from "./html.ts";

const turns = [
  { question: "Which subsidies?", answer: { ...answer, id: "a0", suggestions: ["Not offered any more"] } },
  { question: `And ${ATTACK}?`, answer },
];
const empty = (language: Language = "ja"): VNode => <ChatPage {...frameOf(language, "/")} measureCount={183} />;
const answered = (language: Language = "ja"): VNode => (
  <ChatPage {...frameOf(language, "/?ask=1&ask=2")} measureCount={183} turns={turns} />
);

const ofClass = (html: Html, name: string): Tag[] =>
  html.tags.filter(({ attributes }) => (attributes.class ?? "").split(" ").includes(name));
const byId = (html: Html, id: string): Tag => {
  const found = html.tags.find(({ attributes }) => attributes.id === id);
  if (!found) throw new Error(`no #${id}`);
  return found;
};
/** What the browser sends where there is no JavaScript: the form that holds the tag, with its hidden fields. */
const formOf = (
  html: Html,
  tag: Tag,
): { method: string | undefined; action: string | undefined; earlier: string[] } => {
  const form = tag.within.findLast(({ name }) => name === "form");
  if (!form) throw new Error("not in a form");
  const hidden = inside(html, form, "input").filter(({ attributes }) => attributes.type === "hidden");
  return {
    method: form.attributes.method,
    action: form.attributes.action,
    earlier: hidden.flatMap(({ attributes }) => (attributes.name === "earlier" ? [attributes.value ?? ""] : [])),
  };
};

describe("the question box without JavaScript", () => {
  it("posts its question to the page itself", () => {
    const html = parsed(empty());
    const box = byId(html, "question");
    expect(box).toMatchObject({ name: "textarea", attributes: { name: "question", required: "" } });
    expect(formOf(html, box)).toEqual({ method: "post", action: "/navi/", earlier: [] });
    const form = box.within.findLast(({ name }) => name === "form");
    const submits = form ? inside(html, form, "button").filter(({ attributes }) => attributes.type === "submit") : [];
    expect(submits).toHaveLength(1);
  });

  it("stays in English", () => {
    const html = parsed(empty("en"));
    expect(formOf(html, byId(html, "question")).action).toBe("/navi/?lang=en");
  });

  it("sends the questions answered before with the next one, markup and all", () => {
    const html = parsed(answered());
    expect(formOf(html, byId(html, "question")).earlier).toEqual(["Which subsidies?", `And ${ATTACK}?`]);
  });

  it("shows no button that needs JavaScript", () => {
    const buttons = [...named(parsed(empty()), "button"), ...named(parsed(answered()), "button")];
    expect(buttons.length).toBeGreaterThan(3);
    expect(buttons.filter(({ attributes }) => attributes.type !== "submit")).toEqual([]);
  });
});

describe("questions that are offered", () => {
  const offered = (html: Html): Tag[] =>
    named(html, "button").filter(({ attributes }) => attributes.name === "question");

  it("are examples in the page's language before the first question, sent as they read", () => {
    for (const language of ["ja", "en"] as const) {
      const { site } = frameOf(language, "/");
      const html = parsed(empty(language));
      const examples = offered(html);
      expect(examples.map(({ attributes }) => attributes.value)).toEqual(site.strings.chat.exampleQuestions);
      expect(examples.map((tag) => textIn(html, tag))).toEqual(site.strings.chat.exampleQuestions);
    }
  });

  it("are the last answer's afterwards, sent with the questions before them", () => {
    const html = parsed(answered());
    expect(offered(html).map(({ attributes }) => attributes.value)).toEqual(["How much is it?"]);
    expect(offered(html).map((tag) => formOf(html, tag))).toEqual([
      { method: "post", action: "/navi/", earlier: ["Which subsidies?", `And ${ATTACK}?`] },
    ]);
  });
});

describe("an answer on the page", () => {
  it("stands below its question, which is a heading", () => {
    const html = parsed(answered());
    const questions = ofClass(html, "question");
    expect(questions.map(({ name }) => name)).toEqual(["h2", "h2"]);
    expect(questions.map((tag) => textIn(html, tag))).toEqual(["質問: Which subsidies?", `質問: And ${ATTACK}?`]);
  });

  it("shows question, answer, quote and notice as text", () => {
    const source = rendered(answered());
    expect(source).toContain("&lt;script>alert(&quot;x&quot;)&lt;/script>");
    expect(source).not.toContain("<script>");
    expect(named(parsed(answered()), "img")).toEqual([]);
    const said = parsed(answered()).texts.filter(({ text }) => text.includes(ATTACK));
    const quotes = said.filter(({ within }) => within.some(({ name }) => name === "blockquote"));
    expect(quotes.length).toBe(4);
    expect(said.some(({ text }) => text.startsWith("Calls may have closed."))).toBe(true);
    expect(said.some(({ text }) => text.startsWith("Condition"))).toBe(true);
  });

  it("links [1] to the first source of its own answer, and leaves a mark without a source as text", () => {
    const html = parsed(answered());
    const marks = ofClass(html, "mark");
    expect(marks.map(({ attributes }) => attributes.href)).toEqual([
      "#citation-a0-1",
      "#citation-a0-2",
      "#citation-a1-1",
      "#citation-a1-2",
    ]);
    expect(marks.map(({ attributes }) => byId(html, (attributes.href ?? "").slice(1)).name)).toEqual([
      "li",
      "li",
      "li",
      "li",
    ]);
    expect(marks.map(({ attributes }) => attributes["aria-label"])).toEqual(["出典1", "出典2", "出典1", "出典2"]);
    expect(html.texts.filter(({ text }) => text === "no source [9]")).toHaveLength(2);
  });

  it("names of each source the number, title, page and column, and says where a page is not certain", () => {
    const html = parsed(answered());
    const [first, second] = ofClass(html, "citation").map((tag) => textIn(html, tag));
    expect(first).toContain("(5)③ キャリアアップ助成金p.73・取組方針");
    expect(second).toContain("p.44〜48のどこか・フォローアップ");
    const english = parsed(answered("en"));
    const [, uncertain] = ofClass(english, "citation").map((tag) => textIn(english, tag));
    expect(uncertain).toContain("somewhere on pp. 44-48・フォローアップ (follow-up)");
  });

  it("leads from a source to the quote in its measure, and never to the address that an answer brings", () => {
    const html = parsed(answered());
    const links = ofClass(html, "citation").flatMap((tag) =>
      inside(html, tag, "a").map(({ attributes }) => attributes.href),
    );
    const quote = encodeURIComponent(citation.quote);
    expect(links.slice(0, 2)).toEqual([
      `/navi/measures/5-3#q=${quote}&in=5-3`,
      `/navi/measures/3-13#q=${quote}&in=3-13`,
    ]);
    expect(rendered(answered())).not.toMatch(/href="javascript:/u);
    const english = parsed(answered("en"));
    const [source] = ofClass(english, "citation");
    const [link] = source ? inside(english, source, "a") : [];
    expect(link?.attributes.href).toBe(`/navi/measures/5-3?lang=en#q=${quote}&in=5-3`);
  });

  it("is kept out of search engines, unlike the empty page", () => {
    const robots = (page: VNode) =>
      named(parsed(page), "meta").filter(({ attributes }) => attributes.name === "robots");
    expect(robots(answered()).map(({ attributes }) => attributes.content)).toEqual(["noindex"]);
    expect(robots(empty())).toEqual([]);
  });
});

describe("what the browser's chat is told", () => {
  it("is where it is served, which edition and language it has, and the official document's address", () => {
    const { attributes } = byId(parsed(answered("en")), "chat");
    expect(attributes).toMatchObject({
      "data-base-path": "/navi",
      "data-edition": "2025-02",
      "data-language": "en",
      "data-document-url": "https://www.meti.go.jp/followup.pdf",
    });
  });

  it("is every answered turn as it was, markup and all", () => {
    const { attributes } = byId(parsed(answered()), "chat");
    expect(readTurns(attributes["data-turns"])).toEqual(turns);
    expect(byId(parsed(empty()), "chat").attributes).not.toHaveProperty("data-turns");
  });
});
