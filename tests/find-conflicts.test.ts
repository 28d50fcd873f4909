import { beforeAll, describe, expect, it } from "vitest";
import type { Collection, Fact } from "../ingest/collection.ts";
import { conflictsOf } from "../src/answer/find-conflicts.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { ingested, REAL_DOCUMENT } from "./ingest-documents.ts";

let collection: Collection;
let catalogue: Catalogue;
beforeAll(async () => {
  ({ collection } = await ingested(REAL_DOCUMENT));
  catalogue = new Catalogue(collection);
});

/** A budget of a measure as the document prints it. */
function budgetOf(within: Catalogue, id: string, value: string): Fact {
  const budgets = within.measures.get(id)?.programmes.flatMap((programme) => programme.budgets) ?? [];
  const found = budgets.find((fact) => fact.value === value);
  if (!found) throw new Error(`(${id}) has no budget ${value}`);
  return found;
}

const stated = (fact: Fact, within: Catalogue): string[] =>
  conflictsOf(fact, within).map(({ measure, fact: other }) => `${measure.number} ${other.value}`);

describe("a budget that the document states differently elsewhere", () => {
  // p.59 【…令和7年度当初予算案:357.7 億円】; p.60 …(育休中等業務代替支援コース)266.3億円
  it.each([
    ["4-1", "357.7 億円", ["(4)② 266.3億円"]],
    ["4-2", "266.3億円", ["(4)① 357.7 億円"]],
  ])("has the other beside it: (%s) %s against %j", (id, value, others) => {
    expect(stated(budgetOf(catalogue, id, value), catalogue)).toEqual(others);
  });

  it("is that of (4)① and (4)②, and no other in the whole document", () => {
    const budgets = collection.facts.filter(({ kind }) => kind === "budget");
    const contradicted = budgets.filter((fact) => conflictsOf(fact, catalogue).length > 0);
    expect(budgets.length).toBeGreaterThan(100);
    expect(contradicted.map(({ measureId, value }) => [measureId, value])).toEqual([
      ["4-1", "357.7 億円"],
      ["4-2", "266.3億円"],
    ]);
  });

  it("is a budget: no other figure contradicts anything", () => {
    const others = collection.facts.filter(({ kind }) => kind !== "budget");
    expect(others.length).toBeGreaterThan(1000);
    expect(others.filter((fact) => conflictsOf(fact, catalogue).length > 0)).toEqual([]);
  });

  it.each([
    // The other course of the same scheme in (4)②, and the courses of (4)⑧, are other things.
    ["4-2", "12.1億円"],
    ["4-8", "33.6億円"],
    ["4-8", "33.8億円"],
  ])("is not one of another course: (%s) %s", (id, value) => {
    expect(stated(budgetOf(catalogue, id, value), catalogue)).toEqual([]);
  });
});

describe("two statements of one budget agree", () => {
  /** The real document with the one budget of (4)① printed otherwise. */
  const printed = (change: Partial<Fact>): Catalogue =>
    new Catalogue({
      ...collection,
      measures: collection.measures.map((measure) =>
        measure.id !== "4-1"
          ? measure
          : {
              ...measure,
              programmes: measure.programmes.map((programme) => ({
                ...programme,
                budgets: programme.budgets.map((fact) => ({ ...fact, ...change })),
              })),
            },
      ),
    });

  it.each<[what: string, change: Partial<Fact>]>([
    ["the figures are the same", { value: "266.3 億円", normalised: 26_630_000_000 }],
    ["they are of different fiscal years", { fiscalYear: "R6当初" }],
    ["one has no fiscal year", { fiscalYear: "" }],
    ["one names another course", { label: "(介護離職防止支援コース)" }],
  ])("where %s", (_what, change) => {
    const within = printed(change);
    expect(stated(budgetOf(within, "4-1", change.value ?? "357.7 億円"), within)).toEqual([]);
    expect(stated(budgetOf(within, "4-2", "266.3億円"), within)).toEqual([]);
  });

  it("but not where only the figure is another", () => {
    const within = printed({ value: "300億円", normalised: 30_000_000_000 });
    expect(stated(budgetOf(within, "4-2", "266.3億円"), within)).toEqual(["(4)① 300億円"]);
  });
});
