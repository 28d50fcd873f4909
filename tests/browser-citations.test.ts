import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import type { Citation } from "../src/answer/citation.ts";
import { createSite, pageAddress } from "../web/client/site.ts";
import { quoteFragment } from "../web/client/views/source-list.tsx";
import { inPlaceOfChat, squeezed, type } from "./browser-chat-steps.ts";
import { describeInChromium, type Site } from "./in-chromium.ts";
import { postJson } from "./real-app.ts";

interface Question {
  type: string;
  question: string;
  history?: { role: "user" | "assistant"; content: string }[];
}

/** All 1,140 questions give 647; of those the panel marked 647, the page's address 644, the measure's 645 when this was written. */
const ENOUGH = 210;
const RATE = 0.99;

/** A step that leads through all questions of a type, far apart in the document one after the other. */
const STEP = 37;

/** The questions of all types in turn, in an order that is the same each time. */
function questionsInTurn(): Question[] {
  const lines = readFileSync(new URL("evaluation/questions.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const byType = new Map<string, Question[]>();
  for (const line of lines) {
    const question: Question = JSON.parse(line);
    byType.set(question.type, [...(byType.get(question.type) ?? []), question]);
  }
  const most = Math.max(...Array.from(byType.values(), (questions) => questions.length));
  return Array.from({ length: most }, (_, turn) =>
    Array.from(byType.values()).flatMap((questions) =>
      turn < questions.length ? (questions[(turn * STEP) % questions.length] ?? []) : [],
    ),
  ).flat();
}

/** Different citations of the app's answers, by page, so that many links need no new page. */
async function collectCitations(site: Site): Promise<Citation[]> {
  const found = new Map<string, Citation>();
  for (const { question, history = [] } of questionsInTurn()) {
    if (found.size >= ENOUGH) break;
    const messages = [...history, { role: "user", content: question }];
    const response = await site.running.app.request("/api/chat", postJson({ messages }));
    // A question that is too long or empty is refused.
    const { citations = [] } = (await response.json()) as Partial<Answer>;
    for (const citation of citations) found.set(`${citation.measureId} ${citation.column} ${citation.quote}`, citation);
  }
  return Array.from(found.values()).sort(
    (a, b) => a.pages.first - b.pages.first || a.measureId.localeCompare(b.measureId),
  );
}

/** What a page shows of a citation. */
interface Marked {
  texts: string[];
  /** The heading of the measure, and of the column, that the first mark stands under. */
  measure: string;
  column: string;
  /** Whether the first mark is in sight: whole, or, where it is taller than the frame, in part. */
  seen: boolean;
  links: string[];
}

interface Wanted {
  /** Clicked first, where given. */
  chip?: number;
  /** What holds the marks. */
  frame: string;
  quote: string;
}

/** Runs in the page as a whole, so that hundreds of citations take seconds. Looks until the quote is seen, for two seconds at most. */
const look = (page: Page, wanted: Wanted): Promise<Marked> =>
  page.evaluate(async ({ chip, frame, quote }) => {
    const read = (): Marked => {
      const element = document.querySelector(frame);
      const marks = Array.from(element?.querySelectorAll("mark.quote-mark") ?? []);
      const [first] = marks;
      const bounds = element?.getBoundingClientRect();
      const top = Math.max(0, bounds?.top ?? 0);
      const bottom = Math.min(innerHeight, bounds?.bottom ?? innerHeight);
      const mark = first?.getBoundingClientRect() ?? new DOMRect(0, -1, 0, 0);
      const fits = mark.height <= bottom - top;
      return {
        texts: marks.map(({ textContent }) => textContent?.replace(/\s+/gu, "") ?? ""),
        measure: (first?.closest(".page-row") ?? document).querySelector("h1, .page-row-title")?.textContent ?? "",
        column: first?.closest(".column")?.querySelector("h2, h4")?.textContent ?? "",
        seen: fits ? mark.top >= top - 1 && mark.bottom <= bottom + 1 : mark.top < bottom && mark.bottom > top,
        links: Array.from(document.querySelectorAll(".panel-links a"), (link) => link.getAttribute("href") ?? ""),
      };
    };
    if (chip !== undefined) document.querySelectorAll<HTMLElement>("a.mark")[chip]?.click();
    let marked = read();
    for (let waited = 0; waited < 120 && !(marked.seen && marked.texts[0] === quote); waited++) {
      await new Promise(requestAnimationFrame);
      marked = read();
    }
    return marked;
  }, wanted);

const columns: Partial<Record<Citation["column"], string>> = { policy: "取組方針", followUp: "フォローアップ" };

/** What is wrong with how a citation is shown; nothing where it is right. */
function wrong({ column, quote, number }: Citation, marked: Marked): string[] {
  const faults = [
    marked.texts.length === 1 ? [] : `${marked.texts.length} marks`,
    marked.texts[0] === squeezed(quote) ? [] : "another text",
    marked.measure.startsWith(`${number} `) ? [] : `under ${marked.measure}`,
    marked.column === (columns[column] ?? "") ? [] : `in the column ${marked.column}`,
    marked.seen ? [] : "not seen",
  ].flat();
  return faults.length === 0 ? [] : [`${number} ${quote.slice(0, 40)}: ${faults.join(", ")}`];
}

function expectRate(citations: readonly Citation[], faults: readonly string[]): void {
  const rate = 1 - faults.length / citations.length;
  expect(rate, `${citations.length} citations, wrong: ${faults.join("\n")}`).toBeGreaterThanOrEqual(RATE);
}

describeInChromium("the citations of the project's own questions", (site) => {
  let citations: Citation[] = [];
  beforeAll(async () => {
    citations = await collectCitations(site);
  });

  it("are many, of both columns, with pages known and unknown", () => {
    expect(citations.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(new Set(citations.map(({ column }) => column))).toEqual(new Set(["policy", "followUp"]));
    expect(new Set(citations.map(({ pages }) => pages.exact))).toEqual(new Set([true, false]));
    expect(new Set(citations.map(({ measureId }) => measureId)).size).toBeGreaterThanOrEqual(80);
  });

  /** One answer that cites all of them: its chips are real, and so are the pages that they open. */
  async function openAnswerCitingAll(): Promise<Page> {
    const numbered = citations.map((citation, index) => ({ ...citation, n: index + 1 }));
    const answer: Answer = {
      id: "all",
      kind: "answer",
      answer: numbered.map(({ n }) => `引用[${n}]`).join("\n"),
      citations: numbered,
      measures: [],
      suggestions: [],
      mode: "extractive",
      tookMs: 0,
      edition: numbered[0]?.edition ?? "",
    };
    site.standIn(inPlaceOfChat(() => Response.json(answer)));
    const page = await site.open("/");
    await type(page, "すべて");
    await page.locator(".answer-actions").waitFor();
    return page;
  }

  const addressOf = (path: string, citation: Citation): string =>
    pageAddress(createSite("", "ja"), `${path}${quoteFragment(citation)}`);

  it("are each marked in the panel that its chip opens, with links to the measure and the page", async () => {
    const page = await openAnswerCitingAll();
    expect(await page.locator("a.mark").count()).toBe(citations.length);
    const faults: string[] = [];
    for (const [chip, citation] of citations.entries()) {
      const marked = await look(page, { chip, frame: ".panel-body", quote: squeezed(citation.quote) });
      faults.push(...wrong(citation, marked));
      expect(marked.links.slice(0, 2)).toEqual([
        addressOf(`/measures/${citation.measureId}`, citation),
        addressOf(`/pages/${citation.pages.first}`, citation),
      ]);
    }
    expectRate(citations, faults);
  }, 120_000);

  describe.each([
    ["page", ({ pages }: Citation) => `/pages/${pages.first}`],
    ["measure", ({ measureId }: Citation) => `/measures/${measureId}`],
  ])("by the address of its %s", (_name, path) => {
    it("are each marked where the document says it", async () => {
      const page = await site.open("/browse?section=1");
      const faults: string[] = [];
      for (const citation of citations) {
        await page.goto(`${site.address}${addressOf(path(citation), citation)}`);
        const marked = await look(page, { frame: "main", quote: squeezed(citation.quote) });
        faults.push(...wrong(citation, marked));
      }
      expectRate(citations, faults);
    }, 120_000);
  });
});
