import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { pageLabel } from "../../answer/cite.ts";
import { FOUND, MOST_FOUND, type SearchResult, searchMeasures } from "../../browse/search-measures.ts";
import { givenFilters } from "../../http/given-filters.ts";
import { SearchResponse } from "../../http/search-route.ts";
import type { McpService } from "../mcp-service.ts";
import { COLUMN_LABELS, summaryLine } from "../text-lines.ts";
import { READ_ONLY, toolCall } from "../tool-call.ts";
import { editionInput, filtersInput, questionInput } from "../tool-inputs.ts";

const INPUT = {
  query: questionInput,
  limit: z.number().int().min(1).max(MOST_FOUND).default(FOUND).describe("件数 / rows"),
  filters: filtersInput,
  edition: editionInput,
};

export function addSearchMeasuresTool(server: McpServer, service: McpService): void {
  server.registerTool(
    "search_measures",
    {
      title: "施策を探す / Search measures",
      description: `言葉や困りごとに近い施策を、近い順に1施策1行で返す。番号や題名が入っていればその施策が先に来る。
Measures near a need or words, best first, one row each, with the passages that matched.`,
      inputSchema: INPUT,
      outputSchema: SearchResponse,
      annotations: READ_ONLY,
    },
    ({ query, limit, filters: given, edition }, { signal }) =>
      toolCall(service, signal, async () => {
        const assistant = await service.assistant(edition);
        const begun = performance.now();
        const filters = givenFilters(given, assistant.search.catalogue);
        const results = await searchMeasures(assistant, { query, limit, filters });
        const tookMs = Math.round((performance.now() - begun) * 100) / 100;
        return { data: { results, tookMs }, text: searchText(results) };
      }),
  );
}

/** One row a measure, with the passage that matched best. */
function searchText(results: readonly SearchResult[]): string {
  if (results.length === 0)
    return "見つかりませんでした。filters に使える値は list_measures の facets で確かめられます。";
  return results
    .map(({ measure, passages: [best] }, index) => {
      const row = `${index + 1}. ${summaryLine(measure)}`;
      return best
        ? `${row}\n   ${COLUMN_LABELS[best.column]} ${pageLabel(best.pages)}: ${best.text.replaceAll("\n", " ")}`
        : row;
    })
    .join("\n");
}
