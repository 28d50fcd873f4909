import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyDraft } from "../src/answer/verify-draft.ts";
import { readBrowseQuery } from "../src/browse/read-browse-query.ts";
import { readConversation } from "../src/question/read-history.ts";
import { readListing } from "../src/question/read-listing.ts";
import { resolveReferences } from "../src/question/resolve-references.ts";
import { understandQuestion } from "../src/question/understand-question.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { realCatalogue } from "./real-catalogue.ts";
import { SORTS } from "./reliability/hostile-texts.ts";
import { READERS } from "./reliability/read-everything.ts";

/** The longest question, and the longest message of a history, that the API takes. */
const QUESTION = 1_000;
const MESSAGE = 8_000;
/** Straight through, the longest text takes a few; a pattern that tries everything again at each character takes minutes. */
const MOST_MILLISECONDS = 2_000;

/** Beginnings of what our patterns look for, over and over. */
const WORDS = [
  ...[
    "(5)③",
    "5-3",
    "p.1",
    "第1節",
    "1〜",
    "#1",
    "①",
    "[](",
    "[1]",
    "**",
    "- ",
    "1. ",
    "<a",
    "</",
    "{{",
    "<%",
    "「題名",
    "と「",
  ],
  ...[
    "予算1億円以上",
    "令和6年",
    "R6",
    "従業員",
    "資本金",
    "1,",
    "0.",
    "で",
    "じゃなくて",
    "という題名",
    "指示",
    "回答",
    "かか",
    "漢字",
  ],
  ...[
    "\u200b",
    "\u{e0100}",
    "👨\u200d",
    "\ud800",
    "が\u3099",
    "ﾊﾟ",
    "㌔",
    "A b ",
    "\r\n",
    "a@",
    "090-",
    "〒1",
    "東京都",
    "口座",
  ],
];

/** What meets whole messages: of what was said before, and of answers. */
const READ_MESSAGES = [
  ...[
    "withoutHidden",
    "findPersonalData",
    "maskPersonalData",
    "cleanQuestion",
    "searchableText",
    "normalise",
    "foldKana",
  ],
  ...["readAttribute", "readTimes", "resolveReferences", "readConversation", "verifyDraft"],
  ...["findQuote", "parseAnswer", "completeMarkup"],
];

let catalogue: Catalogue;
let readers: [name: string, read: (text: string) => unknown][];
beforeAll(async () => {
  catalogue = await realCatalogue();
  const withCatalogue: Record<string, (text: string) => unknown> = {
    resolveReferences: (text) => resolveReferences(text, catalogue),
    readListing: (text) => readListing(text, resolveReferences(text, catalogue), catalogue),
    understandQuestion: (text) => understandQuestion(text, catalogue),
    readConversation: (text) =>
      readConversation(
        [
          { role: "user", content: text },
          { role: "assistant", content: text, citations: [text] },
          { role: "user", content: text },
        ],
        catalogue,
      ),
    readBrowseQuery: (text) =>
      readBrowseQuery(new URLSearchParams({ q: text, ministry: text, sort: text, page: text }), catalogue),
    verifyDraft: (text) =>
      verifyDraft({ kind: "answer", text, citations: [], measures: [], suggestions: [] }, catalogue),
  };
  readers = Object.entries({ ...READERS, ...withCatalogue });
});

/** Readers that took too long, or threw, on one of the texts. */
function troubleWith(texts: readonly string[], names?: readonly string[]): unknown[] {
  const asked = readers.filter(([name]) => names?.includes(name) ?? true);
  return asked.flatMap(([name, read]) =>
    texts.flatMap((text): unknown[] => {
      const begun = performance.now();
      try {
        read(text);
      } catch (thrown) {
        return [{ name, text: text.slice(0, 40), thrown: String(thrown) }];
      }
      const milliseconds = performance.now() - begun;
      return milliseconds > MOST_MILLISECONDS ? [{ name, text: text.slice(0, 40), milliseconds }] : [];
    }),
  );
}

const over = (unit: string, length: number): string =>
  `${unit.repeat(Math.ceil(length / unit.length)).slice(0, length)}\u0001`;

describe("whatever reads what a client sent", () => {
  it.each(SORTS)("is done with the longest question of nothing but %j in no time", (sort) => {
    expect(troubleWith([over(sort, QUESTION)])).toEqual([]);
  });

  it.each(SORTS)("and, where it reads what was said before, with the longest message of it", (sort) => {
    expect(troubleWith([over(sort, MESSAGE)], READ_MESSAGES)).toEqual([]);
  });

  it("is done with the longest question of what it looks for, over and over", () => {
    expect(troubleWith(WORDS.map((word) => over(word, QUESTION)))).toEqual([]);
  });

  it("is done with what it looks for and then one character without end", () => {
    expect(
      troubleWith(WORDS.flatMap((word) => [" ", "1", "あ"].map((sort) => `${word}${over(sort, QUESTION)}`))),
    ).toEqual([]);
  });

  it("is done with brackets nested as deep as a question is long", () => {
    const nested = ["()", "[]", "「」", "<>", "{}", "**"].map(
      (pair) => `${pair[0]?.repeat(500)}${pair[1]?.repeat(500)}`,
    );
    expect(troubleWith(nested)).toEqual([]);
  });

  it("takes any text whatever", () => {
    const piece = fc.oneof(fc.constantFrom(...WORDS, ...SORTS), fc.string({ unit: "binary", maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(troubleWith([pieces.join("")])).toEqual([]);
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  it("says the same of the same text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        for (const [, read] of readers) expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 50, seed: 8 },
    );
  });
});

it("finds a reader that takes too long, and one that throws", () => {
  const known = readers;
  // Waits, for how long a bad pattern takes depends on the machine.
  const slow = (): void => {
    const begun = performance.now();
    while (performance.now() - begun <= MOST_MILLISECONDS);
  };
  const throws = (text: string): string => decodeURIComponent(text);
  readers = [
    ["slow", slow],
    ["throws", throws],
  ];
  const names = troubleWith([over("1", QUESTION), "%"]).map((found) => JSON.stringify(found));
  readers = known;
  expect(names.join()).toContain("throws");
  expect(names.join()).toContain("slow");
});
