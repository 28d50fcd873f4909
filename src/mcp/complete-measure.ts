import { normalise } from "../../index/normalise.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";

/** Ids of the measures that somebody typing may mean: by the beginning of the id, by number, by words of the title. */
export function completeMeasure(catalogue: Catalogue, typed: string): string[] {
  const ids = Array.from(catalogue.measures.keys()).filter((id) => id.startsWith(typed.trim()));
  const words = normalise(typed);
  const titled = Array.from(catalogue.measures.values()).filter(
    ({ title }) => words !== "" && normalise(title).includes(words),
  );
  const named = resolveReferences(typed, catalogue).measures;
  return Array.from(new Set([...ids, ...named, ...titled.map(({ id }) => id)]));
}
