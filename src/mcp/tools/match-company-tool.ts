import type { z } from "@hono/zod-openapi";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { pageLabel } from "../../answer/cite.ts";
import { readGivenCompany } from "../../http/match-route.ts";
import { type Condition, MatchResponse, matchCompany } from "../../match/match-company.ts";
import { Company } from "../../match/read-company.ts";
import type { McpService } from "../mcp-service.ts";
import { summaryLine } from "../text-lines.ts";
import { READ_ONLY, toolCall } from "../tool-call.ts";
import { editionInput } from "../tool-inputs.ts";

const { description, industry, employees, capital, prefecture, needs } = Company.shape;

const INPUT = {
  company: Company.extend({
    description: description.describe("会社の説明、経営者の言葉で / in the owner's words"),
    industry: industry.describe("業種 / industry, in Japanese: 食品製造業"),
    employees: employees.describe("従業員数 / number of employees"),
    capital: capital.describe("資本金、円 / capital in yen"),
    prefecture: prefecture.describe("都道府県 / prefecture, in Japanese: 鹿児島県"),
    needs: needs.describe("困りごと・したいこと / needs, in Japanese: 人手不足、輸出"),
  }),
  edition: editionInput,
};

export function addMatchCompanyTool(server: McpServer, service: McpService): void {
  server.registerTool(
    "match_company",
    {
      title: "会社に合う施策を探す / Match a company",
      description: `会社の業種・規模・所在地・困りごとから、該当する可能性のある施策を5件まで返し、文書に書かれた条件ごとに、満たす・満たさない・わからないを示す。受給を約束するものではない。description、industry、needs のどれかが要る。
Up to five measures a company may be eligible for, each stated condition judged met / not_met / not_stated. Never a promise. Needs one of description, industry, needs.`,
      inputSchema: INPUT,
      outputSchema: MatchResponse,
      annotations: READ_ONLY,
    },
    ({ company, edition }, { signal }) =>
      toolCall(service, signal, async () => {
        const profile = readGivenCompany(company);
        const found = await matchCompany(await service.assistant(edition), profile);
        return { data: found, text: matchText(found) };
      }),
  );
}

const STATUS_LABELS = { met: "満たす", not_met: "満たさない", not_stated: "わからない" };

function matchText({ matches, questions }: MatchResponse): string {
  if (matches.length === 0) return "当てはまりそうな施策は文書に見つかりませんでした。";
  const rows = matches.map(({ measure, reason, conditions }, index) =>
    [`${index + 1}. ${summaryLine(measure)}`, `   ${reason}`, ...conditions.map(conditionLine)].join("\n"),
  );
  const open =
    questions.length === 0 ? [] : ["", "わかると絞れること", ...questions.map((question) => `- ${question}`)];
  return [...rows, ...open].join("\n");
}

function conditionLine({ text, status, quote, pages }: z.infer<typeof Condition>): string {
  const source = quote === undefined ? "" : `: 「${quote}」${pages ? ` ${pageLabel(pages)}` : ""}`;
  return `   - 条件「${text}」 ${STATUS_LABELS[status]}${source}`;
}
