import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Problem } from "./problem.ts";

/** The body of an error as OpenAI's clients read it. `message` is our sentence and what to do; `code` is the one of our API. */
export const OpenaiErrorBody = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.enum(["invalid_request_error", "permission_error", "rate_limit_error", "server_error"]),
      /** The field of the request that is wrong. */
      param: z.string().nullable(),
      code: z.string(),
    }),
  })
  .openapi("OpenaiError");
type OpenaiErrorBody = z.infer<typeof OpenaiErrorBody>;

/** A problem of a request to /v1 that knows which field is wrong. */
export class OpenaiProblem extends Problem {
  readonly param: string;

  constructor({ status, code, message, hint, retryAfterSeconds }: Problem, param: string) {
    super(status, code, message, hint, retryAfterSeconds);
    this.param = param;
  }
}

/** Whether a path below the base path is of the OpenAI-compatible API, whose errors have their own form. */
export const isOpenaiPath = (path: string): boolean => path === "/v1" || path.startsWith("/v1/");

export function openaiError(problem: Problem): OpenaiErrorBody {
  const { status, code, message, hint } = problem;
  const param = problem instanceof OpenaiProblem ? problem.param : null;
  return { error: { message: `${message} ${hint}`, type: typeOf(status), param, code } };
}

export function openaiProblemResponse(context: Context, problem: Problem): Response {
  const { status, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
  return context.json(openaiError(problem), status);
}

/** Error responses of a route below /v1, for the OpenAPI description: status to what it means. */
export function openaiErrorResponses<Status extends number>(meanings: Record<Status, string>) {
  const entries = Object.entries<string>(meanings).map(([status, description]) => [
    status,
    { description, content: { "application/json": { schema: OpenaiErrorBody } } },
  ]);
  return Object.fromEntries(entries) as Record<
    Status,
    { description: string; content: { "application/json": { schema: typeof OpenaiErrorBody } } }
  >;
}

function typeOf(status: number): OpenaiErrorBody["error"]["type"] {
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "server_error" : "invalid_request_error";
}
