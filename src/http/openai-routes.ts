import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { eventStreamResponse } from "./event-stream.ts";
import { completionFrames, errorFrames } from "./openai-chunks.ts";
import { ChatCompletion, completionOf } from "./openai-completion.ts";
import { OpenaiProblem, openaiErrorResponses } from "./openai-error.ts";
import { assistantOfModel, findModel, listModels, MODEL, Model } from "./openai-model.ts";
import { ChatCompletionRequest, promptText, readMessages } from "./openai-request.ts";
import { estimateTokens } from "./openai-tokens.ts";
import { schemaProblem } from "./problem.ts";
import { answerDeadline, type Dependencies, inTime, problemOf } from "./service.ts";

const commonErrors = { 403: "許可されていないサイト", 429: "回数の上限", 503: "準備中" };

const completionRoute = createRoute({
  method: "post",
  path: "/v1/chat/completions",
  summary: "質問に OpenAI の形で答える。stream が true なら同じ答えを少しずつ返す",
  description:
    "本文は /api/chat の answer に出典の一覧が続いたもの。tools、temperature、max_tokens などは読み飛ばす。Authorization は何でもよい。",
  request: { body: { required: true, content: { "application/json": { schema: ChatCompletionRequest } } } },
  responses: {
    ...openaiErrorResponses({
      ...commonErrors,
      400: "質問がない、または形式が違う",
      404: "そのモデルはない",
      413: "質問または本文が大きすぎる",
      415: "JSON ではない",
    }),
    200: {
      description: "答え",
      content: {
        "application/json": { schema: ChatCompletion },
        "text/event-stream": {
          schema: z.string().openapi({ description: "data: に chat.completion.chunk、最後に data: [DONE]" }),
        },
      },
    },
  },
});

const modelsRoute = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "使えるモデル",
  responses: {
    ...openaiErrorResponses(commonErrors),
    200: {
      description: "モデルの一覧",
      content: {
        "application/json": {
          schema: z.object({ object: z.literal("list"), data: z.array(Model) }).openapi("OpenaiModelList"),
        },
      },
    },
  },
});

const modelRoute = createRoute({
  method: "get",
  path: "/v1/models/{model}",
  summary: "ひとつのモデル",
  request: {
    params: z.object({ model: z.string().openapi({ param: { description: "モデルの名前", example: MODEL } }) }),
  },
  responses: {
    ...openaiErrorResponses({ ...commonErrors, 404: "そのモデルはない" }),
    200: { description: "モデル", content: { "application/json": { schema: Model } } },
  },
});

/** What clients of OpenAI's chat API ask for. Any key will do: there are no accounts. */
export function addOpenaiRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(
    completionRoute,
    async (context) => {
      const request = context.req.valid("json");
      const model = request.model ?? MODEL;
      const assistant = assistantOfModel(dependencies, model);
      const asked = { messages: readMessages(request) };
      const replyTo = {
        model,
        created: Math.floor(Date.now() / 1000),
        promptTokens: estimateTokens(promptText(request)),
        origin: new URL(context.req.url).origin,
      };
      if (request.stream !== true) {
        const answer = await inTime(dependencies, context.req.raw.signal, (until) => assistant.ask(asked, until));
        return context.json(completionOf(answer, replyTo), 200);
      }
      const withUsage = request.stream_options?.include_usage === true;
      return eventStreamResponse(
        context,
        (until) => completionFrames(assistant.stream(asked, until), replyTo, withUsage),
        (thrown) => errorFrames(problemOf(thrown, dependencies)),
        answerDeadline(dependencies),
      ) as never;
    },
    (result) => {
      if (result.success) return;
      const problem = schemaProblem(result.error);
      const path = result.error.issues[0]?.path.join(".");
      throw path ? new OpenaiProblem(problem, path) : problem;
    },
  );

  app.openapi(modelsRoute, (context) => context.json({ object: "list" as const, data: listModels(dependencies) }, 200));

  app.openapi(modelRoute, (context) => context.json(findModel(dependencies, context.req.valid("param").model), 200));
}
