import type { Listing } from "../question/read-listing.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { composeList } from "./compose-list.ts";
import type { Draft } from "./draft.ts";
import { escapeMarkdown, measureLine } from "./measure-line.ts";

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
function answerLargest(context: AnswerContext, { largest, rules }: Listing): Draft {
  const list = new CitationList(context.linkTo);
  const shown = largest.slice(0, LARGEST_SHOWN);
  const rows = shown.flatMap(({ measure, fact }, index) => {
    const block = [...measure.followUp, ...measure.policy].find(
      ({ span }) => span.start <= fact.span.start && fact.span.end <= span.end,
    );
    if (!block) return [];
    const column = measure.followUp.includes(block) ? ("followUp" as const) : ("policy" as const);
    const mark = list.cite({ measure, column, text: block.text, pages: block.pages });
    return [
      `${index + 1}. **${escapeMarkdown(fact.value)}${fact.withinTotal ? "の内数" : ""}** ${measureLine(measure)}\n   「${escapeMarkdown(block.text)}」${mark}`,
    ];
  });
  return {
    kind: "list",
    text: [context.phrases.largest(rules.join("、")), rows.join("\n")].join("\n\n"),
    citations: list.citations,
    measures: Array.from(new Set(shown.map(({ measure }) => measure.id))),
    suggestions: [],
  };
}
