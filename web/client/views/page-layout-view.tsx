import type { Citation } from "../../../src/answer/citation.ts";
import type { PageLayout, PageRow } from "../lay-out-page.ts";
import { useSite } from "../site.ts";
import { ColumnView } from "./column-view.tsx";
import { MarkedText } from "./marked-text.tsx";
import { MeasureLink } from "./measure-link.tsx";

/** The words to mark on a page: only where the citation says they stand. */
export type PageQuote = Pick<Citation, "measureId" | "column" | "quote">;

function RowView({ row, quote }: { row: PageRow; quote: PageQuote | undefined }) {
  const { strings } = useSite();
  const { measure, begins } = row;
  const quoteIn = (column: Citation["column"]): string | undefined =>
    quote?.measureId === measure.id && quote.column === column ? quote.quote : undefined;
  const titleQuote = quoteIn("title");
  return (
    <section class="page-row" data-row={measure.id}>
      <h3 class="page-row-title">
        {titleQuote === undefined ? (
          <span data-quotable>
            <MeasureLink measure={measure} />
          </span>
        ) : (
          <span lang="ja">
            {measure.number} <MarkedText text={measure.title} quote={titleQuote} />
          </span>
        )}
        {!begins && <span class="note">{strings.page.continued}</span>}
      </h3>
      <div class="columns">
        <ColumnView
          heading={<h4>{strings.columns.policy}</h4>}
          blocks={row.policy}
          empty={strings.measure.emptyHere}
          quote={quoteIn("policy")}
        />
        <ColumnView
          heading={<h4>{strings.columns.followUp}</h4>}
          blocks={row.followUp}
          empty={strings.measure.emptyHere}
          quote={quoteIn("followUp")}
        />
      </div>
      {row.footnotes.map((footnote) => (
        <p class="footnotes" key={footnote.span.start} lang="ja">
          <span data-quotable>
            <MarkedText text={footnote.text} quote={quoteIn("footnote")} />
          </span>
        </p>
      ))}
    </section>
  );
}

/** A page block of the document in its two columns. The chapter, section and sub-heading are printed on every page. */
export function PageLayoutView({ layout, quote }: { layout: PageLayout; quote?: PageQuote | undefined }) {
  return (
    <div class="page-layout">
      <p class="page-headings" lang="ja">
        <span>{layout.chapter}</span>
        <span>{layout.section}</span>
        <span>{layout.topic}</span>
      </p>
      {layout.rows.map((row) => (
        <RowView row={row} quote={quote} key={row.measure.id} />
      ))}
    </div>
  );
}
