import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { FoundReference } from "../../browse/look-up-reference.ts";
import { CitationResponse, REF_LENGTH } from "../../http/document-routes.ts";
import { findReference } from "../../http/find-in-document.ts";
import type { McpService } from "../mcp-service.ts";
import { summaryLine } from "../text-lines.ts";
import { READ_ONLY, toolCall } from "../tool-call.ts";
import { editionInput } from "../tool-inputs.ts";

const INPUT = {
  ref: z.string().min(1).max(REF_LENGTH).describe("(5)③、5-3、p.73、73ページ、キャリアアップ助成金 など"),
  edition: editionInput,
};

export function addLookUpCitationTool(server: McpServer, service: McpService): void {
  server.registerTool(
    "lookup_citation",
    {
      title: "番号・ページ・題名から引く / Look a citation up",
      description: `施策番号、印刷ページ、施策名のどれかから施策を引く。引用が正しいかを確かめるときに使い、原文は measures の policy と followUp にある。
The measures behind a measure number, a printed page or a title; to check a citation, compare with policy and followUp.`,
      inputSchema: INPUT,
      outputSchema: CitationResponse,
      annotations: READ_ONLY,
    },
    ({ ref, edition }, { signal }) =>
      toolCall(service, signal, async () => {
        const found = findReference((await service.assistant(edition)).search.catalogue, ref);
        return { data: { ref, ...found }, text: referenceText(ref, found) };
      }),
  );
}

const KIND_LABELS = { measure: "施策番号", page: "ページ", title: "施策名" };

const referenceText = (ref: string, { kind, measures }: FoundReference): string =>
  [
    `「${ref}」(${KIND_LABELS[kind]})に当たる施策: ${measures.length}件`,
    ...measures.map((measure) => `- ${summaryLine(measure)}`),
    "原文は get_measure で読めます。",
  ].join("\n");
