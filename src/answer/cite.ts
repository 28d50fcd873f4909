import type { Measure, PageRange, PassageColumn } from "../../ingest/collection.ts";
import type { Citation } from "./citation.ts";

/** A verbatim piece of the document about a measure, with where it stands. */
export interface Quote {
  measure: Measure;
  column: PassageColumn;
  text: string;
  pages: PageRange;
}

/** Numbers quotes in order of first use, the same quote once. */
export class CitationList {
  readonly #citations: Citation[] = [];
  readonly #linkTo: (path: string) => string;

  constructor(linkTo: (path: string) => string) {
    this.#linkTo = linkTo;
  }

  get citations(): readonly Citation[] {
    return this.#citations;
  }

  /** The mark to print behind the quote: "[1]". */
  cite({ measure, column, text, pages }: Quote): string {
    const known = this.#citations.find((citation) => citation.measureId === measure.id && citation.quote === text);
    if (known) return `[${known.n}]`;
    const n = this.#citations.length + 1;
    this.#citations.push({
      n,
      edition: measure.edition,
      measureId: measure.id,
      number: measure.number,
      title: measure.title,
      pages,
      column,
      quote: text,
      url: this.#linkTo(`/measures/${measure.id}`),
    });
    return `[${n}]`;
  }
}

/** "p.73", "p.12-13", or "p.44〜48のどこか" where page breaks were lost. */
export function pageLabel(pages: PageRange): string {
  if (pages.first === pages.last) return `p.${pages.first}`;
  return pages.exact ? `p.${pages.first}-${pages.last}` : `p.${pages.first}〜${pages.last}のどこか`;
}

/** The leading ministry first: "経産省・中企庁". */
export const ministryLabel = ({ ministries }: Pick<Measure, "ministries">): string =>
  [...ministries]
    .sort((a, b) => Number(b.lead) - Number(a.lead))
    .map(({ name }) => name)
    .join("・");
