import type { Measure } from "../../ingest/collection.ts";
import { type AnswerContext, quotesOf } from "../answer/answer-context.ts";
import type { Citation } from "../answer/citation.ts";
import { CitationList } from "../answer/cite.ts";
import { cutSentences } from "../answer/cut-sentences.ts";
import type { Draft } from "../answer/draft.ts";

/** A quote that the model may write from. */
export interface Source {
  /** As the extractive answer, or the search in its measure, gives it; `n` is the number the model cites it by. */
  citation: Citation;
  measure: Measure;
  /** What the quote stands under: a budget names its programme there. */
  heading: string;
}

const MOST_OF_ONE_MEASURE = 8;
const LONGEST_HEADING = 80;

/**
 * The extractive answer's quotes, numbered from 1. An answer on one measure gets further sentences of it; with several
 * measures each further quote would put a second citation of one before the first of another.
 */
export function numberSources(context: AnswerContext, draft: Draft): Source[] {
  const measures = new Set(draft.citations.map(({ measureId }) => measureId));
  const [only] = measures.size === 1 ? measures : [];
  const measure = only === undefined ? undefined : context.catalogue.measures.get(only);
  const citations = measure ? withFurther(context, draft.citations, measure) : draft.citations;
  return citations.flatMap((citation) => {
    const own = context.catalogue.measures.get(citation.measureId);
    return own ? { citation, measure: own, heading: headingOf(citation, own) } : [];
  });
}

function withFurther(context: AnswerContext, citations: readonly Citation[], measure: Measure): readonly Citation[] {
  const list = new CitationList(context.linkTo);
  const add = ({ column, quote, pages }: Citation): string => list.cite({ measure, column, text: quote, pages });
  for (const citation of citations) add(citation);
  for (const { sentence, text } of quotesOf(context, measure, context.understanding.attribute)) {
    if (list.citations.length >= MOST_OF_ONE_MEASURE) break;
    const isKnown = list.citations.some(({ quote }) => quote.includes(text) || text.includes(quote));
    if (!isKnown && !sentence.isHeading) {
      list.cite({ measure, column: sentence.column, text, pages: sentence.pages });
    }
  }
  return list.citations;
}

function headingOf({ quote, column }: Citation, measure: Measure): string {
  const sentence = cutSentences(measure).find((one) => one.column === column && one.text.includes(quote));
  const heading = sentence?.heading ?? "";
  return heading.length <= LONGEST_HEADING && heading !== measure.title ? heading : "";
}
