import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
  LISTED,
  listMeasures,
  MeasureFacets,
  type MeasureList,
  MOST_LISTED,
  WORDS_LENGTH,
} from "../../browse/list-measures.ts";
import { MeasureSummary, summariseMeasure } from "../../retrieval/measure-summary.ts";
import type { McpService } from "../mcp-service.ts";
import { summaryLine } from "../text-lines.ts";
import { READ_ONLY, toolCall } from "../tool-call.ts";
import { editionInput, filterInputs } from "../tool-inputs.ts";

const SummaryList = z.object({
  measures: z.array(MeasureSummary),
  total: z.number().int(),
  facets: MeasureFacets,
});

const yen = z.number().int().min(0).optional();

const INPUT = {
  ...filterInputs,
  q: z
    .string()
    .max(WORDS_LENGTH)
    .optional()
    .describe("すべて含む言葉、空白区切り。近い順になる / words that all occur; sorts best first"),
  page: z.number().int().positive().optional().describe("印刷ページ / printed page"),
  budgetFrom: yen.describe("この額以上の予算が書かれた施策、円 / states a budget of at least so many yen"),
  budgetTo: yen.describe("この額以下の予算が書かれた施策、円 / states a budget of at most so many yen"),
  limit: z.number().int().min(1).max(MOST_LISTED).default(LISTED),
  offset: z.number().int().min(0).default(0),
  edition: editionInput,
};

export function addListMeasuresTool(server: McpServer, service: McpService): void {
  server.registerTool(
    "list_measures",
    {
      title: "施策を一覧して数える / List and count measures",
      description: `条件に合う施策を文書の順に一覧し、全部で何件か(total)と、府省・種類・節・小見出しごとの件数(facets)を返す。「経産省の税制は全部でいくつ?」に使う。facets は絞り込みに使える値の一覧でもある。
Lists and counts measures by filters; total is the whole count, facets count per ministry, type, section and topic. Compact rows; get_measure has the full text.`,
      inputSchema: INPUT,
      outputSchema: SummaryList,
      annotations: READ_ONLY,
    },
    ({ edition, ...query }, { signal }) =>
      toolCall(service, signal, async () => {
        const list = await listMeasures(await service.assistant(edition), query);
        return { data: { ...list, measures: list.measures.map(summariseMeasure) }, text: listText(list, query.offset) };
      }),
  );
}

function listText({ measures, total, facets }: MeasureList, offset: number): string {
  if (total === 0) return "当てはまる施策は0件です。絞り込みなしで呼ぶと、facets に使える値があります。";
  const last = offset + measures.length;
  const shown = measures.length === 0 ? "この位置から先はありません" : `${offset + 1}〜${last}件め`;
  const counts = [...facets.ministry, ...facets.type].map(({ value, count }) => `${value} ${count}`);
  return [
    `全${total}件、${shown}。`,
    ...measures.map((measure) => `- ${summaryLine(measure)}`),
    ...(last < total && measures.length > 0 ? [`続きは offset: ${last}`] : []),
    `内訳: ${counts.join("、")}`,
  ].join("\n");
}
