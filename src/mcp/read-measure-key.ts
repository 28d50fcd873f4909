import type { Measure } from "../../ingest/collection.ts";
import { findMeasure } from "../http/find-in-document.ts";
import { Problem } from "../http/problem.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";

/**
 * The one measure of an id or number: "5-3", "(5)③", "5の3", "第5節③". Throws Problem 400 for what is no number or several,
 * 404 for a number that no measure has.
 */
export function readMeasureKey(catalogue: Catalogue, key: string): Measure {
  const { measures, unknown } = resolveReferences(key, catalogue);
  if (measures.length > 1) {
    throw new Problem(
      400,
      "several_measures",
      `「${key}」は${measures.length}つの施策を指しています。`,
      `ひとつずつ指定してください: ${measures.join("、")}`,
    );
  }
  const [id] = measures;
  if (id === undefined && unknown.length > 0) {
    throw new Problem(
      404,
      "measure_not_found",
      `施策 ${key} はありません。`,
      "list_measures の section で、その節にある番号を確かめられます。",
    );
  }
  return findMeasure(catalogue, id ?? key.trim());
}
