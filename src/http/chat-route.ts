import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Answer } from "../answer/answer.ts";
import { Company } from "../match/read-company.ts";
import { Message } from "../question/read-history.ts";
import { Filters } from "../retrieval/filters.ts";
import { answerFrame, answerFrames } from "./answer-stream.ts";
import { eventStreamResponse } from "./event-stream.ts";
import { givenFilters } from "./given-filters.ts";
import { errorResponses, Problem } from "./problem.ts";
import { answerDeadline, assistantOf, type Dependencies, inTime, problemOf } from "./service.ts";

export const QUESTION_LENGTH = 1000;
export const MESSAGE_LENGTH = 8000;
export const MOST_MESSAGES = 41;

const ChatRequest = z
  .object({
    messages: z
      .array(Message.extend({ content: z.string().max(MESSAGE_LENGTH) }))
      .min(1)
      .max(MOST_MESSAGES)
      .openapi({
        description: "会話。最後の user が質問。前の答えの citations（施策の番号）を添えると、「その予算は?」が通じる",
      }),
    filters: Filters.optional().openapi({ description: "答えに使う施策を絞る" }),
    /** Who asks: its needs and conditions count where the question asks which support fits. */
    company: Company.optional().openapi({ description: "尋ねる会社。どの支援が合うかを尋ねたときに使う" }),
    language: z
      .enum(["ja", "en", "zh", "vi"])
      .optional()
      .openapi({ description: "引用のほかの言葉の言語。なければ質問から読みとる" }),
    edition: z.string().optional().openapi({ description: "資料の版。なければ最新", example: "2025-02" }),
  })
  .openapi("ChatRequest");

const route = createRoute({
  method: "post",
  path: "/api/chat",
  summary: "質問に答える。Accept: text/event-stream なら同じ答えをイベントで返す",
  description: [
    "答えは資料の引用で、施策の番号とページがつく。`kind` は、ひとつの答え `answer`、一覧 `list`、広すぎるので聞き返す `clarify`、施策はあるが資料に書かれていない `not_stated`、資料の外 `refuse`。",
    "イベントは `answer-start`、引用ごとの `source-document`、文ごとの `text-delta`、最後に答え全体の `answer-end`。続けられなければ `answer-error`。`text-delta` をつなぐと `answer` になる。",
  ].join("\n\n"),
  request: { body: { required: true, content: { "application/json": { schema: ChatRequest } } } },
  responses: {
    ...errorResponses({
      400: "質問がない、形式が違う、または文書にない絞り込み",
      403: "許可されていないサイト",
      404: "その版はない",
      413: "質問または本文が大きすぎる",
      415: "JSON ではない",
      429: "回数の上限",
      503: "準備中",
    }),
    200: {
      description: "答え",
      content: {
        "application/json": { schema: Answer },
        "text/event-stream": {
          schema: z
            .string()
            .openapi({ description: "answer-start, source-document, text-delta, answer-end, answer-error" }),
        },
      },
    },
  },
});

/** Throws Problem 400 where no question is asked, 413 for one that is too long. The last user message is the question. */
export function checkQuestion(messages: readonly Message[]): void {
  const question = messages.findLast((message) => message.role === "user")?.content ?? "";
  if (question.trim() === "") {
    throw new Problem(
      400,
      "question_missing",
      "質問がありません。",
      "messages に role が user の質問を入れてください。",
    );
  }
  if (question.length > QUESTION_LENGTH) {
    throw new Problem(
      413,
      "question_too_long",
      `質問が長すぎます(${question.length}文字)。`,
      `${QUESTION_LENGTH}文字以内にしてください。`,
    );
  }
}

export function addChatRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(route, async (context) => {
    const { messages, filters: given, edition, language, company } = context.req.valid("json");
    const assistant = assistantOf(dependencies, edition);
    checkQuestion(messages);
    const filters = givenFilters(given, assistant.search.catalogue);
    const request = { messages, filters, language, company };
    if (!(context.req.header("Accept") ?? "").includes("text/event-stream")) {
      const { signal } = context.req.raw;
      return context.json(await inTime(dependencies, signal, (until) => assistant.ask(request, until)), 200);
    }
    return eventStreamResponse(
      context,
      (until) => answerFrames(assistant.stream(request, until)),
      (thrown) => {
        const { code, message } = problemOf(thrown, dependencies);
        return answerFrame({ event: "answer-error", data: { code, message } });
      },
      answerDeadline(dependencies),
    ) as never;
  });
}
