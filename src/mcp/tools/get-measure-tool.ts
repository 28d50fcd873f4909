import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Measure } from "../../../ingest/collection.ts";
import type { McpService } from "../mcp-service.ts";
import { measureMarkdown } from "../measure-markdown.ts";
import { readMeasureKey } from "../read-measure-key.ts";
import { READ_ONLY, toolCall } from "../tool-call.ts";
import { editionInput } from "../tool-inputs.ts";

const INPUT = {
  id: z
    .string()
    .min(1)
    .max(40)
    .describe("施策の番号。5-3、(5)③、5の3、第5節③ のどれでも / the measure's number in any of these forms"),
  edition: editionInput,
};

export function addGetMeasureTool(server: McpServer, service: McpService): void {
  server.registerTool(
    "get_measure",
    {
      title: "施策の全文を読む / Read a measure",
      description: `ひとつの施策の全文: 題名、ページ、所管、取組方針とフォローアップの原文、事業と予算、脚注。
One measure in full: pages, ministries, both columns verbatim, programmes with budgets, footnotes.`,
      inputSchema: INPUT,
      outputSchema: Measure,
      annotations: READ_ONLY,
    },
    ({ id, edition }, { signal }) =>
      toolCall(service, signal, async () => {
        const { catalogue } = (await service.assistant(edition)).search;
        const measure = readMeasureKey(catalogue, id);
        return { data: measure, text: measureMarkdown(measure) };
      }),
  );
}
