import type { Measure } from "../../ingest/collection.ts";
import type { AnswerContext, ListRow } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { comparisonLine } from "./comparison-line.ts";
import { measureSuggestions, quoteLine } from "./compose-measure.ts";
import type { Draft } from "./draft.ts";
import { boldValue, measureLine } from "./measure-line.ts";

/** Longer lists name their measures; quotes for all of them would bury them. */
const QUOTED_ROWS = 5;
const MOST_ROWS = 24;

/** What an answer says of all its measures at the end, citing on. */
export type Closing = (measures: readonly Measure[], list: CitationList) => string[];

/** Several measures, best first, one quote each, under one introducing sentence. */
export function composeList(
  context: AnswerContext,
  introduction: string,
  rows: readonly ListRow[],
  closing: Closing = () => [],
): Draft {
  const list = new CitationList(context.linkTo);
  const shown = rows.slice(0, MOST_ROWS);
  const quoted = rows.length <= QUOTED_ROWS + 1 ? rows.length : QUOTED_ROWS - 2;
  const items = shown.map(({ measure, quote, value }, index) => {
    const lead = value ? `${boldValue(value)} — ` : "";
    const line = quote && index < quoted ? `\n   ${lead}${quoteLine(quote, measure, list)}` : "";
    return `${index + 1}. ${measureLine(measure)}${line}`;
  });
  const more = rows.length > shown.length ? [context.phrases.more(rows.length - shown.length)] : [];
  const values = shown.flatMap(({ value }) => value ?? []);
  const computed = context.understanding.compares ? comparisonLine(context, values) : [];
  const measures = rows.map(({ measure }) => measure);
  const [first, second] = measures;
  return {
    kind: "list",
    text: [introduction, items.join("\n"), ...computed, ...more, ...closing(measures, list)].join("\n\n"),
    citations: list.citations,
    measures: measures.map(({ id }) => id),
    suggestions: first ? measureSuggestions(first, second ? [second] : []) : [],
  };
}
