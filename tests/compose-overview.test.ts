import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { composeNarrowing, composeOverview } from "../src/answer/compose-overview.ts";
import { EXAMPLES } from "../src/answer/compose-without.ts";
import type { Draft } from "../src/answer/draft.ts";
import { verifyDraft } from "../src/answer/verify-draft.ts";
import type { Language } from "../src/question/read-language.ts";
import type { MeasureHit } from "../src/retrieval/hybrid-search.ts";
import { faithfulTo } from "./evaluation/score-question.ts";
import { ingested, MEASURES_BY_HAND, REAL_DOCUMENT } from "./ingest-documents.ts";
import { buildRealAssistant, citedBy, contextOf, type RealAssistant } from "./real-assistant.ts";

let real: RealAssistant;
let source: string;
beforeAll(async () => {
  [real, { source }] = await Promise.all([buildRealAssistant(), ingested(REAL_DOCUMENT)]);
});

const BY_HAND = MEASURES_BY_HAND.slice(1).map(([id = "", number = "", , , topic = ""]) => ({ id, number, topic }));
const topicOf = (id: string): string => BY_HAND.find((row) => row.id === id)?.topic ?? "";
const countUnder = (topic: string): number => BY_HAND.filter((row) => row.topic === topic).length;

/** "- **地域課題の解決**(4件) 例: **(1)㉙ …**": the rows of a narrowing answer, in its own words for none of them. */
const rowsIn = (text: string): { topic: string; count: number; number: string }[] =>
  Array.from(
    text.matchAll(/^- \*\*(.+?)\*\* ?[(\uff08](\d+)\D*[)\uff09].*?\*\*(\(\d+\)\S+) /gmu),
    ([, topic = "", count, number = ""]) => ({ topic: topic.replace(/\\/gu, ""), count: Number(count), number }),
  );

const WIDE = ["町工場の社長です", "食品の会社です", "建設の会社です", "若い人に来てほしい", "外国と関わりたい"];

describe("a wide question is answered by sub-heading:", () => {
  let answers: Answer[];
  beforeAll(async () => {
    answers = await Promise.all(WIDE.map((question) => real.ask(question)));
  });
  const answerTo = (question: string): Answer => answers[WIDE.indexOf(question)]!;

  it.each(WIDE)("%s asks back, with two to four measures", (question) => {
    const { kind, measures, answer } = answerTo(question);
    expect(kind).toBe("clarify");
    expect(measures.length).toBeGreaterThanOrEqual(2);
    expect(measures.length).toBeLessThanOrEqual(4);
    expect(answer).toMatch(/ください。$/u);
  });

  it.each(WIDE)("%s names the sub-heading of each measure and how many stand under it", (question) => {
    const { measures, answer } = answerTo(question);
    const expected = measures.map((id) => ({
      topic: topicOf(id),
      count: countUnder(topicOf(id)),
      number: BY_HAND.find((row) => row.id === id)?.number,
    }));
    expect(rowsIn(answer)).toEqual(expected);
  });

  it.each(WIDE)("%s quotes each measure once, verbatim", (question) => {
    const answer = answerTo(question);
    expect(citedBy(answer)).toEqual(answer.measures);
    expect(faithfulTo(source, real.collection)(answer)).toBe(true);
  });

  it.each(WIDE)("%s suggests a question for each measure that leads on to it", async (question) => {
    const { measures, suggestions } = answerTo(question);
    const next = await Promise.all(suggestions.map((suggestion) => real.ask(suggestion)));
    expect(next.map((answer) => answer.measures[0])).toEqual(measures);
    expect(next.filter(({ kind }) => kind !== "list" && kind !== "answer")).toEqual([]);
  });
});

/** Measures as if found with these scores. */
const found = (...scores: [id: string, score: number][]): MeasureHit[] =>
  scores.flatMap(([id, score]) => real.assistant.search.withoutScore([id], [], {}).map((hit) => ({ ...hit, score })));

describe("the measures of a wide question", () => {
  const narrowed = async (...scores: [id: string, score: number][]): Promise<string[]> =>
    composeNarrowing(await contextOf(real, "支援"), found(...scores)).measures;

  it.each<[what: string, scores: [id: string, score: number][], measures: string[]]>([
    [
      "the best of each sub-heading",
      [
        ["1-12", 1],
        ["1-14", 0.9],
        ["9-7", 0.8],
        ["5-3", 0.7],
      ],
      ["1-12", "9-7", "5-3"],
    ],
    [
      "no more than four sub-headings",
      [
        ["1-12", 1],
        ["9-7", 0.95],
        ["5-3", 0.9],
        ["7-18", 0.85],
        ["8-1", 0.8],
      ],
      ["1-12", "9-7", "5-3", "7-18"],
    ],
    [
      "two of one sub-heading where there are but two of them",
      [
        ["1-12", 1],
        ["1-14", 0.9],
        ["9-7", 0.8],
      ],
      ["1-12", "1-14", "9-7"],
    ],
    [
      "three of one where there is no other",
      [
        ["1-12", 1],
        ["1-14", 0.9],
        ["1-15", 0.8],
        ["1-11", 0.7],
      ],
      ["1-12", "1-14", "1-15"],
    ],
    [
      "none that scores less than half of the best",
      [
        ["1-12", 1],
        ["9-7", 0.5],
        ["5-3", 0.49],
      ],
      ["1-12", "9-7"],
    ],
  ])("are %s", async (_what, scores, measures) => {
    expect(await narrowed(...scores)).toEqual(measures);
  });

  it("are counted under the same sub-heading alike", async () => {
    const { text } = composeNarrowing(await contextOf(real, "支援"), found(["1-12", 1], ["1-14", 0.9]));
    expect(rowsIn(text)).toEqual([
      { topic: "GX・DX 等への投資", count: countUnder("GX・DX 等への投資"), number: "(1)⑫" },
      { topic: "GX・DX 等への投資", count: countUnder("GX・DX 等への投資"), number: "(1)⑭" },
    ]);
  });

  it.each<[language: Language, words: RegExp, kind: string]>([
    ["ja", /183施策のうち/u, "goal"],
    ["en", /Of 183 measures/u, "english"],
    ["zh", /在183项措施中/u, "chinese"],
    ["vi", /Trong 183 biện pháp/u, "vietnamese"],
  ])("are introduced, counted and led on from in %s", async (language, words, kind) => {
    const context = await contextOf(real, "支援", language);
    const { text, suggestions } = composeNarrowing(context, found(["1-12", 1], ["9-7", 0.9]));
    expect(text).toMatch(words);
    expect(rowsIn(text).map(({ count }) => count)).toEqual(["1-12", "9-7"].map((id) => countUnder(topicOf(id))));
    const known = suggestions.map((suggestion) =>
      real.collection.questions.find(({ text: own }) => own === suggestion),
    );
    expect(known.map((question) => [question?.measureId, question?.kind])).toEqual([
      ["1-12", kind],
      ["9-7", kind],
    ]);
  });

  it("pass the last check whole, whichever they are", async () => {
    const context = await contextOf(real, "支援");
    const { measures } = real.collection;
    const dropped = measures.map(({ id }, index) => {
      const next = measures[(index + 1) % measures.length]?.id ?? "";
      return verifyDraft(composeNarrowing(context, found([id, 1], [next, 0.9])), context.catalogue).dropped;
    });
    expect(dropped).toHaveLength(183);
    expect(dropped.filter((lines) => lines > 0)).toEqual([]);
  });
});

describe("the overview of the whole document", () => {
  let overview: Draft;
  beforeAll(async () => {
    overview = composeOverview(await contextOf(real, "支援"));
  });

  it("counts the measures of each of the ten sections, all of them together", () => {
    const counts = Array.from(overview.text.matchAll(/\((\d+)\).*? (\d+)件/gu), ([, section, count]) => [
      Number(section),
      Number(count),
    ]);
    const expected = Array.from({ length: 10 }, (_, index) => [
      index + 1,
      BY_HAND.filter(({ id }) => id.startsWith(`${index + 1}-`)).length,
    ]);
    expect(counts).toEqual(expected);
    expect(overview.text).toContain("183の施策");
  });

  it("asks back, quotes nothing and shows what can be asked", () => {
    const { kind, citations, measures, suggestions } = overview;
    expect({ kind, citations, measures, suggestions }).toEqual({
      kind: "clarify",
      citations: [],
      measures: [],
      suggestions: EXAMPLES,
    });
  });

  it.each<[what: string, scores: [id: string, score: number][]]>([
    ["nothing", []],
    ["one measure", [["5-3", 1]]],
    [
      "one measure near and others far",
      [
        ["5-3", 1],
        ["9-7", 0.3],
        ["1-12", 0.1],
      ],
    ],
  ])("is what a wide question gets that finds %s", async (_what, scores) => {
    expect(composeNarrowing(await contextOf(real, "支援"), found(...scores))).toEqual(overview);
  });
});
