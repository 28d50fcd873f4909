import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Answer } from "../answer/answer.ts";
import { Company } from "../match/read-company.ts";
import { Message } from "../question/read-history.ts";
import { Filters } from "../retrieval/filters.ts";
import { answerStream } from "./answer-stream.ts";
import { errorResponses, internalProblem, Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

export const QUESTION_LENGTH = 1000;
const MESSAGE_LENGTH = 8000;
const MOST_MESSAGES = 41;

const ChatRequest = z
  .object({
    messages: z
      .array(Message.extend({ content: z.string().max(MESSAGE_LENGTH) }))
      .min(1)
      .max(MOST_MESSAGES),
    filters: Filters.optional(),
    /** Who asks: its needs and conditions count where the question asks which support fits. */
    company: Company.optional(),
    language: z.enum(["ja", "en", "zh", "vi"]).optional(),
    edition: z.string().optional(),
  })
  .openapi("ChatRequest");

const route = createRoute({
  method: "post",
  path: "/api/chat",
  summary: "質問に答える。Accept: text/event-stream なら同じ答えをイベントで返す",
  request: { body: { required: true, content: { "application/json": { schema: ChatRequest } } } },
  responses: {
    ...errorResponses({
      400: "質問がない、または形式が違う",
      404: "その版はない",
      413: "本文が大きすぎる",
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

export function addChatRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(route, async (context) => {
    const { messages, filters, edition, language, company } = context.req.valid("json");
    const assistant = assistantOf(dependencies, edition);
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
    const request = { messages, filters, language, company };
    const { signal } = context.req.raw;
    if (!(context.req.header("Accept") ?? "").includes("text/event-stream")) {
      return context.json(await assistant.ask(request, signal), 200);
    }
    const leaving = new AbortController();
    const stream = answerStream(
      assistant.stream(request, AbortSignal.any([signal, leaving.signal])),
      (thrown) => {
        dependencies.logError(thrown);
        const { code, message } = thrown instanceof Problem ? thrown : internalProblem();
        return { event: "answer-error", data: { code, message } };
      },
      () => leaving.abort(),
    );
    return context.body(stream, 200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    }) as never;
  });
}
