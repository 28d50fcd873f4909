import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldSettings, type LexicalDocument, type LexicalHit, LexicalIndex } from "../index/lexical-index.ts";
import { terms } from "../index/terms.ts";

type Field = "title" | "body";
type Document = LexicalDocument<Field>;

const SETTINGS: FieldSettings<Field> = { title: { weight: 2.5, b: 0.4 }, body: { weight: 1, b: 0.6 } };
const K1 = 1.2;

/** BM25F read aloud from the formula: for each document, for each term of the question, count in each field. No postings. */
function scoreByFormula(documents: readonly Document[], question: string, id: string): number {
  const document = documents.find((candidate) => candidate.id === id)!;
  const questionTerms = terms(question);
  let score = 0;
  for (const term of new Set(questionTerms)) {
    let frequency = 0;
    for (const field of ["title", "body"] as const) {
      const length = terms(document.fields[field]).length;
      const total = documents.reduce((sum, { fields }) => sum + terms(fields[field]).length, 0);
      const occurrences = terms(document.fields[field]).filter((own) => own === term).length;
      if (occurrences === 0) continue;
      const relativeLength = length / (total / documents.length);
      const { weight, b } = SETTINGS[field];
      frequency += (weight * occurrences) / (1 - b + b * relativeLength);
    }
    const having = documents.filter(({ fields }) =>
      [...terms(fields.title), ...terms(fields.body)].includes(term),
    ).length;
    const idf = Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
    // A word said twice counts twice, said more often still twice.
    const times = Math.min(2, questionTerms.filter((own) => own === term).length);
    score += (times * idf * frequency * (K1 + 1)) / (frequency + K1);
  }
  return score;
}

function rankByFormula(documents: readonly Document[], question: string): LexicalHit[] {
  return documents
    .map(({ id }) => ({ id, score: scoreByFormula(documents, question, id) }))
    .filter(({ score }) => score > 0);
}

const scoresById = (hits: readonly LexicalHit[]): Map<string, number> =>
  new Map(hits.map(({ id, score }) => [id, score]));

/** Few words, so that documents share them; some repeat in one text. */
const text = fc
  .array(fc.constantFrom("補助金", "賃上げ", "設備", "DX", "2025", "リスキリング", "の", "税制、", "輸出 "), {
    maxLength: 8,
  })
  .map((words) => words.join(""));
const collection: fc.Arbitrary<Document[]> = fc
  .array(fc.record({ title: text, body: text }), { minLength: 1, maxLength: 7 })
  .map((all) => all.map((fields, position) => ({ id: `${(position * 5) % 7}-${position}`, fields })));

describe("BM25F", () => {
  it("gives the scores of the formula, and exactly the documents that share a term", () => {
    fc.assert(
      fc.property(collection, text, (documents, question) => {
        const hits = new LexicalIndex(documents, SETTINGS).search(question, documents.length);
        const expected = scoresById(rankByFormula(documents, question));
        const found = scoresById(hits);
        expect(Array.from(found.keys()).sort()).toEqual(Array.from(expected.keys()).sort());
        for (const [id, score] of expected) expect(found.get(id)).toBeCloseTo(score, 9);
      }),
      { numRuns: 300 },
    );
  });

  it("puts the best first and equal scores in the order of their ids", () => {
    fc.assert(
      fc.property(collection, text, (documents, question) => {
        const hits = new LexicalIndex(documents, SETTINGS).search(question, documents.length);
        const inOrder = hits.every((hit, rank) => {
          const next = hits[rank + 1];
          return !next || hit.score > next.score || (hit.score === next.score && hit.id < next.id);
        });
        expect(inOrder, JSON.stringify(hits)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the list without restriction, less what is not allowed, cut after ranking", () => {
    const anyLimit = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(collection, text, fc.integer({ min: 0, max: 127 }), anyLimit, (documents, question, mask, limit) => {
        const index = new LexicalIndex(documents, SETTINGS);
        const chosen = new Set(documents.filter((_, position) => mask & (1 << position)).map(({ id }) => id));
        const everything = index.search(question, documents.length);
        const restricted = index.search(question, limit, (id) => chosen.has(id));
        expect(restricted).toEqual(everything.filter(({ id }) => chosen.has(id)).slice(0, limit));
      }),
      { numRuns: 300 },
    );
  });
});

const document = (id: string, title: string, body: string): Document => ({ id, fields: { title, body } });
const idsOf = (hits: readonly LexicalHit[]): string[] => hits.map(({ id }) => id);

describe("a lexical index of measures", () => {
  const WAGES = document("5-6", "賃上げ税制の活用促進", "青色申告書を提出する法人の税額控除。");
  const PLANT = document("2-5", "大規模成長投資補助金", "工場の新設を支援する。賃上げが要件である。");
  const EXPORT = document("7-2", "加工食品の輸出支援", "輸出に必要な設備の整備を支援する。");
  const index = new LexicalIndex([PLANT, EXPORT, WAGES], SETTINGS);

  it("prefers the measure that has the word in its title, whose weight is higher", () => {
    expect(idsOf(index.search("賃上げ", 10))).toEqual(["5-6", "2-5"]);
  });

  it("prefers the other one when the weights are the other way round", () => {
    const swapped = new LexicalIndex([PLANT, EXPORT, WAGES], {
      title: { weight: 0.2, b: 0.4 },
      body: { weight: 5, b: 0.4 },
    });
    expect(idsOf(swapped.search("賃上げ", 10))).toEqual(["2-5", "5-6"]);
  });

  it("ignores a field of weight 0", () => {
    const bodies = new LexicalIndex([PLANT, EXPORT, WAGES], {
      title: { weight: 0, b: 0 },
      body: { weight: 1, b: 0.6 },
    });
    expect(bodies.search("賃上げ", 10).filter(({ score }) => score > 0)).toMatchObject([{ id: "2-5" }]);
  });

  it("prefers the shorter of two texts that say the word once", () => {
    const short = document("1-2", "", "輸出の支援");
    const long = document("1-1", "", "輸出の支援のほか、国内における販路の開拓、展示会への出展、人材の育成を行う。");
    expect(idsOf(new LexicalIndex([long, short], SETTINGS).search("輸出", 10))).toEqual(["1-2", "1-1"]);
  });

  it("lets a rare word count more than a frequent one", () => {
    expect(index.idf("税")).toBeGreaterThan(index.idf("支援"));
    expect(idsOf(index.search("税額 支援", 1))).toEqual(["5-6"]);
  });

  it("gives nothing for words that no measure has", () => {
    expect(index.search("宇宙旅行 zebra 1999", 10)).toEqual([]);
    expect(index.has("zebra")).toBe(false);
  });

  it.each(["", "   ", "?!", "は、の。", "です"])("gives nothing for %j, which has no words", (question) => {
    expect(index.search(question, 10)).toEqual([]);
  });

  it("gives nothing of what is not allowed, even where only that fits", () => {
    expect(index.search("税額控除", 10, (id) => id !== "5-6")).toEqual([]);
  });

  it("reaches an allowed measure that ranks behind more others than the limit", () => {
    expect(idsOf(index.search("賃上げ", 1, (id) => id === "2-5"))).toEqual(["2-5"]);
  });

  it.each([0, 1, 2])("gives no more than the %i asked for", (limit) => {
    expect(idsOf(index.search("賃上げ", limit))).toEqual(["5-6", "2-5"].slice(0, limit));
  });

  it("orders equal measures by id, whatever order they came in", () => {
    const twins = ["3-2", "3-1", "3-3"].map((id) => document(id, "研究開発税制", "税額控除"));
    expect(idsOf(new LexicalIndex(twins, SETTINGS).search("研究開発", 10))).toEqual(["3-1", "3-2", "3-3"]);
    expect(idsOf(new LexicalIndex(twins.toReversed(), SETTINGS).search("研究開発", 2))).toEqual(["3-1", "3-2"]);
  });

  it("reads documents and questions each by the tokenizer it is given", () => {
    const letters = {
      document: (text: string): string[] => Array.from(text),
      question: (text: string): string[] => Array.from(text.toUpperCase()),
    };
    const byLetter = new LexicalIndex([document("1-1", "A", "b"), document("1-2", "C", "D")], SETTINGS, letters);
    expect(idsOf(byLetter.search("a", 10))).toEqual(["1-1"]);
    expect(idsOf(byLetter.search("b", 10))).toEqual([]);
    expect(idsOf(byLetter.search("d", 10))).toEqual(["1-2"]);
  });

  it("counts its documents, those without words too", () => {
    expect(new LexicalIndex([WAGES, document("1-1", "", "")], SETTINGS).size).toBe(2);
  });

  it("finds nothing and fails on nothing when it is empty or all its texts are", () => {
    expect(new LexicalIndex<Field>([], SETTINGS).search("賃上げ", 10)).toEqual([]);
    expect(new LexicalIndex([document("1-1", "", "")], SETTINGS).search("賃上げ", 10)).toEqual([]);
  });
});
