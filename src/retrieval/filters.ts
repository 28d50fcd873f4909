import { z } from "@hono/zod-openapi";
import type { Measure } from "../../ingest/collection.ts";
import { FACETS, facetValues } from "./facets.ts";

/** Restricts what is searched: values of one list are alternatives, lists must all hold. */
export const Filters = z
  .object({
    ministry: z.array(z.string()).optional(),
    type: z.array(z.string()).optional(),
    section: z.array(z.coerce.number().int()).optional(),
    topic: z.array(z.string()).optional(),
  })
  .openapi("Filters");
export type Filters = z.infer<typeof Filters>;

export const passesFilters = (measure: Measure, filters: Filters): boolean =>
  FACETS.every((facet) => holdsOne(facetValues[facet](measure), filters[facet]));

/** An absent or empty list restricts nothing. */
export const holdsOne = (values: readonly string[], wanted: readonly (string | number)[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.some((value) => values.includes(String(value)));

export const isUnfiltered = (filters: Filters): boolean =>
  Object.values(filters).every((list) => list === undefined || list.length === 0);
