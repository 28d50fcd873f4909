import { circledNumber, leadingNumber } from "./circled-number.ts";
import type { Block, PageRange, Remark, TableColumn } from "./collection.ts";
import { cutSegments, type Segment } from "./cut-segments.ts";
import { IngestError } from "./ingest-error.ts";
import type { Contents, ContentsSection } from "./parse-contents.ts";
import { similarity } from "./similarity.ts";
import { type PageBlock, stripFootnoteMarks } from "./split-pages.ts";

/** A block with the page block it stands on: continuation over a page break is decided later. */
export interface PlacedBlock extends Block {
  page: number;
  column: TableColumn;
}

/** A measure as found on its pages, before ministries, programmes and facts are read from its blocks. */
export interface FoundMeasure {
  id: string;
  number: string;
  section: number;
  title: string;
  titleInContents: string;
  titleBlock: PlacedBlock;
  topic: string;
  /** Both columns in printed order. */
  blocks: PlacedBlock[];
  /** Ordinals of the page blocks it stands on. */
  pages: number[];
}

export interface Footnote {
  mark: string;
  block: Block;
  page: number;
}

export interface FoundMeasures {
  measures: FoundMeasure[];
  footnotes: Footnote[];
  remarks: Remark[];
}

/** Where the next plain line goes: the left column until its ministry mark or the right column's first ○. */
interface OpenMeasure {
  measure: FoundMeasure;
  policyClosed: boolean;
  column: TableColumn;
}

/**
 * Walks all page blocks once. A measure's number is its ordinal in the section: the circled number on the page is often
 * a recognition error. Throws IngestError when a section is missing or its count disagrees with the contents.
 */
export function findMeasures(
  blocks: readonly PageBlock[],
  printed: readonly PageRange[],
  contents: Contents,
): FoundMeasures {
  const found: FoundMeasures = { measures: [], footnotes: [], remarks: [] };
  let open: OpenMeasure | undefined;
  let topic = "";
  for (const block of blocks) {
    const range = printed[block.ordinal - 1];
    const section = contents.sections.find((entry) => entry.number === block.section.number);
    if (!range || !section) continue;
    if (block.topic !== "") topic = block.topic;
    if (open) open.column = open.policyClosed ? "followUp" : "policy";
    for (const segment of cutSegments(block)) {
      const place = { pages: range, page: block.ordinal };
      if (segment.role === "footnote") {
        found.footnotes.push(readFootnote(segment, place));
        continue;
      }
      if (segment.role === "measure" && beginsMeasure(segment, section, found, block)) {
        const measure = beginMeasure(segment, section, topic, place, found);
        found.measures.push(measure);
        open = { measure, policyClosed: false, column: "policy" };
        continue;
      }
      if (!open) {
        found.remarks.push({
          kind: "doubt",
          where: `block ${block.ordinal}`,
          message: `text before any measure: ${segment.text.slice(0, 40)}`,
        });
        continue;
      }
      placeSegment(segment, open, place);
    }
  }
  checkCounts(found, blocks, contents);
  return found;
}

function placeSegment(segment: Segment, open: OpenMeasure, place: { pages: PageRange; page: number }): void {
  const column = segment.column ?? plainColumn(segment, open);
  const role = segment.role === "measure" || segment.role === "footnote" ? "paragraph" : segment.role;
  open.measure.blocks.push({ ...blockOf(segment, place), role, column });
  if (!open.measure.pages.includes(place.page)) open.measure.pages.push(place.page);
  if (role === "ministry" && column === "policy") {
    open.policyClosed = true;
    open.column = "followUp";
  }
}

/**
 * Plain lines print the left column first. It ends with its ministry mark, or where the right column's first ○ stands;
 * after a page break an unfinished left column goes on until its mark, then the right one.
 */
function plainColumn(segment: Segment, open: OpenMeasure): TableColumn {
  if (segment.role === "programme") open.column = "followUp";
  return open.column;
}

function beginsMeasure(segment: Segment, section: ContentsSection, found: FoundMeasures, block: PageBlock): boolean {
  if (segment.column === "followUp") return false;
  const count = found.measures.filter((measure) => measure.section === section.number).length;
  const expected = section.measures[count];
  const printed = leadingNumber(segment.text);
  if (!printed) return false;
  const title = segment.text.slice(printed.length);
  if (expected && similarity(title, expected.title) >= 0.4) return true;
  // A measure further on in the contents: the one before it is missing, and the count will say so.
  if (section.measures.slice(count + 1).some((later) => similarity(title, later.title) >= 0.55)) return true;
  const trusted = expected !== undefined && printed.value === count + 1 && title.length <= 60;
  found.remarks.push({
    kind: "doubt",
    where: `(${section.number}) block ${block.ordinal}`,
    message: trusted
      ? `measure ${count + 1} is "${title}" in the body and "${expected.title}" in the contents`
      : `"${segment.text.slice(0, 30)}" begins with a circled number but is not the next measure of the contents: read as text`,
  });
  return trusted;
}

function beginMeasure(
  segment: Segment,
  section: ContentsSection,
  topic: string,
  place: { pages: PageRange; page: number },
  found: FoundMeasures,
): FoundMeasure {
  const ordinal = found.measures.filter((measure) => measure.section === section.number).length + 1;
  const printed = leadingNumber(segment.text);
  const titleSegment = {
    ...segment,
    text: segment.text.slice(printed?.length ?? 0),
    start: segment.start + (printed?.length ?? 0),
  };
  const number = `(${section.number})${circledNumber(ordinal)}`;
  const inContents = section.measures[ordinal - 1]?.title ?? "";
  const title = stripFootnoteMarks(titleSegment.text).trim();
  if (printed && printed.value !== ordinal) {
    found.remarks.push({
      kind: "correction",
      where: number,
      message: `printed ${printed.printed} read as ${circledNumber(ordinal)}: measure ${ordinal} of section (${section.number}), "${inContents}" in the contents`,
    });
  } else if (printed && Array.from(printed.printed).length > 1) {
    found.remarks.push({
      kind: "correction",
      where: number,
      message: `printed ${printed.printed} read as ${circledNumber(ordinal)}`,
    });
  }
  if (stripSpace(title) !== stripSpace(inContents)) {
    found.remarks.push({
      kind: "correction",
      where: number,
      message: `title "${inContents}" of the contents is "${title}" in the body: the body's words are kept`,
    });
  }
  return {
    id: `${section.number}-${ordinal}`,
    number,
    section: section.number,
    title,
    titleInContents: inContents,
    titleBlock: { ...blockOf(titleSegment, place), role: "paragraph", column: "policy" },
    topic,
    blocks: [],
    pages: [place.page],
  };
}

function readFootnote(segment: Segment, place: { pages: PageRange; page: number }): Footnote {
  const mark = /^[\u00b9\u00b2\u00b3\u2070-\u2079]+/u.exec(segment.text)?.[0] ?? "";
  const body = segment.text.slice(mark.length);
  const start = segment.start + mark.length + (body.length - body.trimStart().length);
  const text = body.trim();
  return {
    mark,
    page: place.page,
    block: { text, role: "note", pages: place.pages, span: { start, end: start + text.length } },
  };
}

function blockOf(segment: { text: string; start: number; end: number }, place: { pages: PageRange; page: number }) {
  return { text: segment.text, pages: place.pages, page: place.page, span: { start: segment.start, end: segment.end } };
}

function checkCounts(found: FoundMeasures, blocks: readonly PageBlock[], contents: Contents): void {
  const missing = contents.sections.filter(
    (section) => !blocks.some((block) => block.section.number === section.number),
  );
  if (missing.length > 0) {
    const names = missing.map((section) => `(${section.number}) ${section.title}`).join("、");
    throw new IngestError("document_truncated", {
      japanese: `目次にある節の本文がありません: ${names}`,
      english: `Sections of the contents have no body: ${missing.map((section) => `(${section.number})`).join(", ")}`,
      hint: "文書が途中で切れていないか確かめてください。 / Check that the document is complete.",
    });
  }
  const wrong = contents.sections
    .map((section) => ({
      section,
      count: found.measures.filter((measure) => measure.section === section.number).length,
    }))
    .filter(({ section, count }) => count !== section.measures.length);
  if (wrong.length === 0) return;
  const japanese = wrong.map(
    ({ section, count }) => `(${section.number})節は目次 ${section.measures.length} 件、本文 ${count} 件`,
  );
  const english = wrong.map(
    ({ section, count }) =>
      `section (${section.number}) has ${section.measures.length} in the contents, ${count} in the body`,
  );
  throw new IngestError("measure_count_mismatch", {
    japanese: `施策の数が目次と合いません: ${japanese.join("、")}`,
    english: `The number of measures disagrees with the contents: ${english.join("; ")}`,
    hint: "施策の見出し行(①…)が欠けていないか、文書が途中で切れていないか確かめてください。 / Check the measures' heading lines.",
  });
}

const stripSpace = (text: string): string => stripFootnoteMarks(text).normalize("NFKC").replace(/\s/g, "");
