import type { Collection, PageRange } from "./collection.ts";

/** What ingest found, as lines for a person: counts, pages, every correction, every doubt. */
export function reportLines(collection: Collection): string[] {
  const exact = collection.measures.filter((measure) => measure.pages.exact).length;
  const corrections = collection.remarks.filter((remark) => remark.kind === "correction");
  const doubts = collection.remarks.filter((remark) => remark.kind === "doubt");
  return [
    `${collection.document.title} (${collection.document.date}) 版 ${collection.edition}`,
    "",
    "節ごとの施策数 / measures per section",
    ...collection.chapters.flatMap((chapter) =>
      chapter.sections.map((section) => {
        const own = collection.measures.filter((measure) => measure.section.number === section.number);
        return `  (${section.number}) ${section.title}: ${own.length} 件  ${pageSpan(own.map((measure) => measure.pages))}`;
      }),
    ),
    `  合計 ${collection.measures.length} 件、検索単位 ${collection.passages.length}、事実 ${collection.facts.length}、想定質問 ${collection.questions.length}`,
    "",
    `ページ / pages: 確定 ${exact} 件、範囲 ${collection.measures.length - exact} 件`,
    ...collection.measures
      .filter((measure) => !measure.pages.exact)
      .map((measure) => `  ${measure.number} p.${measure.pages.first}-${measure.pages.last} のどこか`),
    "",
    `補正 / corrections: ${corrections.length} 件`,
    ...corrections.map((remark) => `  ${remark.where} ${remark.message}`),
    "",
    `疑問 / doubts: ${doubts.length} 件`,
    ...doubts.map((remark) => `  ${remark.where} ${remark.message}`),
  ];
}

function pageSpan(pages: readonly PageRange[]): string {
  return `p.${Math.min(...pages.map((range) => range.first))}-${Math.max(...pages.map((range) => range.last))}`;
}
