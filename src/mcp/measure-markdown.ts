import type { Block, Measure, PageRange } from "../../ingest/collection.ts";
import { pageLabel } from "../answer/cite.ts";
import { COLUMN_LABELS, measureUri } from "./text-lines.ts";

/**
 * A measure in full as text for a model: what it is filed under, then both columns. The document's words stand as they are,
 * never escaped: a quote copied from here is verbatim.
 */
export function measureMarkdown(measure: Measure): string {
  const { number, title, chapter, section, topic, pages, supportTypes, edition, id, seeAlso } = measure;
  return [
    `# ${number} ${title}`,
    "",
    `- 番号: ${number} (id: ${id}、版: ${edition})`,
    `- ページ: ${pageLabel(pages)}`,
    `- 章: ${chapter.number}. ${chapter.title}`,
    `- 節: (${section.number}) ${section.title}`,
    `- 小見出し: ${topic}`,
    `- 所管: ${measure.ministries.map(({ name, lead }) => (lead ? `${name}(主)` : name)).join("、") || "記載なし"}`,
    `- 支援の種類: ${supportTypes.join("、") || "分類なし"}`,
    ...columnLines(COLUMN_LABELS.policy, measure.policy, pages),
    ...columnLines(COLUMN_LABELS.followUp, measure.followUp, pages),
    ...columnLines(COLUMN_LABELS.footnote, measure.footnotes, pages),
    ...(seeAlso.length === 0 ? [] : ["", "## 同じ内容の施策", "", ...seeAlso.map((other) => `- ${measureUri(other)}`)]),
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

/** Where a measure stands on several pages, each run of blocks is headed by its own. */
function columnLines(heading: string, blocks: readonly Block[], pages: PageRange): string[] {
  if (blocks.length === 0) return [];
  const lines = ["", `## ${heading}`, ""];
  let place = pageLabel(pages);
  for (const block of blocks) {
    const own = pageLabel(block.pages);
    if (own !== place) lines.push(`[${own}]`);
    place = own;
    lines.push(blockLine(block));
  }
  return lines;
}

function blockLine({ role, text }: Block): string {
  if (role === "bullet") return `- ${text}`;
  if (role === "part") return `  - ${text}`;
  return role === "programme" ? `\n○${text}` : text;
}
