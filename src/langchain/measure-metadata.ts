import type { Measure, PageRange, PassageColumn } from "../../ingest/collection.ts";
import { pageLabel } from "../answer/cite.ts";

/** What every Document of ours says of where its words stand. Plain values only, so that any vector store can keep it. */
export interface MeasureMetadata {
  edition: string;
  /** "5-3" */
  measureId: string;
  /** "(5)③" */
  number: string;
  title: string;
  /** Of the Document's words, not of the whole measure. */
  pages: PageRange;
  /** "p.73", "p.44〜48のどこか" */
  pageLabel: string;
  column: PassageColumn;
  section: number;
  topic: string;
  /** As printed, "経産省", in printed order. */
  ministries: string[];
  supportTypes: string[];
  /** The measure's page of this site. */
  url: string;
}

/** "/measures/5-3" to the link that a Document carries. */
export type LinkTo = (path: string) => string;

export const measureMetadata = (
  measure: Measure,
  { pages, column }: Pick<MeasureMetadata, "pages" | "column">,
  linkTo: LinkTo,
): MeasureMetadata => ({
  edition: measure.edition,
  measureId: measure.id,
  number: measure.number,
  title: measure.title,
  pages,
  pageLabel: pageLabel(pages),
  column,
  section: measure.section.number,
  topic: measure.topic,
  ministries: measure.ministries.map(({ name }) => name),
  supportTypes: measure.supportTypes,
  url: linkTo(`/measures/${measure.id}`),
});
