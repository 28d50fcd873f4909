import { beforeAll, describe, expect, it } from "vitest";
import { type Block, Collection, type Span } from "../ingest/collection.ts";
import {
  type Ingested,
  ingested,
  ingestText,
  MEASURES_BY_HAND,
  REAL_DOCUMENT,
  SECOND_DOCUMENT,
} from "./ingest-documents.ts";

const withoutSpace = (text: string): string => text.replace(/\s/gu, "");

describe.each([
  ["the real document", REAL_DOCUMENT, 157, MEASURES_BY_HAND.slice(1).map((row) => row[4] ?? "")],
  ["the second document", SECOND_DOCUMENT, 7, ["漁業経営の安定", "水産物の販路拡大", "木材需要の拡大", "担い手の育成"]],
])("provenance in %s", (_name, path, pageBlocks, topics) => {
  let document: Ingested;
  let blocks: Block[];
  beforeAll(async () => {
    document = await ingested(path);
    blocks = document.collection.measures.flatMap((measure) => [
      ...measure.policy,
      ...measure.followUp,
      ...measure.footnotes,
    ]);
  });

  const slice = (span: Span): string => document.source.slice(span.start, span.end);
  const headersUpTo = (offset: number): number => document.headerOffsets.filter((header) => header <= offset).length;
  const pieces = (): Span[] => [
    ...blocks.map((block) => block.span),
    ...document.collection.facts.map((fact) => fact.span),
    ...document.collection.passages.flatMap((passage) => passage.spans),
  ];

  it("has as many page blocks as the source has page headers", () => {
    expect(document.headerOffsets).toHaveLength(pageBlocks);
    expect(document.collection.pages.map((page) => page.span.start)).toEqual(document.headerOffsets);
  });

  it("keeps every block as a verbatim slice of the source", () => {
    expect(blocks.length).toBeGreaterThan(pageBlocks);
    expect(blocks.map((block) => block.text).filter((text, index) => slice(blocks[index]!.span) !== text)).toEqual([]);
  });

  it("keeps every fact's value as a verbatim slice of the source", () => {
    const facts = document.collection.facts;
    expect(facts.length).toBeGreaterThan(pageBlocks);
    expect(facts.filter((fact) => slice(fact.span) !== fact.value)).toEqual([]);
  });

  it("makes every passage of verbatim slices of the source, in order", () => {
    const passages = document.collection.passages;
    expect(passages.length).toBeGreaterThan(pageBlocks);
    const foreign = passages.filter(
      (passage) => withoutSpace(passage.spans.map(slice).join("")) !== withoutSpace(passage.text),
    );
    expect(foreign).toEqual([]);
    expect(passages.flatMap((passage) => passage.spans).filter((span) => slice(span).trim() === "")).toEqual([]);
  });

  it("puts no tag, tab or line end into a block", () => {
    expect(blocks.map((block) => block.text).filter((text) => /<\/?[a-z]|[\t\n]/iu.test(text))).toEqual([]);
  });

  it("puts no tag into a passage", () => {
    const texts = document.collection.passages.map((passage) => passage.text);
    expect(texts.filter((text) => /<\/?[a-z]/iu.test(text))).toEqual([]);
  });

  it("lets no block, fact or passage piece cross a page header", () => {
    const crossing = pieces().filter((span) => headersUpTo(span.start) !== headersUpTo(span.end - 1));
    expect(crossing.map(slice)).toEqual([]);
  });

  it("tells of every passage piece the page block it stands on", () => {
    const spans = document.collection.passages.flatMap((passage) => passage.spans);
    expect(spans.filter((span) => headersUpTo(span.start) !== span.page)).toEqual([]);
  });

  it("gives a table row's left cell to the policy and its right cell to the follow-up", () => {
    const misplaced = document.collection.measures.flatMap((measure) =>
      (["policy", "followUp"] as const).flatMap((column) =>
        measure[column].filter((block) => {
          const lineStart = document.source.lastIndexOf("\n", block.span.start) + 1;
          const lineEnd = document.source.indexOf("\n", block.span.start);
          const tab = document.source.slice(lineStart, lineEnd).indexOf("\t");
          return tab >= 0 && (block.span.start > lineStart + tab ? "followUp" : "policy") !== column;
        }),
      ),
    );
    expect(misplaced.map((block) => block.text)).toEqual([]);
  });

  it("loses no words: what no block and no title covers are page headers, tags, bullets and numbers", () => {
    const { source, headerOffsets } = document;
    const covered = new Uint8Array(source.length);
    for (const span of pieces()) covered.fill(1, span.start, span.end);
    // Each page begins with three lines, chapter, section and aim, with a blank line between them.
    for (const header of headerOffsets) {
      const lines = /^(?:.*\n\n){3}/u.exec(source.slice(header))?.[0] ?? "";
      covered.fill(1, header, header + lines.length);
    }
    const bodyStart = headerOffsets[0] ?? 0;
    const left = Array.from(source.slice(bodyStart).split(""), (unit, index) =>
      covered[bodyStart + index] ? " " : unit,
    )
      .join("")
      .replace(/<\/?[a-z][^<>]*>/giu, " ")
      .split(/[\n\t]/u)
      .map((words) => withoutSpace(words).replace(/[○●➢⇒]/gu, ""))
      .filter((words) => /[\p{L}\p{Nd}]{2}/u.test(words));
    const expected = [...topics.map(withoutSpace), "フォローアップ", "及び"];
    const unknown = left.filter((words) => !expected.includes(words) && !/^\S*支援に関する取組方針$/u.test(words));
    expect(Array.from(new Set(unknown))).toEqual([]);
  });

  it("is valid by its own schema and has unique ids", () => {
    expect(Collection.parse(document.collection)).toEqual(document.collection);
    const measures = document.collection.measures.map((measure) => measure.id);
    const passages = document.collection.passages.map((passage) => passage.id);
    expect(new Set(measures).size).toBe(measures.length);
    expect(new Set(passages).size).toBe(passages.length);
  });

  it("yields the same data when it is read again", () => {
    const again = ingestText(document.source);
    expect(again.measures).toEqual(document.collection.measures);
    expect(again.passages).toEqual(document.collection.passages);
    expect(again.facts).toEqual(document.collection.facts);
  });
});
