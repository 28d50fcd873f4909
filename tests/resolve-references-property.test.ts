import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { circledNumber } from "../ingest/circled-number.ts";
import type { Measure } from "../ingest/collection.ts";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { type References, resolveReferences } from "../src/question/resolve-references.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { REAL_DOCUMENT } from "./ingest-documents.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue(ingestDocument(await readDocument(REAL_DOCUMENT)));
});

const read = (question: string): References => resolveReferences(question, catalogue);

const FORMS: ((section: number, ordinal: number) => string)[] = [
  (section, ordinal) => `(${section})${circledNumber(ordinal)}`,
  (section, ordinal) => `（${section}）${circledNumber(ordinal)}`,
  (section, ordinal) => `(${section})の${ordinal}`,
  (section, ordinal) => `${section}-${ordinal}`,
  (section, ordinal) => fullWidth(`${section}－${ordinal}`),
  (section, ordinal) => `${section}の${ordinal}`,
  (section, ordinal) => `${section}${circledNumber(ordinal)}`,
  (section, ordinal) => `第${section}節${circledNumber(ordinal)}`,
  (section, ordinal) => `第${section}節の${ordinal}番目`,
  (section, ordinal) => `第(${section})節の${ordinal}`,
];

const fullWidth = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));

const numbersOf = ({ id }: Measure): [section: number, ordinal: number] => {
  const [section, ordinal] = id.split("-").map(Number);
  return [section!, ordinal!];
};

describe("every measure", () => {
  it("is found by every written form of its number", () => {
    const missed = catalogue.collection.measures.flatMap((measure) =>
      FORMS.map((form) => form(...numbersOf(measure))).filter(
        (written) => read(written).measures.join() !== measure.id,
      ),
    );
    expect(missed).toEqual([]);
  });

  it("is found inside a sentence, wherever its number stands", () => {
    const before = fc.constantFrom("", "教えて、", "施策", "この ", "えっと。", "「", "令和6年度の");
    const after = fc.constantFrom(
      "",
      "は",
      "の予算は",
      "について教えて",
      "とは?",
      "」って何ですか",
      "、対象者は",
      " の担当",
    );
    fc.assert(
      fc.property(fc.nat(), fc.nat(), before, after, (which, how, prefix, suffix) => {
        const { measures } = catalogue.collection;
        const measure = measures[which % measures.length]!;
        const written = FORMS[how % FORMS.length]!(...numbersOf(measure));
        expect(read(`${prefix}${written}${suffix}`).measures).toEqual([measure.id]);
      }),
      { numRuns: 1000 },
    );
  });

  it("is found by its title", () => {
    const missed = catalogue.collection.measures.filter(({ id, title }) => !read(title).titles.includes(id));
    expect(missed.map(({ id, title }) => `${id} ${title}`)).toEqual([]);
  });
});

it("any text whatever is read without fault, and only what exists is found", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    "5",
    "３",
    "③",
    "㊿",
    "-",
    "の",
    "第",
    "節",
    "p.",
    "ページ",
    "〜",
    "番",
    "\u0000",
    "𠮷",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join("")),
      ),
      (text) => {
        const found = read(text);
        expect(found.measures.filter((id) => !catalogue.measures.has(id))).toEqual([]);
        expect(new Set(found.measures).size).toBe(found.measures.length);
        expect(new Set(found.pages).size).toBe(found.pages.length);
      },
    ),
    { numRuns: 1000 },
  );
});

it("a long run of blanks or signs is read at once: whoever sends it must not hold up the others", () => {
  for (const filler of [" ", "、", "-", "の", "(", "第 ", "p ", "①", "1 "]) {
    const begun = performance.now();
    read(`(5)③${filler.repeat(2000)}`);
    expect(performance.now() - begun).toBeLessThan(500);
  }
});
