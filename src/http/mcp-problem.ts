import type { Context } from "hono";
import type { Problem } from "./problem.ts";

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const SERVER_ERROR = -32000;
const CODES: Readonly<Record<string, number>> = {
  invalid_json: PARSE_ERROR,
  batch_not_supported: INVALID_REQUEST,
};

/** A problem with a whole request to /mcp, as the JSON-RPC error without id that MCP clients expect beside the HTTP status. */
export function mcpProblemResponse(context: Context, problem: Problem): Response {
  const { status, code, message, hint, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
  const error = { code: CODES[code] ?? SERVER_ERROR, message: `${message} ${hint}`, data: { code, message, hint } };
  return context.json({ jsonrpc: "2.0", error, id: null }, status);
}
