import type { PageRange, Passage, PassageColumn, TableColumn } from "./collection.ts";
import type { Footnote, FoundMeasure, PlacedBlock } from "./find-measures.ts";
import { programmeName } from "./read-programmes.ts";

/**
 * The units of retrieval of one measure: its title; each programme heading with its budgets; each bullet with its parts,
 * notes and, over a page break, its continuation; each footnote. A passage may have several verbatim pieces (`spans`).
 */
export function cutPassages(measure: FoundMeasure, footnotes: readonly Footnote[]): Passage[] {
  const title = { ...measure.titleBlock, text: measure.titleBlock.text };
  const passages = [passage(measure, "title", 0, "", [title])];
  for (const column of ["policy", "followUp"] as const) passages.push(...columnPassages(measure, column));
  footnotes.forEach((note, index) => {
    passages.push(passage(measure, "footnote", index, "", [{ ...note.block, page: note.page, column: "policy" }]));
  });
  return passages;
}

function columnPassages(measure: FoundMeasure, column: TableColumn): Passage[] {
  const groups: { programme: string; blocks: PlacedBlock[] }[] = [];
  let programme = "";
  for (const block of measure.blocks) {
    if (block.column !== column || block.role === "ministry") continue;
    if (block.role === "programme") programme = programmeName(block.text);
    const group = groups.at(-1);
    if (group && continues(group.blocks, block)) group.blocks.push(block);
    else groups.push({ programme, blocks: [block] });
  }
  return groups.map((group, index) => passage(measure, column, index, group.programme, group.blocks));
}

function continues(before: readonly PlacedBlock[], block: PlacedBlock): boolean {
  const last = before.at(-1);
  if (!last || block.role === "programme") return false;
  if (block.role === "budget") return last.role === "programme" || last.role === "budget";
  if (last.role === "programme" || last.role === "budget") return false;
  if (block.role === "part" || block.role === "note") return true;
  return block.role === "paragraph" && !/[。)\uff09」]$/u.test(last.text);
}

function passage(
  measure: FoundMeasure,
  column: PassageColumn,
  index: number,
  programme: string,
  blocks: readonly PlacedBlock[],
): Passage {
  return {
    id: `${measure.id}/${column}/${index}`,
    measureId: measure.id,
    column,
    programme,
    text: joinBlocks(blocks),
    pages: unionPages(blocks.map((block) => block.pages)),
    spans: blocks.map((block) => ({ page: block.page, ...block.span })),
  };
}

/** A sentence broken by a page goes on without a gap; everything else begins a new line. */
function joinBlocks(blocks: readonly PlacedBlock[]): string {
  return blocks.reduce((text, block, index) => {
    const previous = blocks[index - 1];
    if (!previous) return block.text;
    const broken = block.page !== previous.page && block.role === "paragraph" && !/[。】]$/u.test(previous.text);
    return `${text}${broken ? "" : "\n"}${block.text}`;
  }, "");
}

/** The printed pages that several pieces stand on; exact only where each is. */
export function unionPages(ranges: readonly PageRange[]): PageRange {
  return {
    first: Math.min(...ranges.map((range) => range.first)),
    last: Math.max(...ranges.map((range) => range.last)),
    exact: ranges.every((range) => range.exact),
  };
}
