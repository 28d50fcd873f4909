import type { Fact, Ministry } from "./collection.ts";
import { ministryNames } from "./cut-segments.ts";
import type { FoundMeasure } from "./find-measures.ts";

/** Ministries of a measure as printed, once each; `lead` for the one printed with ○, or the only one. */
export function readMinistries(measure: FoundMeasure): { ministries: Ministry[]; facts: Fact[] } {
  const leads = new Map<string, boolean>();
  const marks = measure.blocks.filter((block) => block.role === "ministry");
  const inColumnOrder = [
    ...marks.filter((mark) => mark.column === "policy"),
    ...marks.filter((mark) => mark.column !== "policy"),
  ];
  for (const mark of inColumnOrder) {
    for (const printed of ministryNames(mark.text.slice(1, -1)) ?? []) {
      const name = printed.replace(/^[○〇]/, "").replace(/等$/, "");
      leads.set(name, leads.get(name) === true || printed !== printed.replace(/^[○〇]/, ""));
    }
  }
  const facts = inColumnOrder.map(
    (mark): Fact => ({
      measureId: measure.id,
      kind: "ministry",
      label: "所管",
      value: mark.text,
      normalised: null,
      pages: mark.pages,
      span: mark.span,
    }),
  );
  return { ministries: Array.from(leads, ([name, lead]) => ({ name, lead: lead || leads.size === 1 })), facts };
}
