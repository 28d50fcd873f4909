import type { Measure } from "../../ingest/collection.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";

/** Which reading of a reference found its measures. */
export const REFERENCE_KINDS = ["measure", "page", "title"] as const;

export interface FoundReference {
  kind: (typeof REFERENCE_KINDS)[number];
  measures: Measure[];
}

/** The measures that a number, a printed page or a title leads to, in this order of trust; undefined where none does. */
export function lookUpReference(catalogue: Catalogue, ref: string): FoundReference | undefined {
  const found = resolveReferences(ref, catalogue);
  const measuresOf = (ids: readonly string[]): Measure[] => ids.flatMap((id) => catalogue.measures.get(id) ?? []);
  if (found.measures.length > 0) return { kind: "measure", measures: measuresOf(found.measures) };
  const onPages = found.pages.flatMap((page) => catalogue.measuresOn(page));
  if (onPages.length > 0) return { kind: "page", measures: Array.from(new Set(onPages)) };
  if (found.titles.length > 0) return { kind: "title", measures: measuresOf(found.titles) };
  return undefined;
}
