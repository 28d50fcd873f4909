import type { Measure, Page } from "../../ingest/collection.ts";
import type { Citation } from "../../src/answer/citation.ts";
import { isObject, parseJson } from "./answer-events.ts";
import { findQuote } from "./find-quote.ts";
import { layOutPage, type PageLayout } from "./lay-out-page.ts";
import type { Site } from "./site.ts";

/** What stands around a citation: the measure, and the page block that holds the quote. */
export interface CitedPage {
  measure: Measure;
  layout: PageLayout;
}

/**
 * Fetches the pages of citations, each once a measure. Throws where the server does not give it.
 * The API's own answers are trusted to have their form; they come from where this code comes from.
 */
export function createPageSource(site: Site, fetcher: typeof fetch): (citation: Citation) => Promise<CitedPage> {
  const pages = new Map<string, Promise<{ blocks: Page[]; measures: Measure[] }>>();

  async function getJson(path: string): Promise<Record<string, unknown>> {
    const response = await fetcher(`${site.basePath}${path}`, { headers: { Accept: "application/json" } });
    const body = parseJson(await response.text());
    if (!response.ok || !isObject(body)) throw new Error(`${path}: ${response.status}`);
    return body;
  }

  async function load({
    pages: { first },
    edition,
    measureId,
  }: Citation): Promise<{ blocks: Page[]; measures: Measure[] }> {
    const suffix = `edition=${encodeURIComponent(edition)}`;
    const [{ blocks }, { measures }] = await Promise.all([
      getJson(`/api/pages/${first}?${suffix}`),
      getJson(`/api/measures?page=${first}&limit=500&${suffix}`),
    ]);
    const onPage = measures as Measure[];
    if (onPage.some(({ id }) => id === measureId)) return { blocks: blocks as Page[], measures: onPage };
    // A footnote may stand on a page that is none of its measure's.
    const cited = (await getJson(`/api/measures/${measureId}?${suffix}`)) as unknown as Measure;
    return { blocks: blocks as Page[], measures: [cited, ...onPage] };
  }

  return async (citation) => {
    const key = `${citation.edition} ${citation.pages.first} ${citation.measureId}`;
    const loading = pages.get(key) ?? load(citation);
    pages.set(key, loading);
    loading.catch(() => pages.delete(key));
    const { blocks, measures } = await loading;
    const layouts = blocks
      .map((block) => layOutPage(block, measures))
      .filter(({ rows }) => rows.some((row) => row.measure.id === citation.measureId));
    const measure = measures.find(({ id }) => id === citation.measureId);
    const layout = layouts.find((candidate) => holdsQuote(candidate, citation)) ?? layouts[0];
    if (measure === undefined || layout === undefined)
      throw new Error(`page ${citation.pages.first} lacks ${citation.measureId}`);
    return { measure, layout };
  };
}

function holdsQuote(layout: PageLayout, { measureId, column, quote }: Citation): boolean {
  const row = layout.rows.find(({ measure }) => measure.id === measureId);
  if (row === undefined) return false;
  if (column === "title") return row.begins;
  const blocks = { policy: row.policy, followUp: row.followUp, footnote: row.footnotes }[column];
  return blocks.some(({ text }) => findQuote(text, quote) !== undefined);
}
