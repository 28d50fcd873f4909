import type { PageBlock } from "./split-pages.ts";

const TAG = /<\/?[a-zA-Z][^<>]*>/gu;

/** A page as plain text: its header, then cell after cell, left before right, tags as line breaks. */
export function pageText(block: PageBlock): string {
  const header = [
    `${block.chapter.number}. ${block.chapter.title}`,
    `(${block.section.number}) ${block.section.title}`,
    block.topic,
  ];
  const body = block.lines.map((line) =>
    line.text
      .replace(TAG, "\n")
      .replace(/\t/g, "\n")
      .replace(/\s*([●➢])/gu, "\n$1"),
  );
  return [...header, ...body]
    .join("\n")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
