import { describe, expect, it } from "vitest";
import { isCardNumber, isIndividualNumber } from "../src/question/check-digits.ts";
import { findPersonalData, hasPersonalData } from "../src/question/find-personal-data.ts";
import { documentLines, personalTexts, projectQuestions } from "./personal-data.ts";

const texts = personalTexts();
const withData = texts.filter(({ data }) => data.length > 0);
const without = texts.filter(({ data }) => data.length === 0);

/** What is found of a text, as it is written there. */
const foundIn = (text: string): string[] => findPersonalData(text).map(({ start, end }) => text.slice(start, end));

/** Whether all of a piece of data is found. */
const isFound = (text: string, data: string): boolean => {
  const start = text.indexOf(data);
  return findPersonalData(text).some((found) => found.start <= start && found.end >= start + data.length);
};

describe("of texts written as people write them", () => {
  it("there are enough to judge by", () => {
    expect(withData.length).toBeGreaterThanOrEqual(120);
    expect(without.length).toBeGreaterThanOrEqual(150);
    expect(withData.flatMap(({ text, data }) => data.filter((piece) => !text.includes(piece)))).toEqual([]);
  });

  it("all personal data is found, whole", () => {
    const missed = withData.flatMap(({ text, data }) =>
      data.flatMap((piece) => (isFound(text, piece) ? [] : [{ text, piece, found: foundIn(text) }])),
    );
    expect(missed).toEqual([]);
  });

  it("nothing else is taken for it", () => {
    const alarms = without.flatMap(({ text }) => (hasPersonalData(text) ? [{ text, found: foundIn(text) }] : []));
    expect(alarms).toEqual([]);
  });

  it.each(withData.filter(({ kind }) => kind !== "mixed"))("$text has $kind", ({ kind, text }) => {
    expect(findPersonalData(text).map((found) => found.kind)).toContain(kind);
  });
});

describe("of what the project has itself", () => {
  it("no question gives a false alarm", () => {
    const alarms = projectQuestions().filter(hasPersonalData);
    // It does hold a number, and asks for it to be repeated.
    expect(alarms).toEqual([expect.stringContaining("電話は090-0000-0000です")]);
  });

  it("no line of the document, with all its figures and dates, gives one", () => {
    expect(documentLines().filter(hasPersonalData)).toEqual([]);
  });
});

describe("check digits", () => {
  it.each(["123456789018", "987654321093"])("%s can be an individual number", (number) => {
    const changed = Array.from(number, (digit, index) =>
      [...number.slice(0, index), (Number(digit) + 1) % 10, ...number.slice(index + 1)].join(""),
    );
    expect(isIndividualNumber(number)).toBe(true);
    expect(changed.filter(isIndividualNumber)).toEqual([]);
  });

  it.each(["123456789012", "000000000000", "12345678901", "2180001012345"])("%s cannot", (number) => {
    expect(isIndividualNumber(number)).toBe(false);
  });

  it.each(["4111111111111111", "5555555555554444", "378282246310005", "30569309025904", "3530111333300000"])(
    "%s can be a card's number",
    (number) => {
      expect(isCardNumber(number)).toBe(true);
    },
  );

  it.each(["4111111111111112", "1234567890123452", "411111111111111", "2180001012345"])("%s cannot", (number) => {
    expect(isCardNumber(number)).toBe(false);
  });
});
