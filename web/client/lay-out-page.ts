import type { Block, Measure, Page, PageRange } from "../../ingest/collection.ts";

/** What one measure has on one page block, column by column. */
export interface PageRow {
  measure: Measure;
  /** Whether the measure's title is printed here; otherwise it goes on from an earlier page. */
  begins: boolean;
  policy: readonly Block[];
  followUp: readonly Block[];
  footnotes: readonly Block[];
}

/** A page block as the document prints it: its headings, then a row a measure with the two columns side by side. */
export interface PageLayout {
  ordinal: number;
  printed: PageRange;
  chapter: string;
  section: string;
  topic: string;
  rows: readonly PageRow[];
}

const blocksOf = (measure: Measure): readonly Block[] => [...measure.policy, ...measure.followUp, ...measure.footnotes];

/**
 * Sorts the blocks of `measures`, which are in the document's order, into the rows of `page` by where they stand in the source text.
 * A measure may have a footnote on a page that is not one of its own: (6)⑧ on p.94.
 */
export function layOutPage(page: Page, measures: readonly Measure[]): PageLayout {
  const here = (blocks: readonly Block[]): Block[] =>
    blocks.filter(({ span }) => page.span.start <= span.start && span.end <= page.span.end);
  const rows = measures
    .filter((measure) => page.measures.includes(measure.id) || here(blocksOf(measure)).length > 0)
    .map(
      (measure): PageRow => ({
        measure,
        begins: !blocksOf(measure).some(({ span }) => span.start < page.span.start),
        policy: here(measure.policy),
        followUp: here(measure.followUp),
        footnotes: here(measure.footnotes),
      }),
    );
  const chapter = rows[0]?.measure.chapter;
  return {
    ordinal: page.ordinal,
    printed: page.printed,
    chapter: chapter === undefined ? "" : `${chapter.number}. ${chapter.title}`,
    section: `(${page.section.number}) ${page.section.title}`,
    topic: page.topic,
    rows,
  };
}
