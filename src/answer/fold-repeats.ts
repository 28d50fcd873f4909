import type { Measure } from "../../ingest/collection.ts";

/** Leaves out measures that repeat one above them (再掲 or unmarked): the same support need not be listed twice. */
export function foldRepeats(measures: readonly Measure[]): Measure[] {
  const shown = new Set<string>();
  return measures.filter((measure) => {
    if (measure.seeAlso.some((id) => shown.has(id))) return false;
    shown.add(measure.id);
    return true;
  });
}
