import type { Measure, Page } from "../../ingest/collection.ts";
import { type FoundReference, lookUpReference } from "../browse/look-up-reference.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { Problem } from "./problem.ts";

/** Throws Problem 400 for a malformed id, 404 for an unknown one. */
export function findMeasure(catalogue: Catalogue, id: string): Measure {
  if (!/^\d{1,2}-\d{1,2}$/.test(id)) {
    throw new Problem(
      400,
      "invalid_measure_id",
      `「${id}」は施策の番号の形ではありません。`,
      "5-3 のように、節と番号をハイフンでつなぎます。",
    );
  }
  const measure = catalogue.measures.get(id);
  if (!measure)
    throw new Problem(
      404,
      "measure_not_found",
      `施策 ${id} はありません。`,
      "番号は施策の一覧（/browse、API では /api/measures）で確かめられます。",
    );
  return measure;
}

/** Throws Problem 400 for what is no number, 404 for a page outside the document. */
export function findPage(catalogue: Catalogue, number: string): { page: number; blocks: Page[] } {
  if (!/^\d{1,4}$/.test(number))
    throw new Problem(
      400,
      "invalid_page",
      `「${number}」はページ番号ではありません。`,
      "73 のように数字で指定します。",
    );
  const page = Number(number);
  const blocks = catalogue.blocksOn(page);
  if (blocks.length === 0) {
    throw new Problem(
      404,
      "page_not_found",
      `${page}ページはありません。`,
      `この文書は1〜${catalogue.lastPage}ページです。`,
    );
  }
  return { page, blocks };
}

/** Throws Problem 404 for a reference that leads to no measure. */
export function findReference(catalogue: Catalogue, ref: string): FoundReference {
  const found = lookUpReference(catalogue, ref);
  if (found) return found;
  throw new Problem(
    404,
    "reference_not_found",
    `「${ref}」に当たる施策は見つかりません。`,
    "(5)③、5-3、p.73、施策名のように指定してください。",
  );
}
