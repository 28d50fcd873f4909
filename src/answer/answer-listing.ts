import type { Listing } from "../question/read-listing.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { composeList } from "./compose-list.ts";
import { composeOutside, withinRange } from "./compose-outside-range.ts";
import { composeOverview } from "./compose-overview.ts";
import type { Draft } from "./draft.ts";
import { boldValue, escapeMarkdown, measureLine } from "./measure-line.ts";
import { quoteFact } from "./quote-fact.ts";

const LARGEST_SHOWN = 5;

/** An exhaustive question: every measure the rule finds, with the denominator and the rule; undefined when it finds none. */
export function answerListing(context: AnswerContext, listing: Listing): Draft | undefined {
  const { phrases, range } = context;
  const { largest, measures, outside, rules } = listing;
  if (range.measures.length === 0) return composeOverview(context);
  if (largest.length > 0) return answerLargest(context, listing);
  if (listing.smallestFirst !== undefined && !range.isWhole) {
    const unstated = phrases.notStated(phrases.range(range.label), "budget");
    return { ...composeList(context, unstated, rowsOf(context, measures)), kind: "not_stated" };
  }
  const introduction = withinRange(context, phrases.listed(rules.join("、"), measures.length, range.measures.length));
  if (measures.length > 0) return composeList(context, introduction, rowsOf(context, measures));
  return outside.length > 0
    ? composeOutside(context, `${introduction} ${phrases.countOutside(outside.length)}`, outside)
    : undefined;
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
    text: [withinRange(context, context.phrases.largest(rules.join("、"), smallestFirst)), rows.join("\n")].join(
      "\n\n",
    ),
    citations: list.citations,
    measures: Array.from(new Set(shown.map(({ measure }) => measure.id))),
    suggestions: [],
  };
}
