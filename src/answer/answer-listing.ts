import type { Listing } from "../question/read-listing.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { composeList } from "./compose-list.ts";
import type { Draft } from "./draft.ts";
import { boldValue, escapeMarkdown, measureLine } from "./measure-line.ts";
import { quoteFact } from "./quote-fact.ts";

const LARGEST_SHOWN = 5;

/** An exhaustive question: every measure the rule finds, with the denominator and the rule; undefined when it finds none. */
export function answerListing(context: AnswerContext, listing: Listing): Draft | undefined {
  if (listing.largest.length > 0) return answerLargest(context, listing);
  if (listing.measures.length === 0) return undefined;
  const all = context.catalogue.measures.size;
  const introduction = context.phrases.listed(listing.rules.join("、"), listing.measures.length, all);
  return composeList(context, introduction, rowsOf(context, listing.measures));
}

/** 「一番予算の大きい」: the largest budgets stated, each with the quote that states it. */
function answerLargest(context: AnswerContext, { largest, rules, smallestFirst = false }: Listing): Draft {
  const list = new CitationList(context.linkTo);
  const shown = largest.slice(0, LARGEST_SHOWN);
  const rows = shown.flatMap(({ measure, fact }, index) => {
    const quote = quoteFact(measure, fact);
    if (!quote) return [];
    return [
      `${index + 1}. ${boldValue(fact)} ${measureLine(measure)}\n   「${escapeMarkdown(quote.text)}」${list.cite(quote)}`,
    ];
  });
  return {
    kind: "list",
    text: [context.phrases.largest(rules.join("、"), smallestFirst), rows.join("\n")].join("\n\n"),
    citations: list.citations,
    measures: Array.from(new Set(shown.map(({ measure }) => measure.id))),
    suggestions: [],
  };
}
