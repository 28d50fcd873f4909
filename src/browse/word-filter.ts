import { normalise } from "../../index/normalise.ts";
import type { Measure } from "../../ingest/collection.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";

/**
 * Tells which measures hold every white-space separated word of a text: in any form that the normaliser makes one, anywhere in
 * the measure's words. A word that is a measure's number, "(5)③" or "5-3", is held by that measure alone.
 * A text without words is held by every measure.
 */
export function wordFilter(text: string, catalogue: Catalogue): (measure: Measure) => boolean {
  const tests = text
    .split(/\s+/u)
    .filter((word) => normalise(word) !== "")
    .map((word) => testOf(word, catalogue));
  return (measure) => tests.every((test) => test(measure));
}

function testOf(word: string, catalogue: Catalogue): (measure: Measure) => boolean {
  const { measures, words: others } = resolveReferences(word, catalogue);
  // As text, (1)③ would stand in (1)㉚, which is "(1)30" once its width is folded, and 1-1 in 11-12.
  if (measures.length > 0 && !/[\p{L}\p{N}]/u.test(others)) return ({ id }) => measures.includes(id);
  const wanted = normalise(word);
  return (measure) => catalogue.wholeText(measure).includes(wanted);
}
