import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { stringsByLanguage } from "../web/client/strings.ts";
import { squeezed } from "./browser-chat-steps.ts";
import { postJson } from "./real-app.ts";
import { describeOnForeignSite } from "./widget-host.ts";
import { askIn, openWidget } from "./widget-steps.ts";

interface Question {
  id: string;
  type: string;
  question: string;
  /** What was said before, for a follow-up. */
  history?: { role: "user" | "assistant"; content: string }[];
}

const FILE = fileURLToPath(new URL("evaluation/questions.jsonl", import.meta.url));
const all: Question[] = readFileSync(FILE, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line));

const ASKED = 40;
const types = Array.from(new Set(all.map(({ type }) => type)));

/** As many of each type as there is room for, from its beginning to its end; the first types get one more. */
const questions = types.flatMap((type, index) => {
  const ofType = all.filter((question) => question.type === type);
  const count = Math.floor(ASKED / types.length) + (index < ASKED % types.length ? 1 : 0);
  return Array.from({ length: count }, (_, n) => ofType[Math.floor((n * ofType.length) / count)]).flatMap(
    (question) => question ?? [],
  );
});

/** What of an answer a reader is to see; white space aside, which Markdown does not keep. */
interface Shown {
  text: string;
  marks: string[];
  citations: { n: string; name: string; place: string; quote: string; href: string }[];
  notice: string;
  suggestions: string[];
}

/** What the JSON reply says is to be seen: its Markdown without its signs. */
function inReply({ answer, citations, notice = "", suggestions }: Answer, address: string): Shown {
  const { pages, columns } = stringsByLanguage.ja;
  const known = new Set(citations.map(({ n }) => String(n)));
  const withoutSigns = answer
    .replace(/^\s*(?:[-*]|\d+\.)\s+/gmu, "")
    .replaceAll("**", "")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1");
  return {
    text: squeezed(withoutSigns.replace(/\[(\d+)\]/gu, (mark, n: string) => (known.has(n) ? n : mark))),
    marks: Array.from(answer.matchAll(/\[(\d+)\]/gu), ([, n = ""]) => n).filter((n) => known.has(n)),
    citations: citations.map((citation) => ({
      n: String(citation.n),
      name: squeezed(`${citation.number} ${citation.title}`),
      place: squeezed(`${pages(citation.pages)}・${columns[citation.column]}`),
      quote: squeezed(citation.quote),
      href: `${address}/measures/${citation.measureId}#q=${encodeURIComponent(citation.quote)}&in=${citation.measureId}`,
    })),
    notice: squeezed(notice),
    suggestions: [...suggestions],
  };
}

/** What the widget shows; what only a screen reader gets is left out. */
const inWidget = async (answer: Locator): Promise<Shown> => {
  const shown = await answer.evaluate((element) => {
    const copy = element.cloneNode(true) as Element;
    for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
    const texts = (selector: string, within: ParentNode = copy): string[] =>
      Array.from(within.querySelectorAll(selector), ({ textContent }) => textContent ?? "");
    return {
      text: texts(".answer-text").join(""),
      marks: texts(".answer-text a.mark"),
      citations: Array.from(copy.querySelectorAll(".citation"), (citation) => ({
        n: texts(".citation-number", citation).join(""),
        name: texts("a", citation).join(""),
        place: texts(".citation-place", citation).join(""),
        quote: texts("blockquote", citation).join(""),
        href: citation.querySelector("a")?.getAttribute("href") ?? "",
      })),
      notice: texts(".answer-notice").join(""),
      suggestions: texts(".suggestion"),
    };
  });
  return {
    ...shown,
    text: squeezed(shown.text),
    notice: squeezed(shown.notice),
    citations: shown.citations.map(({ n, name, place, quote, href }) => ({
      n,
      name: squeezed(name),
      place: squeezed(place),
      quote: squeezed(quote),
      href,
    })),
  };
};

describeOnForeignSite("the answer in the widget is that of /api/chat", (site) => {
  const clear = (page: Page) => page.locator("shisaku-navi-widget #clear").click();

  it("is asked about 40 questions of all types", () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(ASKED);
    expect(new Set(questions.map(({ type }) => type)).size).toBe(11);
  });

  it.each(types)("to questions of type %s: text, marks, citations, notice and suggestions", async (type) => {
    const page = await site.visit();
    page.on("dialog", (dialog) => void dialog.accept());
    await openWidget(page);
    const found: Record<string, Shown> = {};
    const expected: Record<string, Shown> = {};
    for (const { id, question, history = [] } of questions.filter((candidate) => candidate.type === type)) {
      const before = history.filter(({ role }) => role === "user");
      for (const { content } of before) await askIn(page, content);
      found[id] = await inWidget(await askIn(page, question));
      // As one asks who has the same conversation behind them.
      const { body } = site.askedFor("/api/chat").at(-1) ?? {};
      expect(body).toMatchObject({ messages: { length: 2 * before.length + 1 } });
      const reply = await site.running.app.request("/api/chat", postJson(body));
      expected[id] = inReply((await reply.json()) as Answer, site.address);
      await clear(page);
    }
    expect(found).toEqual(expected);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(3);
    expect(Object.values(found).map(({ text }) => text)).not.toContain("");
  });
});
