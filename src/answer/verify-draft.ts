import type { Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import type { Citation } from "./citation.ts";
import type { Draft } from "./draft.ts";

/**
 * The last gate before an answer leaves: every quote is a contiguous piece of one block of its measure, and every figure
 * that leads a quote stands in it. A line that fails is dropped, with its citation. Extractive answers pass by
 * construction; this proves it each time, and holds for prose written otherwise.
 */
export function verifyDraft(draft: Draft, catalogue: Catalogue): Draft {
  const failed = draft.citations.filter(
    (citation) => !isVerbatim(citation, catalogue.measures.get(citation.measureId)),
  );
  const lines = draft.text.split("\n");
  const kept = lines.filter(
    (line) => !failed.some(({ n }) => line.includes(`[${n}]`)) && leadStandsInQuote(line, draft.citations),
  );
  if (failed.length === 0 && kept.length === lines.length) return draft;
  const text = kept.join("\n");
  const left = draft.citations.filter((citation) => !failed.includes(citation) && text.includes(`[${citation.n}]`));
  return { ...draft, text, citations: left };
}

function isVerbatim(citation: Citation, measure: Measure | undefined): boolean {
  if (!measure || citation.quote.trim() === "") return false;
  const quote = withoutSpace(citation.quote);
  const texts = [...measure.policy, ...measure.followUp, ...measure.footnotes].map((block) => block.text);
  return [measure.title, ...texts].some((text) => withoutSpace(text).includes(quote));
}

const LEAD = /^(?:\d+\. )?\*\*(.+?)\*\* — /u;

/** "**1,323 者** — 「…」[1]": the figure must be the quote's. */
function leadStandsInQuote(line: string, citations: readonly Citation[]): boolean {
  const [, lead] = LEAD.exec(line) ?? [];
  if (!lead) return true;
  const [, n] = /\[(\d+)\]/.exec(line) ?? [];
  const quote = citations.find((citation) => citation.n === Number(n))?.quote ?? "";
  return lead
    .split("、")
    .every((value) => withoutSpace(quote).includes(withoutSpace(value.replace(/\\/g, "").replace(/の内数$/, ""))));
}

const withoutSpace = (text: string): string => text.replace(/\s/gu, "");
