import type { Measure } from "../../ingest/collection.ts";
import { type AnswerContext, quotesOf } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { quoteLine } from "./compose-measure.ts";
import type { Draft } from "./draft.ts";
import { measureLine } from "./measure-line.ts";

const SHOWN = 3;

/** A sentence that holds for the chosen range says so; without filters it stays as it is. */
export const withinRange = ({ phrases, range }: AnswerContext, sentence: string): string =>
  range.isWhole ? sentence : phrases.within(phrases.range(range.label), sentence);

/** Named outright, and outside the chosen range. */
export const composeNamedOutside = (context: AnswerContext, measures: readonly Measure[]): Draft =>
  composeOutside(context, context.phrases.outside(context.phrases.range(context.range.label)), measures);

/** Nothing in the chosen range is near to what was asked; these are, outside it, best first. */
export function composeNotInRange(context: AnswerContext, near: readonly Measure[]): Draft {
  const { phrases, range } = context;
  const nearest = near.slice(0, SHOWN);
  const introduction = [phrases.notInRange(phrases.range(range.label)), phrases.nearestOutside(nearest.length)];
  return composeOutside(context, introduction.join(" "), nearest);
}

/**
 * Where to find what lies outside: each measure with what it is, never with the figure asked for. A reader restricted to a
 * range is told where the answer stands, and is not answered from there.
 */
export function composeOutside(context: AnswerContext, introduction: string, measures: readonly Measure[]): Draft {
  const list = new CitationList(context.linkTo);
  const shown = measures.slice(0, SHOWN);
  const rows = shown.map((measure) => {
    const quotes = quotesOf(context, measure, undefined);
    const quote = quotes.find(({ sentence }) => sentence.column === "policy") ?? quotes[0];
    return `- ${measureLine(measure)}${quote ? `\n  ${quoteLine(quote, measure, list)}` : ""}`;
  });
  const more = measures.length > SHOWN ? [context.phrases.more(measures.length - SHOWN)] : [];
  return {
    kind: "not_stated",
    text: [introduction, rows.join("\n"), ...more].join("\n\n"),
    citations: list.citations,
    measures: shown.map(({ id }) => id),
    suggestions: [],
  };
}

/** An answer from inside the range to a question that names measures outside it too: they are named, not quoted. */
export function mentionOutside(context: AnswerContext, draft: Draft, outside: readonly Measure[]): Draft {
  if (outside.length === 0) return draft;
  const { phrases, range } = context;
  const lines = outside.slice(0, SHOWN).map((measure) => `- ${measureLine(measure)}`);
  const more = outside.length > SHOWN ? [phrases.more(outside.length - SHOWN)] : [];
  const aside = [phrases.alsoOutside(phrases.range(range.label)), lines.join("\n"), ...more].join("\n\n");
  return { ...draft, text: `${draft.text}\n\n${aside}`, aside };
}
