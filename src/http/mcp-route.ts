import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Context, MiddlewareHandler } from "hono";
import { createMcpServer } from "../mcp/create-mcp-server.ts";
import type { McpService } from "../mcp/mcp-service.ts";
import type { Deadline } from "../operations/deadline.ts";
import { packageVersion } from "../package-version.ts";
import { isAllowedHost } from "./check-host.ts";
import { checkOrigin } from "./check-origin.ts";
import { Problem } from "./problem.ts";
import { requireJson } from "./require-json.ts";
import { answerDeadline, assistantOf, type Dependencies } from "./service.ts";

/** Below the base path. */
export const MCP_PATH = "/mcp";

export interface McpLimits {
  /** For a call of a tool that answers. */
  asks: MiddlewareHandler;
  /** For a call of another tool: it may be as much work, but only reads. */
  lookUps: MiddlewareHandler;
  /** For every other message: handshake, lists, resources, prompts. */
  reads: MiddlewareHandler;
}

/**
 * The Model Context Protocol over streamable HTTP, without sessions: every POST is answered by a server of its own, so that no
 * client can use up memory, nor notice a restart. There is nothing to listen to by GET and nothing to end by DELETE.
 */
export function addMcpRoute(app: OpenAPIHono, dependencies: Dependencies, limits: McpLimits): void {
  const version = packageVersion();
  const serviceFor = (deadline: Deadline): McpService => ({
    version,
    assistant: async (edition) => assistantOf(dependencies, edition),
    deadline: () => deadline.signal,
    logError: dependencies.logError,
  });
  const { settings } = dependencies;
  app.use(MCP_PATH, checkHost(settings));
  app.use(MCP_PATH, checkOrigin(settings.ALLOWED_ORIGINS, settings.PUBLIC_URL, "Authorization, *"));
  app.post(MCP_PATH, requireJson, async (context, next) => {
    return limitFor(await readMessage(context), limits)(context, next);
  });
  app.post(MCP_PATH, async (context) => {
    // Also the handshake waits until a question could be answered.
    assistantOf(dependencies, undefined);
    const message = await readMessage(context);
    // Asking takes its turn when the answer is made.
    if (toolOf(message) !== ASK) await dependencies.operations.turns.next();
    const deadline = answerDeadline(dependencies);
    try {
      return await answerMessage(context.req.raw, message, serviceFor(deadline));
    } finally {
      deadline.done();
    }
  });
  app.all(MCP_PATH, (context) => {
    context.header("Allow", "POST");
    throw new Problem(
      405,
      "method_not_allowed",
      "ここは MCP クライアントのためのアドレスです。",
      "MCP のメッセージを POST してください。設定のしかたは docs/mcp.md にあります。",
    );
  });
}

/** Refuses what is called by a name that is not ours, before any work. */
function checkHost(settings: Dependencies["settings"]): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("Host") ?? new URL(context.req.url).host;
    if (!isAllowedHost(host, settings)) {
      throw new Problem(
        403,
        "host_not_allowed",
        `${host} という名前での利用は許可されていません。`,
        "公開しているアドレスを設定 PUBLIC_URL に入れてください。",
      );
    }
    return next();
  };
}

/** The posted message, read once. Throws Problem 400 for what is no JSON, and for several messages at once. */
async function readMessage(context: Context): Promise<unknown> {
  const message: unknown = await context.req.json().catch(() => {
    throw new Problem(400, "invalid_json", "JSON として読み取れません。", "JSON-RPC のメッセージを送ってください。");
  });
  // A batch would be one request to the limits and many to the server; the protocol has none since 2025-06-18.
  if (Array.isArray(message)) {
    throw new Problem(
      400,
      "batch_not_supported",
      "メッセージの束は受け取れません。",
      "メッセージはひとつずつ送ってください。",
    );
  }
  return message;
}

/** Tools that judge and advise: what the chat's switch turns off. */
const ASK = "ask";
const ANSWERING: ReadonlySet<unknown> = new Set([ASK, "match_company"]);

const ToolCall = z.object({ method: z.literal("tools/call"), params: z.object({ name: z.unknown() }).optional() });

const toolOf = (message: unknown): unknown => ToolCall.safeParse(message).data?.params?.name;

function limitFor(message: unknown, { asks, lookUps, reads }: McpLimits): MiddlewareHandler {
  if (!ToolCall.safeParse(message).success) return reads;
  return ANSWERING.has(toolOf(message)) ? asks : lookUps;
}

/** The response to one message. When the client leaves, its work is called off; what is returned then, nobody reads. */
async function answerMessage(request: Request, message: unknown, service: McpService): Promise<Response> {
  const server = createMcpServer(service);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  let leave = (): void => {};
  const left = new Promise<Response>((resolve) => {
    leave = () => resolve(new Response(null, { status: 204 }));
  });
  const { signal } = request;
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  try {
    await server.connect(transport);
    return await Promise.race([transport.handleRequest(request, { parsedBody: message }), left]);
  } finally {
    // Node keeps a request's signal for as long as something listens that knows the request.
    signal.removeEventListener("abort", leave);
    await server.close();
  }
}
