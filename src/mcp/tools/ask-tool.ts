import { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Answer } from "../../answer/answer.ts";
import { MESSAGE_LENGTH, MOST_MESSAGES } from "../../http/chat-route.ts";
import { givenFilters } from "../../http/given-filters.ts";
import { Company } from "../../match/read-company.ts";
import { Message } from "../../question/read-history.ts";
import { answerText } from "../answer-text.ts";
import type { McpService } from "../mcp-service.ts";
import { READ_ONLY, toolCall } from "../tool-call.ts";
import { editionInput, filtersInput, questionInput } from "../tool-inputs.ts";

const HistoryMessage = Message.extend({
  role: z.enum(["user", "assistant"]),
  content: z.string().max(MESSAGE_LENGTH),
  citations: Message.shape.citations.describe('その答えが引いた施策の id / measures the answer cited: ["5-3"]'),
});

const INPUT = {
  question: questionInput,
  history: z
    .array(HistoryMessage)
    .max(MOST_MESSAGES - 1)
    .optional()
    .describe(
      "「その予算は?」のような続きの質問のための、これまでのやりとり / earlier turns, oldest first, for a follow-up such as 「その予算は?」",
    ),
  company: Company.optional().describe(
    "尋ねている会社。「うちで使えるものは?」に効く。capital は円 / the asking company; capital in yen",
  ),
  filters: filtersInput,
  language: z
    .enum(["ja", "en", "zh", "vi"])
    .optional()
    .describe("答えの地の文の言語。引用は日本語のまま / language of the answer's own words; quotes stay Japanese"),
  edition: editionInput,
};

export function addAskTool(server: McpServer, service: McpService): void {
  server.registerTool(
    "ask",
    {
      title: "質問に答える / Answer a question",
      description: `「中堅企業等支援に関する今後の取組方針(フォローアップ)」(2025年2月)の183施策について、原文の引用と施策番号・ページで答える。書かれていなければ kind が not_stated、文書の外なら refuse、広すぎれば clarify(絞り込みの質問つき)になる。
Answers a question about Japan's support measures for mid-sized and small companies from one government document: verbatim Japanese quotes with measure number and page. kind tells: answer, list, clarify (too broad), not_stated, refuse (outside the document).`,
      inputSchema: INPUT,
      outputSchema: Answer,
      annotations: READ_ONLY,
    },
    ({ question, history = [], company, filters: given, language, edition }, { signal }) =>
      toolCall(service, signal, async () => {
        const assistant = await service.assistant(edition);
        const filters = givenFilters(given, assistant.search.catalogue);
        const messages: Message[] = [...history, { role: "user", content: question }];
        const until = AbortSignal.any([signal, service.deadline()]);
        const answer = await assistant.ask({ messages, filters, company, language }, until);
        return { data: answer, text: answerText(answer) };
      }),
  );
}
