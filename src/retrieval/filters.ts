import { z } from "@hono/zod-openapi";
import type { Measure } from "../../ingest/collection.ts";

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

export function passesFilters(measure: Measure, filters: Filters): boolean {
  return (
    holds(filters.ministry, (name) => measure.ministries.some((ministry) => ministry.name === name)) &&
    holds(filters.type, (type) => measure.supportTypes.includes(type)) &&
    holds(filters.section, (section) => measure.section.number === section) &&
    holds(filters.topic, (topic) => measure.topic === topic)
  );
}

/** An absent or empty list restricts nothing. */
function holds<Value>(wanted: readonly Value[] | undefined, test: (value: Value) => boolean): boolean {
  return wanted === undefined || wanted.length === 0 || wanted.some(test);
}

export const isUnfiltered = (filters: Filters): boolean =>
  Object.values(filters).every((list) => list === undefined || list.length === 0);
