import { z } from "@hono/zod-openapi";
import { completable } from "@modelcontextprotocol/sdk/server/completable.js";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { GetPromptResult } from "@modelcontextprotocol/sdk/types.js";
import { completeMeasure } from "./complete-measure.ts";
import type { McpService } from "./mcp-service.ts";

const RULES = `答えかたの決まり:
- 施策ごとに、番号((5)③ など)とページ(p.73 など)を添える。pages.exact が false なら「p.44〜48のどこか」と範囲で書く。
- 文書の言葉は「」で原文のまま引く。文書に書かれていないことは「文書に書かれていません」と書き、推測で埋めない。
- 受給や採択を約束しない。「該当する可能性があります」と書き、担当府省への確認を勧める。文書は2025年2月のもので、募集が終わっていることがある。`;

const longText = z.string().min(1).max(1000);

/** Ready-made requests that make a model use the tools and keep number and page. */
export function addPrompts(server: McpServer, service: McpService): void {
  server.registerPrompt(
    "find-support",
    {
      title: "会社に合う支援を探す / Find support for a company",
      description: "会社の説明と困りごとから、使える可能性のある支援を、番号とページをつけて挙げる",
      argsSchema: {
        company: longText.describe("会社の説明: 業種、従業員数、資本金、所在地 / what the company is"),
        need: longText.optional().describe("困りごと・したいこと / what it needs"),
      },
    },
    ({ company, need }) =>
      fromUser(`次の会社に合う支援施策を探してください。

${quoted("会社", company)}${need === undefined ? "" : `\n${quoted("困りごと・したいこと", need)}`}

1. match_company を呼ぶ(わかる限り industry、employees、capital、prefecture、needs に分けて渡す)。困りごとがあれば search_measures でも探す。
2. 候補ごとに get_measure で条件と予算を確かめる。
3. 近い順に最大5件、「なぜ合いそうか」「文書に書かれた条件(満たす・満たさない・わからない)」「所管」を書く。
4. 最後に、わかるともっと絞れることを尋ねる。

${RULES}`),
  );
  server.registerPrompt(
    "explain-measure",
    {
      title: "施策をわかりやすく説明する / Explain a measure",
      description: "ひとつの施策を、番号とページをつけて、初めての人にもわかるように説明する",
      argsSchema: {
        number: completable(z.string().min(1).max(40).describe("5-3 や (5)③"), async (typed) =>
          completeMeasure((await service.assistant()).search.catalogue, typed),
        ),
      },
    },
    ({ number }) =>
      fromUser(`次の施策を、制度に詳しくない経営者にもわかるように説明してください。

${quoted("施策の番号", number)}

1. get_measure で全文を読む。見つからなければ lookup_citation か search_measures で探す。
2. 「どんな施策か」「誰のためか」「いくら(予算・金額)」「これまでの実績」「どこに聞くか(所管)」の順に書く。書かれていない項目はそう書く。

${RULES}`),
  );
  server.registerPrompt(
    "verify-citation",
    {
      title: "引用を確かめる / Verify a citation",
      description: "引用された文が文書に本当にあるか、番号とページは正しいかを確かめる",
      argsSchema: {
        quote: longText.describe("確かめたい文や数字 / the sentence or figure to verify"),
        ref: z.string().max(200).optional().describe("書かれていた出典: (5)③、p.73、施策名 / the source it named"),
      },
    },
    ({ quote, ref }) =>
      fromUser(`次の引用が「中堅企業等支援に関する今後の取組方針(フォローアップ)」(2025年2月)に本当にあるか、確かめてください。

${quoted("引用", quote)}${ref === undefined ? "" : `\n${quoted("書かれていた出典", ref)}`}

1. ${ref === undefined ? "search_measures で引用の文を探し" : "lookup_citation で出典を引き"}、get_measure で原文を読む。出典にその文がなければ search_measures でほかの施策も探す。
2. 原文と一字ずつ比べ(空白の違いは数えない)、「そのまま載っている」「言い換え・一部違い」「文書に見つからない」のどれかで答える。
3. 正しい番号・施策名・ページ・欄(取組方針かフォローアップ)と、原文の一文を示す。数字や年度が違うときは、どこが違うかを書く。

${RULES}`),
  );
}

const fromUser = (text: string): GetPromptResult => ({ messages: [{ role: "user", content: { type: "text", text } }] });

/** What the user gave, marked off from what the model is told to do. */
const quoted = (label: string, text: string): string => `${label}:\n"""\n${text.replaceAll('"""', '"')}\n"""`;
