import type { Block, BlockRole, Measure, PageRange, PassageColumn } from "../../ingest/collection.ts";

/** A verbatim sentence of a measure. `heading` is what it stands under: a bullet's text above its parts, or a programme's name. */
export interface Sentence {
  column: PassageColumn;
  role: BlockRole;
  text: string;
  heading: string;
  programme: string;
  /** It names what stands below it and says nothing itself. */
  isHeading: boolean;
  pages: PageRange;
  start: number;
  end: number;
}

/** All sentences of a measure in document order: policy, follow-up, footnotes. Headings and marks are sentences of their own. */
export function cutSentences(measure: Measure): Sentence[] {
  return [
    ...columnSentences(measure.policy, "policy"),
    ...columnSentences(measure.followUp, "followUp"),
    ...columnSentences(measure.footnotes, "footnote"),
  ];
}

function columnSentences(blocks: readonly Block[], column: PassageColumn): Sentence[] {
  let programme = "";
  let bullet = "";
  let label = "";
  return blocks.flatMap((block, index) => {
    if (block.role === "programme") {
      programme = block.text;
      label = "";
    }
    const heads = headsWhatFollows(block, blocks[index + 1]);
    const heading = headingOf(block, { programme, bullet, label });
    if (block.role === "bullet" || block.role === "programme") bullet = block.text;
    if (block.role === "part") label = heads ? block.text : "";
    return splitSentences(block.text).map(({ text, start }) => ({
      column,
      role: block.role,
      text,
      heading,
      programme,
      isHeading: heads,
      pages: block.pages,
      start: block.span.start + start,
      end: block.span.start + start + text.length,
    }));
  });
}

const LONGEST_LABEL = 40;

/** "● 受講者数" above "➢ 53,352 人", "⇒卒業企業数" above "● 51 者", "(加算措置)": short, without a value, without an end. */
function headsWhatFollows(block: Block, next: Block | undefined): boolean {
  if (
    block.role === "budget" ||
    block.role === "ministry" ||
    block.text.length > LONGEST_LABEL ||
    block.text.endsWith("。")
  )
    return false;
  if (/^[(\uff08].*[)\uff09]$/u.test(block.text)) return true;
  if (/\d/.test(block.text.normalize("NFKC").replace(/令和\s*\d+\s*年度?/gu, ""))) return false;
  return (block.role === "bullet" && next?.role === "part") || (block.role === "part" && next?.role === "bullet");
}

function headingOf(block: Block, above: { programme: string; bullet: string; label: string }): string {
  if (block.role === "budget") return above.programme;
  if (block.role === "part") return above.bullet;
  return block.role === "bullet" && block.text.length <= LONGEST_LABEL ? above.label : "";
}

const OPENING = "「『(\uff08【〔";
const CLOSING = "」』)\uff09】〕";

/** Splits at 。 outside brackets; a bracket that is never closed does not swallow the rest. */
export function splitSentences(text: string): { text: string; start: number }[] {
  const sentences: { text: string; start: number }[] = [];
  let depth = 0;
  let from = 0;
  const push = (to: number): void => {
    const piece = text.slice(from, to);
    const leading = piece.length - piece.trimStart().length;
    if (piece.trim() !== "") sentences.push({ text: piece.trim(), start: from + leading });
    from = to;
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? "";
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === "。" && (depth === 0 || !closesLater(text, index))) {
      depth = 0;
      push(index + 1);
    }
  }
  push(text.length);
  return sentences;
}

const closesLater = (text: string, index: number): boolean =>
  Array.from(text.slice(index)).some((character) => CLOSING.includes(character));

/**
 * The part of a long sentence that matters, cut at 、 only: the run of clauses around `from`..`to` (offsets into the text)
 * that fits `limit` characters. A contiguous piece, so still verbatim.
 */
export function trimToClauses(text: string, limit: number, from: number, to: number): { text: string; start: number } {
  if (text.length <= limit) return { text, start: 0 };
  const cuts = [0, ...Array.from(text.matchAll(/、/gu), (match) => match.index + 1), text.length];
  let first = cuts.findLastIndex((cut) => cut <= from);
  let last = cuts.findIndex((cut) => cut >= to);
  const length = (): number => (cuts[last] ?? text.length) - (cuts[first] ?? 0);
  for (let grown = true; grown; ) {
    grown = false;
    if (last < cuts.length - 1 && (cuts[last + 1] ?? 0) - (cuts[first] ?? 0) <= limit) {
      last += 1;
      grown = true;
    }
    if (first > 0 && (cuts[last] ?? 0) - (cuts[first - 1] ?? 0) <= limit) {
      first -= 1;
      grown = true;
    }
  }
  if (length() > limit * 2) return { text, start: 0 };
  return { text: text.slice(cuts[first], cuts[last]).trim(), start: cuts[first] ?? 0 };
}
