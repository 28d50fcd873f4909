import type { Contents } from "./parse-contents.ts";
import { similarity } from "./similarity.ts";
import type { SourceLine } from "./source-lines.ts";

/** One page block of the body: everything from one repeated page header to the next. */
export interface PageBlock {
  /** From 1. */
  ordinal: number;
  chapter: { number: number; title: string };
  section: { number: number; title: string };
  aim: string;
  /** "" where the page prints none. */
  topic: string;
  /** Lines below the header, blank ones and the table's head row left out. */
  lines: SourceLine[];
  span: { start: number; end: number };
}

const SECTION = /^[(\uff08]\s*(\d{1,2})\s*[)\uff09]\s*(\S.*)$/;

/**
 * Cuts the body at its page headers: a chapter line of the contents, directly followed by a section line of that
 * chapter. An inner "(1) …" of a measure has no chapter line above it and so is no header.
 */
export function splitPages(lines: SourceLine[], contents: Contents): PageBlock[] {
  const body = lines.slice(contents.bodyStart).filter((line) => line.text.trim() !== "");
  const headers = body.flatMap((_, index) => readHeader(body, index, contents) ?? []);
  return headers.map((header, position) => {
    const nextIndex = headers[position + 1]?.index ?? body.length;
    const last = body[nextIndex - 1];
    return {
      ordinal: position + 1,
      chapter: header.chapter,
      section: header.section,
      aim: header.aim,
      topic: header.topic,
      lines: body.slice(header.contentIndex, nextIndex).filter((line) => !isTableHead(line.text)),
      span: { start: body[header.index]?.start ?? 0, end: last ? last.start + last.text.length : 0 },
    };
  });
}

interface Header {
  index: number;
  contentIndex: number;
  chapter: { number: number; title: string };
  section: { number: number; title: string };
  aim: string;
  topic: string;
}

function readHeader(body: SourceLine[], index: number, contents: Contents): Header | undefined {
  const chapter = readChapter(body[index]?.text ?? "", contents);
  const [, number, title] = SECTION.exec(body[index + 1]?.text.trim() ?? "") ?? [];
  if (!chapter || !number || !title) return undefined;
  const section = contents.sections.find(
    (entry) => entry.number === Number(number) && entry.chapter === chapter.number,
  );
  if (!section) return undefined;
  let next = index + 2;
  const aim = /^\s*[-●・]\s+(\S.*)$/.exec(body[next]?.text ?? "")?.[1] ?? "";
  if (aim !== "") next += 1;
  const topicLine = body[next]?.text.trim() ?? "";
  const topic = isContent(topicLine) ? "" : stripFootnoteMarks(topicLine);
  if (topic !== "") next += 1;
  return {
    index,
    contentIndex: next,
    chapter,
    section: { number: section.number, title: stripFootnoteMarks(title.trim()) },
    aim: aim.trim(),
    topic,
  };
}

function readChapter(line: string, contents: Contents): { number: number; title: string } | undefined {
  const [, number, title] = /^(\d{1,2})[.\uff0e]\s*(\S.*)$/.exec(line.trim()) ?? [];
  const known = contents.chapters.find((chapter) => chapter.number === Number(number));
  return known && title && similarity(known.title, title) > 0.6
    ? { number: known.number, title: title.trim() }
    : undefined;
}

/** A line that already belongs to the table: a cell, a measure, or the head row. */
const isContent = (line: string): boolean =>
  line.includes("\t") || line.startsWith("<") || /^[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf○【]/u.test(line);

const isTableHead = (line: string): boolean => /^\s*\S*取組方針\S*\s*\t\s*フォローアップ\s*$/.test(line);

export const stripFootnoteMarks = (text: string): string => text.replace(/[\u00b9\u00b2\u00b3\u2070-\u2079]+/g, "");
