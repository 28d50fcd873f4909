import { beforeAll, describe, expect, it } from "vitest";
import type { Collection } from "../ingest/collection.ts";
import { ingested, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

const SUPPORT_TYPES = [
  "補助金・助成金",
  "税制",
  "融資・保証・保険",
  "出資",
  "認定・優遇",
  "相談・専門家派遣",
  "人材・研修",
  "マッチング・展示会",
  "情報提供・広報",
  "制度・規制",
  "研究開発",
  "インフラ整備",
  "その他",
];

/** Types nobody would dispute, from the measure's title or its own sentences. */
const CERTAIN: [type: string, ids: string[]][] = [
  ["税制", ["1-27", "3-15", "3-16", "5-6", "6-16", "9-6", "9-9"]],
  ["融資・保証・保険", ["1-15", "3-22", "3-28", "7-18", "7-28"]],
  ["補助金・助成金", ["1-14", "1-28", "2-5", "4-1", "4-8", "5-1", "5-3", "5-14", "6-12", "6-19"]],
  ["出資", ["1-7", "10-4"]],
  ["認定・優遇", ["4-3", "4-4", "4-5", "9-5"]],
  ["相談・専門家派遣", ["1-5", "3-18", "7-6", "7-12", "7-21", "9-7", "10-3"]],
  ["人材・研修", ["1-6", "5-12", "5-15", "6-2", "6-13", "7-22"]],
  ["マッチング・展示会", ["3-7", "6-2", "6-26", "7-9", "7-30", "7-32", "7-33"]],
  ["情報提供・広報", ["5-2", "6-15", "7-23", "7-24", "9-4"]],
  ["制度・規制", ["6-23", "6-24"]],
  ["研究開発", ["3-4", "3-9", "3-20"]],
  ["インフラ整備", ["2-1", "2-4"]],
];

describe("support types", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  it("are one to three for every measure, from the list, none twice", () => {
    const wrong = collection.measures.filter(
      ({ supportTypes }) =>
        supportTypes.length < 1 ||
        supportTypes.length > 3 ||
        new Set(supportTypes).size !== supportTypes.length ||
        supportTypes.some((type) => !SUPPORT_TYPES.includes(type)),
    );
    expect(wrong.map((measure) => [measure.number, measure.supportTypes])).toEqual([]);
  });

  it.each(CERTAIN)("name %s for the measures that plainly are it", (type, ids) => {
    const without = ids.filter((id) => !measureOf(collection, id).supportTypes.includes(type));
    expect(without.map((id) => `${id} ${measureOf(collection, id).supportTypes.join("、")}`)).toEqual([]);
  });

  it("put the type of the title first", () => {
    expect(measureOf(collection, "1-27").supportTypes[0]).toBe("税制");
    expect(measureOf(collection, "5-3").supportTypes[0]).toBe("補助金・助成金");
    expect(measureOf(collection, "7-18").supportTypes[0]).toBe("融資・保証・保険");
  });

  it("fall back to その他 for one measure in twenty at most", () => {
    const other = collection.measures.filter((measure) => measure.supportTypes.includes("その他"));
    expect(other.length).toBeLessThanOrEqual(9);
    expect(other.filter((measure) => measure.supportTypes.length > 1)).toEqual([]);
  });
});
