import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { DIMENSIONS, type Dimension, knownValues } from "../src/browse/dimensions.ts";
import {
  BROWSE_SORTS,
  type BrowseQuery,
  browseParameters,
  type ReadQuery,
  readBrowseQuery,
} from "../src/browse/read-browse-query.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { realCatalogue } from "./real-catalogue.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await realCatalogue();
});

const read = (search: string): ReadQuery => readBrowseQuery(new URLSearchParams(search), catalogue);
const NOTHING: BrowseQuery = {
  q: "",
  chapter: [],
  section: [],
  topic: [],
  ministry: [],
  type: [],
  year: [],
  sort: "document",
};

/** Every query that a URL can say: words without blanks around them, values in the document's order. */
const queries = (): fc.Arbitrary<BrowseQuery> => {
  const some = (dimension: Dimension): fc.Arbitrary<string[]> => fc.subarray(knownValues(dimension, catalogue));
  return fc.record({
    q: fc.string({ unit: "binary", maxLength: 200 }).map((text) => text.trim()),
    chapter: some("chapter").map((values) => values.map(Number)),
    section: some("section").map((values) => values.map(Number)),
    topic: some("topic"),
    ministry: some("ministry"),
    type: some("type"),
    year: some("year"),
    sort: fc.constantFrom(...BROWSE_SORTS),
  });
};

describe("reading a URL", () => {
  it("reads no parameters as the whole document", () => {
    expect(read("")).toEqual({ query: NOTHING, ignored: [] });
    expect(read("q=+&section=&sort=")).toEqual({ query: NOTHING, ignored: [] });
  });

  it("reads lists repeated or comma-separated, each value once, in the document's order", () => {
    const expected = { ...NOTHING, section: [4, 5, 8], ministry: ["金融庁", "厚労省"] };
    expect(read("section=8,4&section=5&section=4&ministry=厚労省, 金融庁")).toEqual({ query: expected, ignored: [] });
  });

  it("reads a topic with 「、」 or 「・」 as one value", () => {
    const topic = "地域における人材の育成確保・インターンシップの促進";
    expect(read(`topic=${topic}`).query.topic).toEqual([topic]);
  });

  it("drops what the document does not have, and says what it dropped", () => {
    expect(read("section=5,99&section=五&ministry=火星省&year=R6補正&year=R99")).toEqual({
      query: { ...NOTHING, section: [5], year: ["R6補正"] },
      ignored: ["section=99", "section=五", "ministry=火星省", "year=R99"],
    });
  });

  it("sorts as the document does where the order is unknown", () => {
    expect(read("sort=budget").query.sort).toBe("budget");
    expect(read("sort=colour").query.sort).toBe("document");
  });

  it("cuts words to 200 characters and none of them in half", () => {
    const { q } = read(String(new URLSearchParams({ q: "𠮷".repeat(300) }))).query;
    expect(q).toBe("𠮷".repeat(200));
  });

  it("needs no escape for commas in the real document, and takes a value whole that has one", () => {
    const values = DIMENSIONS.flatMap((dimension) => knownValues(dimension, catalogue));
    expect(values.filter((value) => value.includes(","))).toEqual([]);
    const { collection } = catalogue;
    const measures = collection.measures.map((measure) => ({ ...measure, topic: "EC,AI" }));
    const other = new Catalogue({ ...collection, measures });
    expect(readBrowseQuery(new URLSearchParams("topic=EC,AI&section=1,2"), other)).toEqual({
      query: { ...NOTHING, section: [1, 2], topic: ["EC,AI"] },
      ignored: [],
    });
  });
});

describe("writing a URL", () => {
  it("leaves out what restricts nothing, and repeats lists in one order of parameters", () => {
    expect(String(browseParameters(NOTHING))).toBe("");
    const query: BrowseQuery = { ...NOTHING, sort: "title", year: ["R6"], section: [4, 5], q: "a b" };
    expect(String(browseParameters(query))).toBe("q=a+b&section=4&section=5&year=R6&sort=title");
  });

  it("is read back as the same query", () => {
    fc.assert(
      fc.property(queries(), (query) => {
        expect(read(String(browseParameters(query)))).toEqual({ query, ignored: [] });
      }),
    );
  });

  it("gives one URL for one choice, however it was asked for", () => {
    const name = fc.constantFrom("q", "sort", ...DIMENSIONS);
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...DIMENSIONS.flatMap((dimension) => knownValues(dimension, catalogue)), "1,2", "title"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), fc.boolean(), (pairs, reversed) => {
        const first = readBrowseQuery(new URLSearchParams(pairs), catalogue).query;
        const canonical = browseParameters(first);
        expect(readBrowseQuery(canonical, catalogue)).toEqual({ query: first, ignored: [] });
        const lists = pairs.filter(([key]) => key !== "q" && key !== "sort");
        const others = pairs.filter(([key]) => key === "q" || key === "sort");
        const shuffled = [...(reversed ? lists.toReversed() : lists), ...others];
        const again = readBrowseQuery(new URLSearchParams(shuffled), catalogue).query;
        expect(String(browseParameters(again))).toBe(String(canonical));
      }),
    );
  });
});
