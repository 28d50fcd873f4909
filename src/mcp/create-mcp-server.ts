import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { addPrompts } from "./add-prompts.ts";
import { addResources } from "./add-resources.ts";
import type { McpService } from "./mcp-service.ts";
import { addAskTool } from "./tools/ask-tool.ts";
import { addGetMeasureTool } from "./tools/get-measure-tool.ts";
import { addListMeasuresTool } from "./tools/list-measures-tool.ts";
import { addLookUpCitationTool } from "./tools/look-up-citation-tool.ts";
import { addMatchCompanyTool } from "./tools/match-company-tool.ts";
import { addSearchMeasuresTool } from "./tools/search-measures-tool.ts";

const INSTRUCTIONS = `施策ナビは、日本政府の文書「中堅企業等支援に関する今後の取組方針(フォローアップ)」(2025年2月)の183の支援施策だけに、原文の引用で答えます。
- 質問にはまず ask を使います。答えの引用には施策番号((5)③ など)とページがあります。利用者に答えるときは、番号とページを必ず添えてください。
- 「うちに合う支援は?」には match_company、探すには search_measures、条件で数えて一覧するには list_measures、番号・ページ・題名の確認には lookup_citation、全文を読むには get_measure を使います。
- 文書に書かれていないことは「文書に書かれていない」と伝えてください。受給や採択は約束せず、「該当する可能性がある」と書き、担当府省への確認を勧めてください。
- pages.exact が false のページは「p.44〜48のどこか」のような範囲です。ひとつのページに決めないでください。
In English: this server answers only from one Japanese government document of 183 business support measures. Call ask first; keep the measure number and page with every claim; quotes stay Japanese; say so when the document does not state something.`;

/**
 * An MCP server with tools, resources and prompts over the document, not yet connected to a transport. Cheap: HTTP makes one
 * for every request, and so no tool makes its schemas here: what they say is kept in a registry that forgets nothing. Everything
 * it gives is read only.
 */
export function createMcpServer(service: McpService): McpServer {
  const server = new McpServer(
    { name: "shisaku-navi", title: "施策ナビ", version: service.version },
    { instructions: INSTRUCTIONS },
  );
  addAskTool(server, service);
  addSearchMeasuresTool(server, service);
  addGetMeasureTool(server, service);
  addMatchCompanyTool(server, service);
  addLookUpCitationTool(server, service);
  addListMeasuresTool(server, service);
  addResources(server, service);
  addPrompts(server, service);
  // The SDK promises to tell of changed lists; these never change while the server runs.
  server.server.registerCapabilities({
    tools: { listChanged: false },
    resources: { listChanged: false },
    prompts: { listChanged: false },
  });
  return server;
}
