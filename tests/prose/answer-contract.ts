import { expect } from "vitest";
import type { Measure } from "../../ingest/collection.ts";
import type { Citation } from "../../src/answer/citation.ts";
import type { Catalogue } from "../../src/retrieval/catalogue.ts";
import type { Asked } from "./writing-assistant.ts";

export const PROSE_NOTICE = "この文章は言語モデルが";
export const FAILED_NOTICE = "文章を書く言語モデルから確かめられる答えを得られなかった";

/** What holds for every answer, whatever a language model said: order of events, citations, and no figure of its own. */
export function expectSoundAnswer({ events, answer }: Asked, catalogue: Catalogue): void {
  expect(events.map(({ event }) => event)).toEqual([
    "answer-start",
    ...events.slice(1, -1).map(({ event }) => (event === "source-document" ? event : "text-delta")),
    "answer-end",
  ]);
  expect(deltasOf({ events }).join("")).toBe(answer.answer);
  expectCitationsInOrder(events, answer.citations);
  const measures = answer.citations.map(({ measureId }) => catalogue.measures.get(measureId));
  for (const [index, { quote }] of answer.citations.entries()) expect(textOf(measures[index])).toContain(bare(quote));
  const unsupported = numbersIn(proseOf({ events })).filter(
    (number) => !measures.some((measure) => has(measure, number)),
  );
  expect(unsupported, answer.answer).toEqual([]);
  expect(answer.answer).not.toMatch(
    /<[a-z/!]|https?:|\bwww\.|javascript:|sk-|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufffd]/iu,
  );
}

export const deltasOf = ({ events }: Pick<Asked, "events">): string[] =>
  events.flatMap((event) => (event.event === "text-delta" ? event.data.text : []));

/** What the model wrote of the text: all but the last delta, which is the product's own. */
export const proseOf = (asked: Pick<Asked, "events">): string => deltasOf(asked).slice(0, -1).join("");

function expectCitationsInOrder(events: Asked["events"], citations: readonly Citation[]): void {
  expect(citations.map(({ n }) => n)).toEqual(citations.map((_, index) => index + 1));
  expect(events.flatMap((event) => (event.event === "source-document" ? event.data : []))).toEqual(citations);
  const known = new Set<number>();
  const firstUses: number[] = [];
  for (const event of events) {
    if (event.event === "source-document") known.add(event.data.n);
    const marks = event.event === "text-delta" ? [...event.data.text.matchAll(/(?<!\\)\[(\d+)\]/gu)] : [];
    for (const n of marks.map(([, digits]) => Number(digits))) {
      expect(known, "a citation comes before its mark").toContain(n);
      if (!firstUses.includes(n)) firstUses.push(n);
    }
  }
  expect(firstUses, "numbered by first use").toEqual(citations.map(({ n }) => n));
  const ids = citations.map(({ measureId }) => measureId);
  const firstSecond = ids.findIndex((id, index) => ids.indexOf(id) < index);
  const behind = firstSecond < 0 ? [] : ids.slice(firstSecond).filter((id) => !ids.slice(0, firstSecond).includes(id));
  expect(behind, "no second citation of a measure before the first of another").toEqual([]);
}

const bare = (text: string): string => text.replace(/\s/gu, "");

function blocksOf(measure: Measure | undefined): string[] {
  if (!measure) return [];
  return [...measure.policy, ...measure.followUp, ...measure.footnotes].map(({ text }) => text);
}

const textOf = (measure: Measure | undefined): string => bare(blocksOf(measure).join("\n"));

/** Digits as a reader sees them, marks of citations aside. By another way than the product's. */
function numbersIn(text: string): string[] {
  const digits = text.normalize("NFKC").replace(/(?<!\\)\[\d+\]/gu, " ");
  return Array.from(digits.matchAll(/\d+(?:[.,]\d+)*/gu), ([number]) => number.replaceAll(",", ""));
}

/** A date may be told in western years and a sum in other scales: the test's own sentences do neither. */
function has(measure: Measure | undefined, number: string): boolean {
  if (!measure) return false;
  const { first, last } = measure.pages;
  const all = [measure.number, measure.title, measure.topic, `${first} ${last}`, ...blocksOf(measure)].join("\n");
  return numbersIn(all.replace(/\s(?=\d)|(?<=\d)\s/gu, "")).includes(number);
}
