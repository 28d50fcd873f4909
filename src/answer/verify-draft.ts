import type { Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import type { Citation } from "./citation.ts";
import { pageLabel } from "./cite.ts";
import type { Draft } from "./draft.ts";

export interface VerifiedDraft {
  draft: Draft;
  /** Lines left out because the document does not bear them out. */
  dropped: number;
}

/**
 * The last gate before an answer leaves: every quote is a contiguous piece of one block of its measure, every figure that
 * leads a quote stands in it, and whatever else a cited line says in figures or in bold stands in the measures it cites.
 * A line that fails is dropped, with its citation. Extractive answers pass by construction; this proves it each time, and
 * holds for prose written otherwise.
 */
export function verifyDraft(draft: Draft, catalogue: Catalogue): VerifiedDraft {
  const failed = draft.citations.filter(
    (citation) => !isVerbatim(citation, catalogue.measures.get(citation.measureId)),
  );
  const lines = draft.text.split("\n");
  const kept = lines.filter(
    (line) =>
      !failed.some(({ n }) => line.includes(`[${n}]`)) &&
      leadStandsInQuote(line, draft.citations) &&
      frameStandsInMeasures(line, draft.citations, catalogue),
  );
  const dropped = lines.length - kept.length;
  if (failed.length === 0 && dropped === 0) return { draft, dropped };
  const text = kept.join("\n");
  const left = draft.citations.filter((citation) => !failed.includes(citation) && text.includes(`[${citation.n}]`));
  return { draft: { ...draft, text, citations: left }, dropped };
}

function isVerbatim(citation: Citation, measure: Measure | undefined): boolean {
  if (!measure || citation.quote.trim() === "") return false;
  const quote = withoutSpace(citation.quote);
  const texts = [...measure.policy, ...measure.followUp, ...measure.footnotes].map((block) => block.text);
  return [measure.title, ...texts].some((text) => withoutSpace(text).includes(quote));
}

const LEAD = /^(?:\d+\. |[^「*]*: )?\*\*(.+?)\*\* — /u;

/** "**1,323 者** — 「…」[1]": the figure must be the quote's. */
function leadStandsInQuote(line: string, citations: readonly Citation[]): boolean {
  const [, lead] = LEAD.exec(line) ?? [];
  if (!lead) return true;
  const [, n] = MARK.exec(line) ?? [];
  const quote = citations.find((citation) => citation.n === Number(n))?.quote ?? "";
  return lead
    .split("、")
    .every((value) => withoutSpace(quote).includes(withoutSpace(value.replace(/\\/g, "").replace(/の内数$/, ""))));
}

const MARK = /(?<!\\)\[(\d+)\]/u;
const ALL_MARKS = new RegExp(MARK, "gu");
const LIST_NUMBER = /^\s*\d+\.\s/u;
const BOLD = /\*\*(.+?)\*\*/gu;
const FIGURE = /\d+(?:[.,]\d+)*/gu;

/** Of a line with citations: its figures and what it prints in bold stand in the cited measures, their numbers or pages. */
function frameStandsInMeasures(line: string, citations: readonly Citation[], catalogue: Catalogue): boolean {
  const marks = Array.from(line.matchAll(ALL_MARKS), ([, n]) => Number(n));
  const cited = citations.filter(({ n }) => marks.includes(n));
  if (cited.length === 0) return true;
  const sources = cited.map((citation) => sourceOf(citation, catalogue)).join(" ");
  const known = new Set(figuresIn(sources));
  const own = plain(line.replace(ALL_MARKS, "").replace(LIST_NUMBER, ""));
  const bold = Array.from(own.matchAll(BOLD), ([, text = ""]) => withoutSpace(text.replace(/の内数$/u, "")));
  return (
    figuresIn(own).every((figure) => known.has(figure)) &&
    bold.flatMap((text) => text.split("、")).every((text) => withoutSpace(sources).includes(text))
  );
}

/** All that a cited line may say in figures and in bold. */
function sourceOf({ measureId, pages, quote }: Citation, catalogue: Catalogue): string {
  const measure = catalogue.measures.get(measureId);
  if (!measure) return "";
  const blocks = [...measure.policy, ...measure.followUp, ...measure.footnotes].map(({ text }) => text);
  const name = `${measure.number} ${measure.title} ${pageLabel(measure.pages)} ${pageLabel(pages)}`;
  return plain([name, quote, ...blocks].join(" "));
}

const plain = (text: string): string => text.replace(/\\(.)/gu, "$1").normalize("NFKC");
const figuresIn = (text: string): string[] => text.match(FIGURE)?.map((figure) => figure.replaceAll(",", "")) ?? [];
const withoutSpace = (text: string): string => text.replace(/\s/gu, "");
