import type { Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { countValues, facetValues } from "../retrieval/facets.ts";
import { compareFiscalYears, fiscalYearsOf } from "./fiscal-years.ts";

/** What measures are browsed by, in the order of a page's filters and of its URL. */
export const DIMENSIONS = ["chapter", "section", "topic", "ministry", "type", "year"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a measure has of a dimension, as a URL gives it: chapter 2 is "2". */
export function valuesOf(dimension: Dimension, measure: Measure, catalogue: Catalogue): readonly string[] {
  if (dimension === "chapter") return [String(measure.chapter.number)];
  if (dimension === "year") return fiscalYearsOf(measure, catalogue);
  return facetValues[dimension](measure);
}

/** Every value that some measure has, each once; in document order, years in time order. */
export function knownValues(dimension: Dimension, catalogue: Catalogue): string[] {
  const counted = countValues(catalogue.collection.measures, (measure) => valuesOf(dimension, measure, catalogue));
  const values = counted.map(({ value }) => value);
  return dimension === "year" ? values.sort(compareFiscalYears) : values;
}
