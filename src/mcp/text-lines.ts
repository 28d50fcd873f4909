import type { z } from "@hono/zod-openapi";
import type { PassageColumn } from "../../ingest/collection.ts";
import { ministryLabel, pageLabel } from "../answer/cite.ts";
import type { MeasureSummary } from "../retrieval/measure-summary.ts";

/** The columns as the document heads them. */
export const COLUMN_LABELS: Readonly<Record<PassageColumn, string>> = {
  title: "施策名",
  policy: "取組方針",
  followUp: "フォローアップ",
  footnote: "脚注",
};

/** "(5)③ キャリアアップ助成金(p.73、厚労省) id: 5-3" */
export function summaryLine(measure: z.infer<typeof MeasureSummary>): string {
  const place = [pageLabel(measure.pages), ministryLabel(measure)].filter((part) => part !== "").join("、");
  return `${measure.number} ${measure.title}(${place}) id: ${measure.id}`;
}

export const measureUri = (id: string): string => `shisaku://measures/${id}`;
export const pageUri = (page: number): string => `shisaku://pages/${page}`;
