import type { Page } from "../../ingest/collection.ts";
import { pageLabel } from "../answer/cite.ts";
import { measureUri } from "./text-lines.ts";

/** A printed page as text for a model: every block that is, or may be, on it, in the document's own words. */
export function pageMarkdown(page: number, blocks: readonly Page[]): string {
  const exact = blocks.every(({ printed }) => printed.exact);
  const doubt = exact
    ? []
    : ["", `ページの区切りが失われているため、p.${page} にあるかもしれない本文をすべて示します。`];
  return [`# p.${page}`, ...doubt, ...blocks.map(blockText)].join("\n");
}

const blockText = ({ printed, section, topic, measures, text }: Page): string =>
  `
## ${pageLabel(printed)} (${section.number}) ${section.title}、${topic}

施策: ${measures.map(measureUri).join("、") || "なし"}

${text}`;
