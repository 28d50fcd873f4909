import type { Citation } from "../../../src/answer/citation.ts";
import { useSite } from "../site.ts";
import type { OpenCitation } from "./answer-view.tsx";
import { SiteLink } from "./site-link.tsx";

/** The id of a citation's entry; an inline mark links to it. */
export function citationAnchor(answerId: string, n: number): string {
  return `citation-${answerId}-${n}`;
}

/** The fragment that makes a page mark the quote in the measure's row; read by web/client/mark-quote.ts. */
export function quoteFragment({ quote, measureId }: Pick<Citation, "quote" | "measureId">): string {
  return `#q=${encodeURIComponent(quote)}&in=${measureId}`;
}

interface SourceProps {
  citation: Citation;
  answerId: string;
  onCite?: OpenCitation | undefined;
}

function SourceView({ citation, answerId, onCite }: SourceProps) {
  const site = useSite();
  const { n, measureId, number, title, pages, column, quote } = citation;
  const open = (event: MouseEvent): void => {
    if (onCite === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onCite(citation, event.currentTarget as HTMLElement);
  };
  return (
    <li class="citation" id={citationAnchor(answerId, n)} tabindex={-1}>
      <p class="citation-head">
        <span class="citation-number">
          <span class="visually-hidden">{site.strings.panel.label}</span>
          {n}
        </span>
        <SiteLink path={`/measures/${measureId}${quoteFragment(citation)}`} onClick={open} lang="ja">
          {number} {title}
        </SiteLink>
        <span class="citation-place">
          {site.strings.pages(pages)}・{site.strings.columns[column]}
        </span>
      </p>
      <blockquote lang="ja">{quote}</blockquote>
    </li>
  );
}

/** Every citation of an answer with its words, so that paper and a page without JavaScript show them too. */
export function SourceList({
  citations,
  ...props
}: Omit<SourceProps, "citation"> & { citations: readonly Citation[] }) {
  const { strings } = useSite();
  if (citations.length === 0) return null;
  return (
    <section class="citations" aria-label={strings.panel.label}>
      <h3>{strings.chat.sources(citations.length)}</h3>
      <ol>
        {citations.map((citation) => (
          <SourceView citation={citation} key={citation.n} {...props} />
        ))}
      </ol>
    </section>
  );
}
