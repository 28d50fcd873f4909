import type { AnswerContext, ListRow } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { measureSuggestions, quoteLine } from "./compose-measure.ts";
import type { Draft } from "./draft.ts";
import { measureLine } from "./measure-line.ts";

/** Longer lists name their measures; quotes for all of them would bury them. */
const QUOTED_ROWS = 5;
const MOST_ROWS = 24;

/** Several measures, best first, one quote each, under one introducing sentence. */
export function composeList(context: AnswerContext, introduction: string, rows: readonly ListRow[]): Draft {
  const list = new CitationList(context.linkTo);
  const shown = rows.slice(0, MOST_ROWS);
  const quoted = rows.length <= QUOTED_ROWS + 1 ? rows.length : QUOTED_ROWS - 2;
  const items = shown.map(({ measure, quote }, index) => {
    const line = quote && index < quoted ? `\n   ${quoteLine(quote, measure, list)}` : "";
    return `${index + 1}. ${measureLine(measure)}${line}`;
  });
  const more = rows.length > shown.length ? [context.phrases.more(rows.length - shown.length)] : [];
  const measures = rows.map(({ measure }) => measure);
  const [first, second] = measures;
  return {
    kind: "list",
    text: [introduction, items.join("\n"), ...more].join("\n\n"),
    citations: list.citations,
    measures: measures.map(({ id }) => id),
    suggestions: first ? measureSuggestions(first, second ? [second] : []) : [],
  };
}
