import { leadingNumber } from "./circled-number.ts";
import { IngestError } from "./ingest-error.ts";
import { type SourceLine, sourceLines } from "./source-lines.ts";

/** The table of contents: the only place that prints page numbers, and the count every section is held to. */
export interface Contents {
  title: string;
  /** "2025年2月" */
  date: string;
  chapters: { number: number; title: string }[];
  sections: ContentsSection[];
  /** Index of the first line of the body. */
  bodyStart: number;
}

export interface ContentsSection {
  number: number;
  title: string;
  chapter: number;
  page: number;
  topics: { title: string; page: number }[];
  /** In order; the printed circled numbers are not trusted. `topic` is an index into topics. */
  measures: { title: string; topic: number }[];
}

const CHAPTER = /^(\d{1,2})[.\uff0e]\s*(\S.*)$/;
const SECTION = /^[(\uff08]\s*(\d{1,2})\s*[)\uff09]\s*(\S.*)$/;
const WITH_PAGE = /^(.*?)[\s.\uff0e…‥]+(\d{1,4})\s*$/;
const DATE = /^\s*((?:\d{4}年|令和\s*[\d元]+\s*年)\s*\d{1,2}\s*月)\s*$/;

/** Reads the front matter and the contents. Throws IngestError `unknown_document_kind` for a document without them. */
export function parseContents(text: string, file: string): Contents {
  const lines = sourceLines(text);
  const heading = lines.findIndex((line) => /^[#\s*]*目\s*次[\s*]*$/.test(line.text));
  if (heading < 0) throw unknownKind(file, "目次がありません", "it has no table of contents (目次)");
  const contents: Contents = { ...frontMatter(lines.slice(0, heading)), chapters: [], sections: [], bodyStart: -1 };
  for (let index = heading + 1; index < lines.length; index += 1) {
    const line = lines[index]?.text.replace(/^\s*[-*●・]\s+(?=\S)/, "").trim() ?? "";
    if (line === "" || line.startsWith("※")) continue;
    const chapter = CHAPTER.exec(line);
    if (chapter?.[2] && !WITH_PAGE.test(line)) {
      contents.bodyStart = index;
      break;
    }
    readLine(contents, line);
  }
  const measures = contents.sections.reduce((count, section) => count + section.measures.length, 0);
  if (contents.chapters.length === 0 || measures === 0) {
    throw unknownKind(file, "目次に章・節・施策がありません", "its contents list no chapters, sections and measures");
  }
  if (contents.bodyStart < 0) {
    throw new IngestError("document_truncated", {
      japanese: `「${file}」は目次だけで、本文がありません。`,
      english: `"${file}" ends after its table of contents; the body is missing.`,
      hint: "文書全体のテキストを指定してください。 / Give the text of the whole document.",
    });
  }
  return contents;
}

function readLine(contents: Contents, line: string): void {
  const section = contents.sections.at(-1);
  const number = leadingNumber(line);
  if (number) {
    section?.measures.push({ title: line.slice(number.length).trim(), topic: section.topics.length - 1 });
    return;
  }
  const [, title, page] = WITH_PAGE.exec(line) ?? [];
  if (!title || !page) return;
  const asSection = SECTION.exec(title);
  const asChapter = CHAPTER.exec(title);
  if (asSection?.[2]) {
    const chapter = contents.chapters.at(-1)?.number ?? 0;
    contents.sections.push({
      number: Number(asSection[1]),
      title: asSection[2].trim(),
      chapter,
      page: Number(page),
      topics: [],
      measures: [],
    });
  } else if (asChapter?.[2]) {
    contents.chapters.push({ number: Number(asChapter[1]), title: asChapter[2].trim() });
  } else {
    section?.topics.push({ title: title.trim(), page: Number(page) });
  }
}

function frontMatter(lines: SourceLine[]): { title: string; date: string } {
  const texts = lines.map((line) => line.text.replace(/[*#]/g, "").trim()).filter((text) => text !== "");
  const date = texts.map((text) => DATE.exec(text)?.[1]).find((found) => found !== undefined) ?? "";
  return { title: texts.filter((text) => !DATE.test(text)).join(""), date };
}

function unknownKind(file: string, japanese: string, english: string): IngestError {
  return new IngestError("unknown_document_kind", {
    japanese: `「${file}」は対応する種類の文書ではありません(${japanese})。`,
    english: `"${file}" is not a document of this kind: ${english}.`,
    hint: "目次と「取組方針・フォローアップ」の表を持つ施策集のテキストを指定してください。 / Give a measure table with its contents.",
  });
}
