import { z } from "@hono/zod-openapi";
import { PageRange, PassageColumn } from "../../ingest/collection.ts";
import type { Assistant } from "../answer/assistant.ts";
import type { Filters } from "../retrieval/filters.ts";
import { MeasureSummary, summariseMeasure } from "../retrieval/measure-summary.ts";

/** How many rows a search gives unless told, and at most. */
export const FOUND = 10;
export const MOST_FOUND = 50;

export const SearchResult = z.object({
  measure: MeasureSummary,
  score: z.number(),
  passages: z.array(z.object({ text: z.string(), column: PassageColumn, pages: PageRange })),
  explain: z.record(z.string(), z.number()).optional(),
});
export type SearchResult = z.infer<typeof SearchResult>;

export interface MeasureSearch {
  query: string;
  limit: number;
  filters?: Filters | undefined;
  /** With the raw score of every leg. */
  explain?: boolean;
}

/** One row a measure, best first, with the passages that found it. */
export async function searchMeasures(
  assistant: Assistant,
  { query, limit, filters, explain = false }: MeasureSearch,
): Promise<SearchResult[]> {
  const hits = await assistant.rank(query, limit, filters);
  return hits.map(({ measure, score, passages, legs }) => ({
    measure: summariseMeasure(measure),
    score,
    passages: passages.map(({ passage }) => ({ text: passage.text, column: passage.column, pages: passage.pages })),
    ...(explain ? { explain: legs } : {}),
  }));
}
