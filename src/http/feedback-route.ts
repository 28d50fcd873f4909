import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { Feedback, FeedbackFullError, type NewFeedback } from "../feedback/feedback-store.ts";
import { errorResponses, Problem } from "./problem.ts";
import type { Dependencies } from "./service.ts";

const COMMENT_LENGTH = 500;

const identifier = z.string().regex(/^[\w-]{1,64}$/, "1〜64文字の英数字、_、-");

const FeedbackRequest = z
  .object({
    answerId: identifier.openapi({ description: "答えの id" }),
    useful: z.boolean(),
    comment: z
      .string()
      .trim()
      .max(COMMENT_LENGTH)
      .optional()
      .openapi({ description: "電話番号やメールアドレスなどは伏せて残す" }),
    edition: identifier.optional().openapi({ description: "答えの edition" }),
  })
  .openapi("FeedbackRequest", {
    example: {
      answerId: "0b5c8a52-7d1e-4c38-9a0f-3f2f6f1c9d10",
      useful: false,
      comment: "予算ではなく対象者を知りたかった",
    },
  });

const FeedbackReceipt = Feedback.pick({ id: true, receivedAt: true }).openapi("FeedbackReceipt", {
  example: { id: "5f0c2f0e-94a5-4c55-8f0b-0f3c1a7be2d4", receivedAt: "2025-03-01T04:05:06.789Z" },
});

const route = createRoute({
  method: "post",
  path: "/api/feedback",
  summary: "答えが役に立ったかを残す",
  description: "サーバーのディスクに残ってから 201 を返す。質問の文は残さない。",
  request: { body: { required: true, content: { "application/json": { schema: FeedbackRequest } } } },
  responses: {
    ...errorResponses({
      400: "形式が違う",
      403: "許可されていないサイト",
      413: "本文が大きすぎる",
      415: "JSON ではない",
      429: "回数の上限",
      503: "保存できない",
      507: "保存先がいっぱい",
    }),
    201: { description: "ディスクに保存した", content: { "application/json": { schema: FeedbackReceipt } } },
  },
});

/** Needs no library: an answer may be judged while the server that gave it starts again. */
export function addFeedbackRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  app.openapi(route, async (context) => {
    const { comment, ...rest } = context.req.valid("json");
    const { id, receivedAt } = await store({ ...rest, comment: comment === "" ? undefined : comment }, dependencies);
    return context.json({ id, receivedAt }, 201);
  });
}

async function store(given: NewFeedback, { feedback, logError }: Dependencies): Promise<Feedback> {
  try {
    return await feedback.add(given);
  } catch (error) {
    logError(error);
    if (error instanceof FeedbackFullError) {
      throw new Problem(
        507,
        "feedback_full",
        "評価の保存先がいっぱいです。",
        "いまは保存できません。サイトの管理者が feedback.jsonl を別の場所へ移すか、FEEDBACK_MAX_BYTES を増やすまでお待ちください。",
      );
    }
    throw new Problem(
      503,
      "feedback_not_stored",
      "評価を保存できませんでした。",
      "しばらくしてからもう一度お送りください。続くときは、サイトの管理者が DATA_DIR の空き容量と書き込みの権限を確かめてください。",
    );
  }
}
