import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The body of every error response: a stable code, a sentence for the person, and what to do. */
export const ErrorBody = z
  .object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) })
  .openapi("Error");

/** Error responses of a route, for the OpenAPI description: status to what it means. */
export function errorResponses<Status extends number>(meanings: Record<Status, string>) {
  const entries = Object.entries<string>(meanings).map(([status, description]) => [
    status,
    { description, content: { "application/json": { schema: ErrorBody } } },
  ]);
  return Object.fromEntries(entries) as Record<
    Status,
    { description: string; content: { "application/json": { schema: typeof ErrorBody } } }
  >;
}

/** An error meant for the client. Anything else that is thrown becomes `internal_error` and is only logged. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly hint: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: ContentfulStatusCode, code: string, message: string, hint: string, retryAfterSeconds?: number) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function problemResponse(context: Context, problem: Problem): Response {
  if (problem.retryAfterSeconds !== undefined) context.header("Retry-After", String(problem.retryAfterSeconds));
  const { code, message, hint } = problem;
  return context.json({ error: { code, message, hint } }, problem.status);
}

export const internalProblem = (): Problem =>
  new Problem(500, "internal_error", "サーバーで問題が起きました。", "しばらくしてからもう一度お試しください。");

export const unsupportedMediaType = (): Problem =>
  new Problem(
    415,
    "unsupported_media_type",
    "本文は JSON で送ってください。",
    "Content-Type: application/json を付けてください。",
  );

/** The first finding of a schema, in words: which field, and what is wrong with it. */
export function schemaProblem(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): Problem {
  const [issue] = error.issues;
  const field = issue?.path.join(".") || "本文";
  return new Problem(
    400,
    "invalid_request",
    `入力を読み取れません: ${field}`,
    `${field}: ${issue?.message ?? ""} (形式は /openapi.json)`,
  );
}

/** What the client is told of what was thrown. What was not meant for it is logged and becomes `internal_error`. */
export function toProblem(error: unknown, logError: (error: unknown) => void): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem(
      400,
      "invalid_json",
      "JSON として読み取れません。",
      "本文の形式と Content-Type: application/json を確かめてください。",
    );
  }
  // The routes read the type's parameters more strictly than requireJson does.
  if (error instanceof HTTPException && error.status === 415) return unsupportedMediaType();
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new Problem(503, "answer_timeout", "答えるのに時間がかかりすぎました。", "もう一度お試しください。", 1);
  }
  logError(error);
  return internalProblem();
}
