import type { PageRange, PassageColumn } from "../../ingest/collection.ts";
import type { Citation } from "../../src/answer/citation.ts";

export const columnNames: Readonly<Record<PassageColumn, string>> = {
  title: "施策名",
  policy: "取組方針",
  followUp: "フォローアップ",
  footnote: "注",
};

/** "p.12", "p.12-13", or "p.44〜48のどこか" where page breaks were lost: as the answers write it. */
export function pagesLabel({ first, last, exact }: PageRange): string {
  if (first === last) return `p.${first}`;
  return exact ? `p.${first}-${last}` : `p.${first}〜${last}のどこか`;
}

/** The id of a citation's entry; an inline mark links to it. */
export function citationAnchor(answerId: string, n: number): string {
  return `citation-${answerId}-${n}`;
}

/**
 * The address of the cited measure. A path is put under `basePath` unless it is already there; anything that is
 * neither a path nor http(s) (a script address, say) gives way to the measure's own page.
 */
export function citationHref(citation: Pick<Citation, "url" | "measureId">, basePath: string): string {
  const { url, measureId } = citation;
  if (/^https?:\/\//iu.test(url)) return url;
  if (/^\/(?![/\\])/u.test(url)) return url.startsWith(`${basePath}/`) ? url : `${basePath}${url}`;
  return `${basePath}/measures/${encodeURIComponent(measureId)}`;
}
