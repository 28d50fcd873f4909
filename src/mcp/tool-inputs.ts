import { z } from "@hono/zod-openapi";
import { QUESTION_LENGTH } from "../http/chat-route.ts";
import { Filters } from "../retrieval/filters.ts";

/** Input fields that several tools share, with words for the model that fills them in. */

export const questionInput = z
  .string()
  .max(QUESTION_LENGTH)
  .regex(/\S/u, "空白だけです / is blank")
  .describe(
    "日本語のふだんの言葉で。英語・中国語・ベトナム語も可 / in everyday words, Japanese best, other languages work",
  );

export const filterInputs = {
  ministry: Filters.shape.ministry.describe(
    '所管府省、文書の表記で / ministries as printed: "経産省", "厚労省", "中企庁"',
  ),
  type: Filters.shape.type.describe(
    '支援の種類 / kinds of support: "補助金・助成金", "税制", "融資・保証・保険", "相談・専門家派遣"',
  ),
  section: Filters.shape.section.describe("節の番号 1〜10 / section numbers"),
  topic: Filters.shape.topic.describe("小見出し、文書の表記で / sub-headings as printed"),
};

export const filtersInput = z
  .object(filterInputs)
  .optional()
  .describe(
    "絞り込み。同じ項目の値は「または」、項目どうしは「かつ」。使える値は list_measures の facets にある / values of one list are alternatives, lists must all hold; list_measures' facets tell the values",
  );

export const editionInput = z
  .string()
  .optional()
  .describe('文書の版。なければ最新 / edition of the document such as "2025-02"; the newest without');
