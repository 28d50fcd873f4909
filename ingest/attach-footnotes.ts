import type { Remark } from "./collection.ts";
import type { Footnote, FoundMeasure } from "./find-measures.ts";

const MARK = /[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+/gu;

/**
 * Footnotes by measure id: a note belongs to the measures of its page whose text carries its mark; where a note was moved
 * to another page, to the measure that carries the mark (marks are numbered through the document).
 */
export function attachFootnotes(
  measures: readonly FoundMeasure[],
  footnotes: readonly Footnote[],
): { byMeasure: Map<string, Footnote[]>; remarks: Remark[] } {
  const byMeasure = new Map<string, Footnote[]>();
  const remarks: Remark[] = [];
  for (const note of footnotes) {
    const marked = measures.filter((measure) => marksOf(measure).some(({ mark }) => mark === note.mark));
    const onPage = marked.filter((measure) => measure.pages.includes(note.page));
    const owners = onPage.length > 0 ? onPage : marked;
    for (const owner of owners) byMeasure.set(owner.id, [...(byMeasure.get(owner.id) ?? []), note]);
    if (owners.length === 0) {
      remarks.push({
        kind: "doubt",
        where: `footnote ${note.mark}`,
        message: "no measure carries this mark; not attached",
      });
    } else if (onPage.length === 0) {
      const where = owners.map((owner) => owner.number).join(", ");
      remarks.push({
        kind: "correction",
        where,
        message: `footnote ${note.mark} stands on another page than its mark: attached`,
      });
    }
  }
  for (const measure of measures) {
    for (const { mark } of marksOf(measure)) {
      if (!footnotes.some((note) => note.mark === mark)) {
        remarks.push({
          kind: "doubt",
          where: measure.number,
          message: `footnote mark ${mark} has no footnote`,
        });
      }
    }
  }
  return { byMeasure, remarks };
}

function marksOf(measure: FoundMeasure): { mark: string }[] {
  return [measure.titleBlock, ...measure.blocks].flatMap((block) =>
    Array.from(block.text.matchAll(MARK), ([mark]) => ({ mark })),
  );
}
