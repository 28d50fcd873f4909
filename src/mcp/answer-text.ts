import type { Answer } from "../answer/answer.ts";
import type { Citation } from "../answer/citation.ts";
import { sourceLabel } from "../answer/source-list.ts";
import { COLUMN_LABELS, measureUri } from "./text-lines.ts";

/** An answer for a model that is shown text only: what was said, the 出典 list with every quote, and what could be asked next. */
export function answerText(answer: Answer): string {
  const sources = answer.citations.length === 0 ? [] : ["", "出典", ...answer.citations.map(sourceLine)];
  const suggestions =
    answer.suggestions.length === 0 ? [] : ["", "続けて聞けること", ...answer.suggestions.map((text) => `- ${text}`)];
  const notice = answer.notice === undefined ? [] : ["", answer.notice];
  return [answer.answer, ...sources, ...suggestions, ...notice].join("\n");
}

/** "[1] (5)③ キャリアアップ助成金 p.73 フォローアップ「…」 https://…/measures/5-3"; without a public address the resource. */
function sourceLine(citation: Citation): string {
  const { column, quote, url, measureId } = citation;
  const address = /^https?:/.test(url) ? url : measureUri(measureId);
  return `${sourceLabel(citation)} ${COLUMN_LABELS[column]}「${quote}」 ${address}`;
}
