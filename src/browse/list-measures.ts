import { z } from "@hono/zod-openapi";
import type { Measure } from "../../ingest/collection.ts";
import type { Assistant } from "../answer/assistant.ts";
import { countFacets, type Facets } from "../retrieval/facets.ts";
import { type Filters, passesFilters } from "../retrieval/filters.ts";
import { wordFilter } from "./word-filter.ts";

/** How many measures a list gives unless told, and at most. */
export const LISTED = 50;
export const MOST_LISTED = 500;
export const WORDS_LENGTH = 200;

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
/** How many of the listed measures, all pages of the list together, have each value. */
export const MeasureFacets = z.object({ ministry: Facet, type: Facet, section: Facet, topic: Facet });

export interface MeasureListQuery extends Filters {
  /** Words that all must stand in the measure. */
  q?: string | undefined;
  /** A printed page. */
  page?: number | undefined;
  /** Yen; measures with a stated budget of at least, or at most, this. */
  budgetFrom?: number | undefined;
  budgetTo?: number | undefined;
  limit: number;
  offset: number;
}

export interface MeasureList {
  measures: Measure[];
  /** Of the whole list, not of this piece. */
  total: number;
  facets: Facets;
}

/** The measures that pass every given filter: in document order, with words best first. */
export async function listMeasures(assistant: Assistant, query: MeasureListQuery): Promise<MeasureList> {
  const { catalogue } = assistant.search;
  const onPage = query.page === undefined ? undefined : new Set(catalogue.measuresOn(query.page).map(({ id }) => id));
  const byBudget = query.budgetFrom !== undefined || query.budgetTo !== undefined;
  const filtered = catalogue.collection.measures.filter(
    (measure) =>
      passesFilters(measure, query) &&
      (!byBudget || catalogue.statesBudgetWithin(measure.id, query.budgetFrom, query.budgetTo)) &&
      (onPage === undefined || onPage.has(measure.id)),
  );
  const measures = query.q ? await containing(filtered, query.q, assistant) : filtered;
  return {
    measures: measures.slice(query.offset, query.offset + query.limit),
    total: measures.length,
    facets: countFacets(measures),
  };
}

/** Measures that hold every word, best first. */
async function containing(measures: readonly Measure[], text: string, assistant: Assistant): Promise<Measure[]> {
  const { catalogue } = assistant.search;
  const ranks = new Map(
    (await assistant.rank(text, catalogue.measures.size)).map((hit, rank) => [hit.measure.id, rank]),
  );
  return measures
    .filter(wordFilter(text, catalogue))
    .sort((a, b) => (ranks.get(a.id) ?? ranks.size) - (ranks.get(b.id) ?? ranks.size));
}
