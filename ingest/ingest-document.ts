import { anchorPages } from "./anchor-pages.ts";
import { attachFootnotes } from "./attach-footnotes.ts";
import { classifySupportTypes, loadSupportTypes } from "./classify-support-types.ts";
import {
  type Block,
  COLLECTION_FORMAT,
  type Collection,
  type Fact,
  type Measure,
  type PageRange,
  type Remark,
} from "./collection.ts";
import { cutPassages, unionPages } from "./cut-passages.ts";
import { westernYear } from "./era-year.ts";
import {
  type Footnote,
  type FoundMeasure,
  type FoundMeasures,
  findMeasures,
  type PlacedBlock,
} from "./find-measures.ts";
import { linkRepeats } from "./link-repeats.ts";
import { pageText } from "./page-text.ts";
import { type Contents, parseContents } from "./parse-contents.ts";
import type { SourceDocument } from "./read-document.ts";
import { readFacts } from "./read-facts.ts";
import { readMinistries } from "./read-ministries.ts";
import { readProgrammes } from "./read-programmes.ts";
import { checkQuestions, NO_QUESTIONS, type QuestionsFile } from "./read-questions.ts";
import { sourceLines } from "./source-lines.ts";
import { type PageBlock, splitPages } from "./split-pages.ts";

export type Progress = (stage: string, detail: string) => void;

/** Document text to checked data, one stage after the other. Throws IngestError for what it refuses; writes nothing. */
export function ingestDocument(
  document: SourceDocument,
  questions: QuestionsFile = NO_QUESTIONS,
  progress: Progress = () => {},
): Collection {
  const contents = parseContents(document.text, document.file);
  const listed = contents.sections.reduce((count, section) => count + section.measures.length, 0);
  progress("目次", `${contents.sections.length} 節、${listed} 施策`);
  const blocks = splitPages(sourceLines(document.text), contents);
  const anchored = anchorPages(blocks, contents);
  progress("ページ", `${blocks.length} ブロック`);
  const found = findMeasures(blocks, anchored.printed, contents);
  progress("施策", `${found.measures.length} 件`);
  const notes = attachFootnotes(found.measures, found.footnotes);
  const edition = editionOf(contents.date, document.sha256);
  const built = buildMeasures(found, notes.byMeasure, blocks, anchored.printed, edition);
  progress("事実", `${built.facts.length} 件`);
  const passages = found.measures.flatMap((measure) => cutPassages(measure, notes.byMeasure.get(measure.id) ?? []));
  const beside = checkQuestions(questions, new Set(found.measures.map((measure) => measure.id)));
  progress("検索単位", `${passages.length} 件`);
  return {
    format: COLLECTION_FORMAT,
    edition,
    document: {
      title: contents.title,
      date: contents.date,
      file: document.file,
      sha256: document.sha256,
      questionsSha256: questions.sha256,
      characters: document.text.length,
    },
    chapters: outline(contents, blocks),
    pages: blocks.map((block, index) => ({
      edition,
      ordinal: block.ordinal,
      printed: anchored.printed[index] ?? { first: 1, last: 1, exact: false },
      section: block.section,
      topic: block.topic,
      measures: found.measures.filter((measure) => measure.pages.includes(block.ordinal)).map((measure) => measure.id),
      text: pageText(block),
      span: block.span,
    })),
    measures: built.measures,
    passages,
    facts: built.facts,
    questions: beside.questions,
    readings: beside.readings,
    exemplars: beside.exemplars,
    remarks: [...found.remarks, ...anchored.remarks, ...notes.remarks, ...emptyColumns(built.measures)],
  };
}

function buildMeasures(
  found: FoundMeasures,
  footnotes: ReadonlyMap<string, Footnote[]>,
  pages: readonly PageBlock[],
  printed: readonly PageRange[],
  edition: string,
): { measures: Measure[]; facts: Fact[] } {
  const rules = loadSupportTypes();
  const repeats = linkRepeats(found.measures);
  const facts: Fact[] = [];
  const measures = found.measures.map((measure): Measure => {
    const page = pages.find((block) => block.ordinal === measure.pages[0]);
    const { ministries, facts: ministryFacts } = readMinistries(measure);
    const notes = (footnotes.get(measure.id) ?? []).map((note) => note.block);
    const own = [...measure.blocks, ...notes].flatMap((block) => readFacts(measure.id, block));
    facts.push(...ministryFacts, ...programmeFacts(measure), ...own);
    return {
      edition,
      id: measure.id,
      number: measure.number,
      title: measure.title,
      ...(measure.titleInContents === measure.title ? {} : { titleInContents: measure.titleInContents }),
      chapter: page?.chapter ?? { number: 0, title: "" },
      section: firstPrinting(pages, measure.section),
      topic: measure.topic,
      ministries,
      supportTypes: classifySupportTypes(measure, rules),
      pages: unionPages(measure.pages.map((ordinal) => printed[ordinal - 1]).filter((range) => range !== undefined)),
      policy: columnBlocks(measure, "policy"),
      followUp: columnBlocks(measure, "followUp"),
      programmes: readProgrammes(measure, own),
      footnotes: notes,
      seeAlso: repeats.get(measure.id) ?? [],
    };
  });
  return { measures, facts };
}

function programmeFacts(measure: FoundMeasure): Fact[] {
  return measure.blocks
    .filter((block) => block.role === "programme")
    .map((block) => ({
      measureId: measure.id,
      kind: "programme",
      label: "事業名",
      value: block.text,
      normalised: null,
      pages: block.pages,
      span: block.span,
    }));
}

function columnBlocks(measure: FoundMeasure, column: PlacedBlock["column"]): Block[] {
  return measure.blocks
    .filter((block) => block.column === column)
    .map(({ text, role, pages, span }) => ({ text, role, pages, span }));
}

function firstPrinting(pages: readonly PageBlock[], number: number): { number: number; title: string } {
  return pages.find((page) => page.section.number === number)?.section ?? { number, title: "" };
}

function outline(contents: Contents, blocks: readonly PageBlock[]): Collection["chapters"] {
  return contents.chapters.map((chapter) => ({
    number: chapter.number,
    title: blocks.find((block) => block.chapter.number === chapter.number)?.chapter.title ?? chapter.title,
    sections: contents.sections
      .filter((section) => section.chapter === chapter.number)
      .map((section) => {
        const own = blocks.filter((block) => block.section.number === section.number);
        return {
          ...firstPrinting(blocks, section.number),
          aim: own.find((block) => block.aim !== "")?.aim ?? "",
          topics: Array.from(new Set(own.map((block) => block.topic).filter((topic) => topic !== ""))),
        };
      }),
  }));
}

function emptyColumns(measures: readonly Measure[]): Remark[] {
  return measures.flatMap((measure) => {
    const missing = [
      ...(measure.policy.length === 0 ? ["left column (取組方針)"] : []),
      ...(measure.followUp.length === 0 ? ["right column (フォローアップ)"] : []),
      ...(measure.ministries.length === 0 ? ["ministry"] : []),
    ];
    return missing.map((what): Remark => ({ kind: "doubt", where: measure.number, message: `no ${what} found` }));
  });
}

/** "2025年2月" → "2025-02"; a document without a date is told apart by its content. */
function editionOf(date: string, sha256: string): string {
  const [, western, month] = /(\d{4})年\s*(\d{1,2})/.exec(date) ?? [];
  if (western && month) return `${western}-${month.padStart(2, "0")}`;
  const [, reiwa, reiwaMonth] = /令和\s*(\d+|元)\s*年\s*(\d{1,2})/.exec(date) ?? [];
  if (reiwa && reiwaMonth) return `${westernYear({ reiwa })}-${reiwaMonth.padStart(2, "0")}`;
  return sha256.slice(0, 8);
}
