import type { Measure } from "../../ingest/collection.ts";
import { CitationList } from "./cite.ts";
import { measureSuggestions, quoteLine } from "./compose-measure.ts";
import type { Draft } from "./draft.ts";
import { measureLine } from "./measure-line.ts";
import type { SelectedQuote } from "./select-quotes.ts";

export interface ListRow {
  measure: Measure;
  quote: SelectedQuote | undefined;
}

/** Several measures, best first, one quote each, under one introducing sentence. */
export function composeList(introduction: string, rows: readonly ListRow[], linkTo: (path: string) => string): Draft {
  const list = new CitationList(linkTo);
  const items = rows.map(({ measure, quote }, index) => {
    const line = quote ? `\n   ${quoteLine(quote, measure, list)}` : "";
    return `${index + 1}. ${measureLine(measure)}${line}`;
  });
  const measures = rows.map(({ measure }) => measure);
  const [first, second] = measures;
  return {
    kind: "list",
    text: [introduction, items.join("\n")].join("\n\n"),
    citations: list.citations,
    measures: measures.map(({ id }) => id),
    suggestions: first ? measureSuggestions(first, second ? [second] : []) : [],
  };
}
