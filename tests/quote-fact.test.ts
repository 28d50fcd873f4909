import { beforeAll, describe, expect, it } from "vitest";
import type { Collection, Fact, PassageColumn } from "../ingest/collection.ts";
import { quoteFact } from "../src/answer/quote-fact.ts";
import { ingested, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

let collection: Collection;
let source: string;
beforeAll(async () => {
  ({ collection, source } = await ingested(REAL_DOCUMENT));
});

function factOf(id: string, value: string): Fact {
  const found = collection.facts.find((fact) => fact.measureId === id && fact.value === value);
  if (!found) throw new Error(`(${id}) does not state ${value}`);
  return found;
}

describe("a fact is quoted", () => {
  it.each<[id: string, value: string, column: PassageColumn, quote: string]>([
    ["5-3", "19.9億円", "followUp", "【令和7年度当初予算:19.9億円】"],
    ["4-5", "1,414社", "followUp", "認定企業として認定。"],
    ["5-15", "179 講座", "policy", "デジタル分野へのリスクリングを強化するため"],
  ])("(%s) %s with the whole block that states it, from %s", (id, value, column, words) => {
    const quote = quoteFact(measureOf(collection, id), factOf(id, value));
    expect(quote?.column).toBe(column);
    expect(quote?.text).toContain(words);
    expect(quote?.text).toContain(value);
    expect(quote?.measure.id).toBe(id);
  });

  it("of any measure, verbatim, with the value in it and the page it stands on", () => {
    const wrong = collection.facts.filter((fact) => {
      const quote = quoteFact(measureOf(collection, fact.measureId), fact);
      return (
        !quote?.text.includes(fact.value) ||
        source.slice(fact.span.start, fact.span.end) !== fact.value ||
        quote.pages.first > fact.pages.first ||
        quote.pages.last < fact.pages.last
      );
    });
    expect(collection.facts.length).toBeGreaterThan(1000);
    expect(wrong.map(({ measureId, value }) => `${measureId} ${value}`)).toEqual([]);
  });

  it("by its own measure only", () => {
    expect(quoteFact(measureOf(collection, "5-4"), factOf("5-3", "19.9億円"))).toBeUndefined();
    expect(quoteFact(measureOf(collection, "4-2"), factOf("4-1", "357.7 億円"))).toBeUndefined();
  });
});
