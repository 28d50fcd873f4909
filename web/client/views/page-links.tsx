import type { PageRange } from "../../ingest/collection.ts";
import { pagesLabel } from "../client/citation-label.ts";

/** Links to every printed page of a range; where page breaks were lost, to every page it may be. */
export function PageLinks({ pages, basePath }: { pages: PageRange; basePath: string }) {
  const { first, last, exact } = pages;
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return (
    <span class="page-links">
      {!exact && <span>{pagesLabel(pages)}： </span>}
      {numbers.map((number) => (
        <a href={`${basePath}/pages/${number}`} key={number}>
          p.{number}
        </a>
      ))}
    </span>
  );
}
