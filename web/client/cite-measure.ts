import type { Measure } from "../../ingest/collection.ts";
import type { Strings } from "./strings.ts";

export interface CitationForm {
  label: string;
  text: string;
}

/** A measure as people cite it: short in a text, with the document's name, and as a Markdown link. */
export function citationForms(
  { number, title, pages, section }: Measure,
  document: { title: string; date: string },
  address: string,
  { measure, pages: pagesLabel }: Strings,
): CitationForm[] {
  const name = `${number}${title}`;
  const place = pagesLabel(pages);
  const full = `「${document.title}」（${document.date}）、(${section.number})${section.title} ${name}、${place}`;
  return [
    { label: measure.citeShort, text: `${name}（${place}）` },
    { label: measure.citeFull, text: full },
    { label: measure.citeMarkdown, text: `[${name}](${address})（「${document.title}」${document.date}、${place}）` },
  ];
}
