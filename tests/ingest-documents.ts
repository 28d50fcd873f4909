import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Collection, Fact, FactKind, Measure } from "../ingest/collection.ts";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";

/** The two documents every ingest test reads: the real one, and an invented one of the same family. */
export const REAL_DOCUMENT = fileURLToPath(
  new URL("../ingest/document/chuken-shien-followup-2025-02.txt", import.meta.url),
);
export const SECOND_DOCUMENT = fileURLToPath(new URL("./fixtures/second-document.txt", import.meta.url));

/** The table a person wrote who read the real document and nothing else; the first row names the columns. */
export const MEASURES_BY_HAND: string[][] = readFileSync(
  new URL("./fixtures/measures-by-hand.tsv", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));

/** The chapter lines of the body, which begin every page block; those of the contents end with a page number. */
const CHAPTER_LINES: Record<string, RegExp> = {
  [REAL_DOCUMENT]: /^[1-4]\. ?(?:国内投資拡大|良質な雇用|外需獲得|経営基盤)(?:.*[^\d\n])?$/gmu,
  [SECOND_DOCUMENT]: /^[12]\. (?:水産業の成長産業化|森林資源の循環利用)$/gmu,
};

export interface Ingested {
  /** The file's text as it lies on the disk: both documents are UTF-8 with "\n" and so are their own source text. */
  source: string;
  collection: Collection;
  /** Offsets of the chapter lines that begin the page blocks, found without the code under test. */
  headerOffsets: number[];
}

export async function ingested(path: string): Promise<Ingested> {
  const source = readFileSync(path, "utf8");
  const chapterLine = CHAPTER_LINES[path] ?? /(?!)/gu;
  return {
    source,
    collection: ingestDocument(await readDocument(path)),
    headerOffsets: Array.from(source.matchAll(chapterLine), (match) => match.index),
  };
}

/** The text of a document handed to ingest as if it had been read from a file. */
export const ingestText = (text: string): Collection =>
  ingestDocument({ file: "cut.txt", text, sha256: "0".repeat(64) });

export function measureOf(collection: Collection, id: string): Measure {
  const measure = collection.measures.find((candidate) => candidate.id === id);
  if (!measure) throw new Error(`no measure ${id}`);
  return measure;
}

/** Money of one kind as a person would list it. */
export function moneyOf(collection: Collection, id: string, kind: FactKind): MoneyRow[] {
  return collection.facts.filter((fact) => fact.measureId === id && fact.kind === kind).map(moneyRow);
}

export type MoneyRow = [value: string, yen: Fact["normalised"], fiscalYear: string | undefined, withinTotal: boolean];

export const moneyRow = (fact: Fact): MoneyRow => [
  fact.value,
  fact.normalised,
  fact.fiscalYear,
  fact.withinTotal ?? false,
];

/** Texts of one column, block by block. */
export const textsOf = (measure: Measure, column: "policy" | "followUp"): string[] =>
  measure[column].map((block) => block.text);
