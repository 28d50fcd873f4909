import { circledValue } from "../../ingest/circled-number.ts";
import type { Citation } from "./citation.ts";
import { pageLabel } from "./cite.ts";
import { escapeMarkdown } from "./measure-line.ts";

const HEADING = "出典";
/** Some clients send their history with CRLF. */
const START = new RegExp(`\\r?\\n\\r?\\n${HEADING}\\r?\\n`, "gu");
/** "[1] (5)③ キャリアアップ助成金 p.73 …", or "(5)(51)" where Unicode has no circled number. */
const LINE = /^\[\d{1,3}\] \((\d{1,2})\)(?:\((\d{1,3})\)|(\S)) /u;

/** A citation in one line without its address: "[1] (5)③ キャリアアップ助成金 p.73". */
export const sourceLabel = ({ n, number, title, pages }: Pick<Citation, "n" | "number" | "title" | "pages">): string =>
  `[${n}] ${number} ${title} ${pageLabel(pages)}`;

/**
 * What stands behind an answer where text is all a reader gets, in Markdown as the answer is: a blank line, 「出典」, and a line
 * for each citation with its address. "" without citations. `addressOf` may make the address absolute.
 */
export function sourceList(
  citations: readonly Citation[],
  addressOf: (citation: Citation) => string = ({ url }) => url,
): string {
  if (citations.length === 0) return "";
  const lines = citations.map(
    (citation) => `${sourceLabel({ ...citation, title: escapeMarkdown(citation.title) })} ${addressOf(citation)}`,
  );
  return ["", "", HEADING, ...lines].join("\n");
}

/**
 * Takes the list of sources off a text again: the answer as it was, and the ids of the measures it cites, in their order and each
 * once. A text without such a list comes back whole, with no ids.
 */
export function splitSourceList(text: string): { answer: string; measureIds: string[] } {
  const start = Array.from(text.matchAll(START)).at(-1);
  if (start === undefined) return { answer: text, measureIds: [] };
  const lines = text
    .slice(start.index + start[0].length)
    .trimEnd()
    .split(/\r?\n/u);
  const ids = lines.map(measureIdOf);
  if (ids.includes(undefined)) return { answer: text, measureIds: [] };
  return { answer: text.slice(0, start.index), measureIds: Array.from(new Set(ids.filter((id) => id !== undefined))) };
}

function measureIdOf(line: string): string | undefined {
  const [, section, plain, circled = ""] = LINE.exec(line) ?? [];
  const number = plain ?? circledValue(circled);
  return section === undefined || number === undefined ? undefined : `${Number(section)}-${Number(number)}`;
}
