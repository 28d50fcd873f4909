import { beforeAll, describe, expect, it } from "vitest";
import type { Measure } from "../ingest/collection.ts";
import type { Citation } from "../src/answer/citation.ts";
import { cutSentences } from "../src/answer/cut-sentences.ts";
import { findQuote } from "../web/client/find-quote.ts";
import { createPageSource } from "../web/client/page-source.ts";
import { createSite } from "../web/client/site.ts";
import { type RunningApp, realApp } from "./real-app.ts";
import { realCatalogue } from "./real-catalogue.ts";

let running: RunningApp;
let measures: readonly Measure[];
beforeAll(async () => {
  running = await realApp();
  ({ measures } = (await realCatalogue()).collection);
});

/** The server in this process, as a browser would reach it; tells what was asked for. */
function server() {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(String(input));
    return running.app.request(String(input), init);
  };
  return { asked, fetch };
}

const citationsOf = (measure: Measure): Citation[] =>
  cutSentences(measure).map(({ column, text, pages }, index) => ({
    n: index + 1,
    edition: measure.edition,
    measureId: measure.id,
    number: measure.number,
    title: measure.title,
    pages,
    column,
    quote: text,
    url: `/measures/${measure.id}`,
  }));

const site = createSite("", "ja");

describe("the page of a citation", () => {
  it("holds the quote in its measure's row and column, for every sentence that an answer can quote", async () => {
    const load = createPageSource(site, server().fetch);
    const lost: string[] = [];
    for (const citation of measures.flatMap(citationsOf)) {
      const { measureId, column, quote } = citation;
      const page = await load(citation).catch(() => undefined);
      const row = page?.layout.rows.find(({ measure }) => measure.id === measureId);
      const blocks =
        { title: [], policy: row?.policy, followUp: row?.followUp, footnote: row?.footnotes }[column] ?? [];
      const marked = blocks.some(({ text }) => findQuote(text, quote) !== undefined);
      if (!marked || page?.measure.id !== measureId) lost.push(`${measureId} ${column} ${quote.slice(0, 20)}`);
    }
    expect(lost).toEqual([]);
  });

  it("is fetched once for several citations of it", async () => {
    const { asked, fetch } = server();
    const load = createPageSource(site, fetch);
    const [one, other] = measures.filter(({ id }) => id === "5-3").flatMap(citationsOf);
    if (!one || !other) throw new Error("(5)③ has fewer than two sentences");
    await Promise.all([load(one), load(other)]);
    await load(one);
    expect(asked).toEqual([
      `/api/pages/${one.pages.first}?edition=2025-02`,
      `/api/measures?page=${one.pages.first}&limit=500&edition=2025-02`,
    ]);
  });

  it("is asked for below the base path", async () => {
    const asked: string[] = [];
    const fetch = async (input: RequestInfo | URL): Promise<Response> => {
      asked.push(String(input));
      return new Response("{}", { status: 404 });
    };
    const [citation] = citationsOf(measures[0] as Measure);
    await expect(createPageSource(createSite("/navi", "ja"), fetch)(citation as Citation)).rejects.toThrow("404");
    expect(asked.every((address) => address.startsWith("/navi/api/"))).toBe(true);
  });

  it("is asked for again after a failure", async () => {
    const { fetch } = server();
    let fails = true;
    const load = createPageSource(site, async (input, init) =>
      fails ? new Response("busy", { status: 503 }) : fetch(input, init),
    );
    const [citation] = citationsOf(measures[0] as Measure);
    await expect(load(citation as Citation)).rejects.toThrow("503");
    fails = false;
    await expect(load(citation as Citation)).resolves.toMatchObject({ measure: { id: "1-1" } });
  });
});
