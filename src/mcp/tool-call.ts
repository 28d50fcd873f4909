import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import { toProblem } from "../http/problem.ts";
import type { McpService } from "./mcp-service.ts";

/** Every tool only reads one document, and gives the same for the same input. */
export const READ_ONLY: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** What a tool found: as data of its output schema, and as text for models that are shown text only. */
export interface ToolAnswer {
  data: Record<string, unknown>;
  text: string;
}

/** Under this key of `_meta` a failed call has the problem's code, message and hint as data. */
export const PROBLEM_KEY = "shisaku-navi/problem";

/**
 * Runs a tool. What is thrown becomes a result that the model can read and act on; what was not meant for it is logged and
 * told as an internal error. Work that was called off fails without a trace: nobody reads its result.
 */
export async function toolCall(
  { logError }: Pick<McpService, "logError">,
  signal: AbortSignal,
  work: () => Promise<ToolAnswer>,
): Promise<CallToolResult> {
  try {
    const { data, text } = await work();
    return { content: [{ type: "text", text }], structuredContent: data };
  } catch (error) {
    const { code, message, hint } = toProblem(error, signal.aborted ? () => {} : logError);
    return {
      content: [{ type: "text", text: `${message}\n${hint}\n(${code})` }],
      isError: true,
      _meta: { [PROBLEM_KEY]: { code, message, hint } },
    };
  }
}
