import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Collection, ExemplarKind } from "../ingest/collection.ts";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { readQuestionsFile } from "../ingest/read-questions.ts";
import { readableTexts } from "../ingest/readings/readable-texts.ts";
import { readQuestions } from "./evaluation/read-questions.ts";
import { REAL_DOCUMENT } from "./ingest-documents.ts";
import { likeness, pairsAlike } from "./near-duplicates.ts";

/** Two questions of one measure may be alike; of two measures they would point nowhere. */
const ALIKE_ACROSS = 0.6;
/** What is searched must not have been copied from what is measured. */
const ALIKE_TO_EVALUATION = 0.5;
const ABOUT_A_MEASURE = new Set(["need", "detail", "answerable", "near_miss"]);
const SAMPLES = new URL("../../shared/eval/samples.jsonl", import.meta.url);
const CALIBRATION = new URL("../src/calibration/questions.jsonl", import.meta.url);

const rowsOf = <Row>(file: URL, schema: z.ZodType<Row>): Row[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
const Asked = z.object({ question: z.string() });

const evaluation = ["questions", "later-questions", "short-questions"].flatMap((name) =>
  readQuestions(new URL(`./evaluation/${name}.jsonl`, import.meta.url)).map(({ question }) => question),
);
/** The samples lie beside the working tree and not in it: where they are, they count. */
const samples = existsSync(SAMPLES) ? rowsOf(SAMPLES, Asked).map(({ question }) => question) : [];
const calibration = rowsOf(CALIBRATION, z.object({ question: z.string(), label: z.string(), measure: z.string() }));

let collection: Collection;
beforeAll(async () => {
  collection = ingestDocument(await readDocument(REAL_DOCUMENT), await readQuestionsFile(REAL_DOCUMENT));
});
const hypothetical = (): string[] => collection.questions.map(({ text }) => text);

describe("likeness", () => {
  it.each([
    ["補助金はありますか", "補助金は、ありますか?", 1],
    ["ABC", "ａｂｃ", 1],
    ["補助金", "助成金", 0],
    // 省エ エネ ネ設 設備 against 省エ エネ ネ機 機器: two of six
    ["省エネ設備", "省エネ機器", 2 / 6],
  ])("of %s and %s is %d", (one, other, expected) => {
    expect(likeness(one, other)).toBeCloseTo(expected, 10);
    expect(pairsAlike([one], [other], expected || 0.01)).toHaveLength(expected === 0 ? 0 : 1);
  });
});

describe("the hypothetical questions", () => {
  it("are as many for every measure, give or take three: none is found more easily than another", () => {
    const counts = new Map(collection.measures.map(({ id }) => [id, 0]));
    for (const { measureId } of collection.questions) counts.set(measureId, (counts.get(measureId) ?? Number.NaN) + 1);
    const usual = Math.round(collection.questions.length / 183);
    expect(counts.size).toBe(183);
    expect(usual).toBeGreaterThanOrEqual(16);
    expect(Array.from(counts).filter(([, count]) => !(Math.abs(count - usual) <= 3))).toEqual([]);
  });

  it("ask each measure in kana, in English, in Chinese and in Vietnamese", () => {
    const missing = collection.measures.flatMap(({ id }) => {
      const kinds = new Set(collection.questions.filter(({ measureId }) => measureId === id).map(({ kind }) => kind));
      return ["kana", "english", "chinese", "vietnamese"]
        .filter((kind) => !kinds.has(kind))
        .map((kind) => `${id} ${kind}`);
    });
    expect(missing).toEqual([]);
  });

  it("of two measures are never nearly the same", () => {
    const owners = new Map<string, string[]>();
    for (const { text, measureId } of collection.questions) owners.set(text, [...(owners.get(text) ?? []), measureId]);
    const texts = Array.from(owners.keys());
    const across = pairsAlike(texts, texts, ALIKE_ACROSS).filter((pair) => {
      const [one = "", other = ""] = pair.split(" | ");
      const measures = new Set([...(owners.get(one) ?? []), ...(owners.get(other) ?? [])]);
      return measures.size > 1;
    });
    expect(across).toEqual([]);
  });

  it("are not those of the evaluation, nor near them", () => {
    expect(pairsAlike(hypothetical(), evaluation, ALIKE_TO_EVALUATION)).toEqual([]);
  });

  it.skipIf(samples.length === 0)("are not those of the samples, nor near them", () => {
    expect(pairsAlike(hypothetical(), samples, ALIKE_TO_EVALUATION)).toEqual([]);
  });
});

describe("the readings", () => {
  it("are in step with the questions: one a readable text, for every measure", () => {
    const outOfStep = collection.measures
      .map(({ id }) => ({
        id,
        texts: readableTexts(collection, id).length,
        readings: collection.readings.find(({ measureId }) => measureId === id)?.texts.length,
      }))
      .filter(({ texts, readings }) => texts !== readings);
    expect(outOfStep).toEqual([]);
    expect(collection.readings).toHaveLength(183);
  });

  it("stand in the order of their texts: the Latin words and figures of a text are in its reading", () => {
    const wrong = collection.measures.flatMap(({ id }) => {
      const readings = collection.readings.find(({ measureId }) => measureId === id)?.texts ?? [];
      return readableTexts(collection, id).filter((text, index) => {
        const kept = Array.from(text.normalize("NFKC").matchAll(/[A-Za-z]+|\d+/gu), ([run]) => run.toLowerCase());
        const read = readings[index]?.normalize("NFKC").toLowerCase() ?? "";
        // A dictionary reads some Latin words aloud ("WEB" ウェブ): most of them stand.
        return kept.length > 3 && kept.filter((run) => read.includes(run)).length < kept.length / 2;
      });
    });
    expect(wrong).toEqual([]);
  });

  it("are written without kanji, but for a rare one that the dictionary does not know", () => {
    const texts = collection.readings.flatMap((reading) => reading.texts);
    const kanji = texts.filter((text) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 3);
    expect(kanji.length / texts.length).toBeLessThan(0.01);
  });
});

describe("the exemplars", () => {
  const textsOf = (...kinds: ExemplarKind[]): string[] =>
    collection.exemplars.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);

  it("are many of each kind, each with a text, none twice", () => {
    expect(textsOf("outside").length).toBeGreaterThan(500);
    expect(textsOf("broad").length).toBeGreaterThan(350);
    expect(collection.exemplars.filter(({ text }) => text.trim() === "")).toEqual([]);
    const texts = collection.exemplars.map(({ kind, text }) => `${kind} ${text}`);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("say what an outside one is about, and of which measure an unstated one is", () => {
    expect(
      collection.exemplars.filter(({ kind, topic }) => (kind === "outside") !== (topic !== undefined && topic !== "")),
    ).toEqual([]);
    const asked = collection.exemplars.filter(({ kind }) => kind === "unstated").map(({ measureId }) => measureId);
    expect(new Set(asked)).toEqual(new Set(collection.measures.map(({ id }) => id)));
  });

  it("that are outside or broad are nothing like the questions that the document answers", () => {
    expect(pairsAlike(textsOf("outside", "broad"), hypothetical(), ALIKE_ACROSS)).toEqual([]);
  });

  it("are not those of the evaluation, nor of the samples", () => {
    const texts = collection.exemplars.map(({ text }) => text);
    expect(pairsAlike(texts, [...evaluation, ...samples], ALIKE_ACROSS)).toEqual([]);
  });
});

describe("the questions for calibration", () => {
  it("are none of the evaluation's, nor of the samples'", () => {
    const asked = calibration.map(({ question }) => question);
    expect(pairsAlike(asked, [...evaluation, ...samples], 0.7)).toEqual([]);
  });

  it("name a measure of the document exactly where the document answers them", () => {
    const ids = new Set(collection.measures.map(({ id }) => id));
    const wrong = calibration.filter(({ label, measure }) => ABOUT_A_MEASURE.has(label) !== ids.has(measure));
    expect(wrong).toEqual([]);
  });
});
