import { setTimeout as after } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Assistant } from "../src/answer/assistant.ts";
import { PROBLEM_KEY } from "../src/mcp/tool-call.ts";
import { listen } from "./listen.ts";
import { call, connectOverHttp, startListening, textOf } from "./mcp-clients.ts";
import { appAnswering, asBrowser, loadingApp, postJson, type RunningApp, realApp } from "./real-app.ts";

const ACCEPT = { Accept: "application/json, text/event-stream" };
const LIST_TOOLS = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const CALL = {
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "lookup_citation", arguments: { ref: "5-3" } },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };

const post = async ({ app }: RunningApp, message: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  app.request("/mcp", postJson(message, { ...ACCEPT, ...headers }));

/** A JSON-RPC error without id, as MCP clients expect beside the status; what every error of ours says stands in its data. */
async function expectRpcProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  const japanese = expect.stringMatching(/[ぁ-ん]/);
  expect(await response.json()).toEqual({
    jsonrpc: "2.0",
    id: null,
    error: { code: expect.any(Number), message: japanese, data: { code, message: japanese, hint: japanese } },
  });
}

/** What opens connections to the app while the test runs. */
async function connect(running: RunningApp) {
  const url = await listen(running);
  return { open: () => connectOverHttp(url) };
}

describe("several clients at once", () => {
  it("each get the answers to their own questions, though they number their messages alike", async () => {
    const { open } = await connect(await realApp());
    const clients = await Promise.all([open(), open(), open()]);
    const ids = ["5-3", "9-7", "1-24"];
    const asked = clients.flatMap(({ client }) =>
      ids.map(async (id) => (await call(client, "get_measure", { id })).structuredContent),
    );
    expect((await Promise.all(asked)).map((measure) => measure?.id)).toEqual([...ids, ...ids, ...ids]);
    await Promise.all(clients.map(({ close }) => close()));
  });

  it("need no session: one that is connected goes on with a server that has started again", async () => {
    const { url, close } = await startListening(await realApp());
    const { client, close: leave } = await connectOverHttp(url);
    await close();
    const { app } = await realApp();
    const again = serve({ fetch: app.fetch, port: Number(new URL(url).port), hostname: "127.0.0.1" });
    onTestFinished(() => void again.close());
    await vi.waitFor(async () => expect((await call(client, "lookup_citation", { ref: "5-3" })).isError).toBeFalsy());
    await leave();
  });
});

describe("a client that leaves", () => {
  it("has its question called off", async () => {
    const asked = vi.fn<(signal: AbortSignal) => void>();
    const never: Assistant["ask"] = (_, signal) => {
      if (signal) asked(signal);
      return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    };
    const running = await appAnswering(never);
    const { open } = await connect(running);
    const { client, close } = await open();
    const answer = call(client, "ask", { question: "5-3" });
    answer.catch(() => {});
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    const [[signal] = []] = asked.mock.calls;
    expect(signal?.aborted).toBe(false);
    await close();
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
    await expect(answer).rejects.toThrow();
    expect(running.logError).not.toHaveBeenCalled();
  });
});

describe("a fault of the server", () => {
  it("is logged, and told the model without its words", async () => {
    const running = await appAnswering(() => Promise.reject(new Error("secret path /srv/data")));
    const { open } = await connect(running);
    const { client, close } = await open();
    const result = await call(client, "ask", { question: "5-3" });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(/[ぁ-ん][\s\S]*\(internal_error\)$/);
    expect(JSON.stringify(result)).not.toContain("secret");
    expect(running.logError).toHaveBeenCalledOnce();
    await close();
  });
});

describe("an answer that takes too long", () => {
  it("is given up, and the model is told so", async () => {
    const never: Assistant["ask"] = (_, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const running = await appAnswering(never, { ANSWER_TIMEOUT_MS: "1000" });
    const { open } = await connect(running);
    const { client, close } = await open();
    expect(await call(client, "ask", { question: "5-3" })).toMatchObject({
      isError: true,
      _meta: { [PROBLEM_KEY]: { code: "answer_timeout" } },
    });
    expect(running.logError).not.toHaveBeenCalled();
    await close();
  });
});

describe("while the index loads", () => {
  it.each([["initialize"], ["tools/list"], ["tools/call"]])(
    "%s is answered 503 and when to come back",
    async (method) => {
      const response = await post(loadingApp(), { jsonrpc: "2.0", id: 1, method, params: {} });
      expect(response.headers.get("Retry-After")).toBe("3");
      await expectRpcProblem(response, 503, "not_ready");
    },
  );

  it("the SDK's client cannot connect, and is told so", async () => {
    const { open } = await connect(loadingApp());
    await expect(open()).rejects.toThrow(StreamableHTTPError);
    await expect(open()).rejects.toMatchObject({ code: 503, message: expect.stringContaining("準備中") });
  });
});

describe("the limits", () => {
  it("count every tool call as a question", async () => {
    const { open } = await connect(await realApp({ ASKS_PER_MINUTE: "2" }));
    const { client, close } = await open();
    await client.listTools();
    await call(client, "list_measures", { limit: 1 });
    await call(client, "ask", { question: "5-3" });
    const refused = expect(call(client, "ask", { question: "5-3" })).rejects;
    await refused.toMatchObject({ code: 429, message: expect.stringContaining("質問が多すぎます") });
    expect((await client.listTools()).tools).toHaveLength(6);
    await close();
  });

  it("share the questions of a minute with POST /api/chat", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "1" });
    expect((await post(running, CALL)).status).toBe(200);
    const { status } = await running.app.request(
      "/api/chat",
      postJson({ messages: [{ role: "user", content: "5-3" }] }),
    );
    expect(status).toBe(429);
    const refused = await post(running, CALL);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    await expectRpcProblem(refused, 429, "too_many_requests");
  });

  it("count every other message as reading", async () => {
    const running = await realApp({ READS_PER_MINUTE: "2", ASKS_PER_MINUTE: "5" });
    expect((await post(running, LIST_TOOLS)).status).toBe(200);
    expect((await post(running, INITIALIZED)).status).toBe(202);
    await expectRpcProblem(await post(running, LIST_TOOLS), 429, "too_many_requests");
    expect((await running.app.request("/api/measures/5-3")).status).toBe(429);
    expect((await post(running, CALL)).status).toBe(200);
  });

  it("cannot be got round by sending calls as a batch", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "1" });
    await expectRpcProblem(await post(running, [CALL, { ...CALL, id: 2 }]), 400, "batch_not_supported");
    expect((await post(running, CALL)).status).toBe(200);
  });
});

describe("a request that is no message", () => {
  it.each(["GET", "DELETE", "PUT", "PATCH"])("%s is refused: there is neither stream nor session", async (method) => {
    const { app } = await realApp();
    const response = await app.request("/mcp", { method, headers: ACCEPT });
    expect(response.headers.get("Allow")).toBe("POST");
    await expectRpcProblem(response, 405, "method_not_allowed");
  });

  it("tells a person with a browser on a page what the address is for", async () => {
    const { app } = await realApp();
    const response = await app.request("/mcp", { headers: asBrowser });
    expect(response.status).toBe(405);
    expect(await response.text()).toContain("MCP クライアントのためのアドレス");
  });

  it("is refused where it is no JSON", async () => {
    const { app } = await realApp();
    const headers = { "Content-Type": "application/json", ...ACCEPT };
    const response = await app.request("/mcp", { method: "POST", headers, body: "{" });
    expect(await response.clone().json()).toMatchObject({ error: { code: -32700 } });
    await expectRpcProblem(response, 400, "invalid_json");
  });

  it("is refused as another type, by which a form of any site could send it", async () => {
    const { app } = await realApp();
    const headers = { "Content-Type": "text/plain", ...ACCEPT };
    const response = await app.request("/mcp", { method: "POST", headers, body: JSON.stringify(CALL) });
    await expectRpcProblem(response, 415, "unsupported_media_type");
  });

  it("is refused where it is too large", async () => {
    const question = "あ".repeat(40_000);
    const big = { ...CALL, params: { name: "ask", arguments: { question } } };
    await expectRpcProblem(await post(await realApp(), big), 413, "body_too_large");
  });

  it.each([null, 5, "text", {}, { method: 5 }, { jsonrpc: "1.0", id: 1, method: "tools/list" }])(
    "is refused where it is JSON but no message: %j",
    async (message) => {
      const running = await realApp();
      const response = await post(running, message);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ jsonrpc: "2.0", error: { code: -32700 } });
      expect(running.logError).not.toHaveBeenCalled();
    },
  );

  it("is refused in a version of the protocol that nobody knows", async () => {
    const response = await post(await realApp(), LIST_TOOLS, { "Mcp-Protocol-Version": "1999-01-01" });
    expect(response.status).toBe(400);
  });
});

describe("below BASE_PATH", () => {
  it("the address is below it too, and citations lead to it", async () => {
    const { open } = await connect(await realApp({ BASE_PATH: "/navi", PUBLIC_URL: "https://chamber.example.jp" }));
    const { client, close } = await open();
    const result = await call(client, "ask", { question: "(5)③とは" });
    expect(textOf(result)).toContain("https://chamber.example.jp/navi/measures/5-3");
    await close();
  });
});

describe("an answer that takes its time", () => {
  it("keeps nobody else waiting", async () => {
    const slow: Assistant["ask"] = async () => {
      await after(1500);
      throw new Error("too late to matter");
    };
    const { open } = await connect(await appAnswering(slow));
    const [one, other] = await Promise.all([open(), open()]);
    const order: string[] = [];
    await Promise.all([
      call(one.client, "ask", { question: "5-3" }).then(() => order.push("slow")),
      call(other.client, "lookup_citation", { ref: "5-3" }).then(() => order.push("quick")),
    ]);
    expect(order).toEqual(["quick", "slow"]);
    await Promise.all([one.close(), other.close()]);
  });
});
