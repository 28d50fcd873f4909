import type { PageRange } from "../../../ingest/collection.ts";
import { useSite } from "../site.ts";
import { SiteLink } from "./site-link.tsx";

/** Links to every printed page of a range; where page breaks were lost, to every page it may be. */
export function PageLinks({ pages }: { pages: PageRange }) {
  const site = useSite();
  const { first, last, exact } = pages;
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return (
    <span class="page-links">
      {!exact && <span>{site.strings.pages(pages)}</span>}
      {numbers.map((number) => (
        <SiteLink path={`/pages/${number}`} key={number}>
          p.{number}
        </SiteLink>
      ))}
    </span>
  );
}
