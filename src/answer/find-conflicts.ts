import { normalise } from "../../index/normalise.ts";
import type { Fact, Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";

/** A budget as its measure states it. */
export interface StatedBudget {
  measure: Measure;
  fact: Fact;
}

const byCatalogue = new WeakMap<Catalogue, Map<string, StatedBudget[]>>();

/**
 * Other measures' budgets for the same scheme and fiscal year with another figure: where the document contradicts itself
 * (357.7億円 in (4)① and 266.3億円 in (4)② for one course), both are shown.
 */
export function conflictsOf(fact: Fact, catalogue: Catalogue): StatedBudget[] {
  if (fact.kind !== "budget") return [];
  const all = byCatalogue.get(catalogue) ?? groupBudgets(catalogue);
  byCatalogue.set(catalogue, all);
  const group = Array.from(all.values()).find((stated) => stated.some((other) => isSame(other.fact, fact))) ?? [];
  return group.filter((other) => other.measure.id !== fact.measureId && other.fact.normalised !== fact.normalised);
}

const isSame = (one: Fact, other: Fact): boolean =>
  one.measureId === other.measureId && one.span.start === other.span.start;

function groupBudgets(catalogue: Catalogue): Map<string, StatedBudget[]> {
  const groups = new Map<string, StatedBudget[]>();
  for (const measure of catalogue.measures.values()) {
    for (const programme of measure.programmes) {
      for (const fact of programme.budgets) {
        const subject = subjectOf(fact, programme.name);
        if (subject === undefined) continue;
        const key = `${subject} ${fact.fiscalYear ?? ""}`;
        groups.set(key, [...(groups.get(key) ?? []), { measure, fact }]);
      }
    }
  }
  return groups;
}

const COURSES = /[(]([^()]*)[)]/gu;
const NO_COURSE = /^(?:R\d|令和|補正|当初)/u;

/** "両立支援等助成金 育休中等業務代替支援コース": the scheme with its one course, from the budget's own label or the name; undefined where several share a figure. */
function subjectOf(fact: Fact, programme: string): string | undefined {
  const name = programme.normalize("NFKC");
  const inside = (text: string): string[] =>
    Array.from(text.normalize("NFKC").matchAll(COURSES), ([, course = ""]) => course).filter(
      (course) => !NO_COURSE.test(course),
    );
  const scheme = name.replace(COURSES, "");
  const labelled = inside(fact.label).at(-1);
  const courses = labelled === undefined ? inside(name).flatMap((list) => list.split("、")) : [labelled];
  return courses.length > 1 ? undefined : normalise(`${scheme} ${courses.join("")}`);
}
