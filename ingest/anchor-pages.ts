import type { PageRange, Remark } from "./collection.ts";
import type { Contents } from "./parse-contents.ts";
import { similarity } from "./similarity.ts";
import type { PageBlock } from "./split-pages.ts";

export interface AnchoredPages {
  /** Printed page of each block, in block order. */
  printed: PageRange[];
  remarks: Remark[];
}

interface Anchor {
  /** Index of the block that carries the sub-heading first. */
  block: number;
  page: number;
  topic: string;
}

/**
 * Printed pages of the blocks. The contents' page numbers of the sub-headings are the anchors; between two of them
 *
 *   contents   p.19 ─────────────── p.24        5 pages
 *   body        [0]  [1]  [2]  [3]   |          4 blocks, so m = 1 page break was lost
 *   block k   19-20 20-21 21-22 22-23           k lies on first+k .. first+k+m, exact only where m = 0
 *
 * A sub-heading that the body does not print is no anchor: its run belongs to the one before it.
 * Behind the last anchor nothing says where the document ends; its blocks are taken as whole pages, with a doubt.
 */
export function anchorPages(blocks: readonly PageBlock[], contents: Contents): AnchoredPages {
  const remarks: Remark[] = [];
  const anchors = findAnchors(blocks, contents, remarks);
  const printed: PageRange[] = [];
  anchors.forEach((anchor, position) => {
    const next = anchors[position + 1];
    const count = (next?.block ?? blocks.length) - anchor.block;
    const distance = next ? next.page - anchor.page : count;
    const lost = distance - count;
    if (lost < 0) {
      remarks.push({
        kind: "doubt",
        where: `p.${anchor.page} ${anchor.topic}`,
        message: `${count} page blocks for ${distance} printed pages: a header is repeated inside a page; pages are ranges`,
      });
    }
    for (let k = 0; k < count; k += 1) printed.push(printedRange(anchor.page, k, distance, count));
    if (lost > 0) {
      remarks.push({
        kind: "doubt",
        where: `p.${anchor.page}-${anchor.page + distance - 1} ${anchor.topic}`,
        message: `${count} page blocks for ${distance} printed pages: ${lost} page break(s) lost, pages are ranges`,
      });
    }
    if (!next) {
      remarks.push({
        kind: "doubt",
        where: `p.${anchor.page}- ${anchor.topic}`,
        message: `no anchor behind the last sub-heading: ${count} blocks taken as ${count} whole pages`,
      });
    }
  });
  return { printed, remarks };
}

function printedRange(first: number, k: number, distance: number, count: number): PageRange {
  const lost = distance - count;
  if (lost < 0) {
    const last = Math.max(first, first + distance - 1);
    return { first: Math.min(first + Math.max(0, k + lost), last), last: Math.min(first + k, last), exact: false };
  }
  return { first: first + k, last: first + k + lost, exact: lost === 0 };
}

function findAnchors(blocks: readonly PageBlock[], contents: Contents, remarks: Remark[]): Anchor[] {
  const anchors: Anchor[] = [];
  for (const section of contents.sections) {
    const first = blocks.findIndex((block) => block.section.number === section.number);
    if (first < 0) continue;
    const runs = topicRuns(blocks, section.number);
    const matched = alignTopics(
      section.topics.map((topic) => topic.title),
      runs.map((run) => run.topic),
    );
    // A section begins on a page of its own, whatever its first sub-heading is called.
    if (!matched.includes(0)) anchors.push({ block: first, page: section.page, topic: section.title });
    section.topics.forEach((topic, index) => {
      const run = runs[matched[index] ?? -1];
      if (!run) {
        remarks.push({
          kind: "doubt",
          where: `(${section.number}) ${topic.title} p.${topic.page}`,
          message: "this sub-heading of the contents is not printed in the body; its page is no anchor",
        });
        return;
      }
      if (run.topic !== topic.title) {
        remarks.push({
          kind: "correction",
          where: `(${section.number}) p.${topic.page}`,
          message: `sub-heading "${topic.title}" of the contents is "${run.topic}" in the body: the body's words are kept`,
        });
      }
      anchors.push({ block: run.block, page: topic.page, topic: run.topic });
    });
  }
  return anchors;
}

function topicRuns(blocks: readonly PageBlock[], section: number): { topic: string; block: number }[] {
  const runs: { topic: string; block: number }[] = [];
  blocks.forEach((block, index) => {
    if (block.section.number !== section) return;
    const current = runs.at(-1);
    if (!current || (block.topic !== "" && similarity(current.topic, block.topic) < 0.9)) {
      runs.push({ topic: block.topic, block: index });
    }
  });
  return runs;
}

/** For each heading of the contents the index of the body's run it is, or undefined; order kept, most similar overall. */
function alignTopics(wanted: readonly string[], found: readonly string[]): (number | undefined)[] {
  const best: { score: number; picks: (number | undefined)[] }[][] = [];
  const at = (i: number, j: number) => best[i]?.[j] ?? { score: 0, picks: [] };
  for (let i = 0; i <= wanted.length; i += 1) {
    best[i] = [];
    for (let j = 0; j <= found.length; j += 1) {
      const skipWanted = i > 0 ? { score: at(i - 1, j).score, picks: [...at(i - 1, j).picks, undefined] } : at(0, 0);
      const skipFound = i >= 0 && j > 0 ? at(i, j - 1) : skipWanted;
      let choice = skipFound.score > skipWanted.score ? skipFound : skipWanted;
      const likeness = i > 0 && j > 0 ? similarity(wanted[i - 1] ?? "", found[j - 1] ?? "") : 0;
      if (likeness > 0.45) {
        const before = at(i - 1, j - 1);
        const score = before.score + likeness;
        if (score > choice.score) choice = { score, picks: [...before.picks, j - 1] };
      }
      best[i]?.push(choice);
    }
  }
  return at(wanted.length, found.length).picks;
}
