import { beforeAll, describe, expect, it } from "vitest";
import { sendRaw } from "./raw-connection.ts";
import {
  appAnswering,
  asBrowser,
  asking,
  eventStream,
  loadingApp,
  postJson,
  type RunningApp,
  realApp,
} from "./real-app.ts";
import { serveOnNode } from "./serve-on-node.ts";

type Call = [name: string, path: string, request?: RequestInit];
const jsonRpc = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const mcp = { Accept: "application/json, text/event-stream", Host: "localhost" };

const CALLS: Call[] = [
  ["the chat page", "/"],
  ["a shared question", "/?ask=(5)③の予算"],
  ["the plain form", "/", { method: "POST", body: new URLSearchParams({ question: "(5)③とは" }) }],
  ["a measure", "/measures/5-3"],
  ["a page", "/pages/73"],
  ["a redirect", "/pages?page=73"],
  ["the list", "/browse"],
  ["the list as a file", "/browse.csv"],
  ["a style sheet", "/assets/site.css"],
  ["the widget's loader", "/widget.js"],
  ["the widget's page", "/widget/demo"],
  ["whether a site may ask", "/widget/origin"],
  ["a widget's file that there is not", "/widget/nothing.js"],
  ["the description of the API", "/openapi.json"],
  ["the API's pages", "/docs"],
  ["a file of the API's pages that there is not", "/docs/nothing.js"],
  ["an answer", "/api/chat", postJson(asking("(5)③とは"))],
  ["an answer as a stream", "/api/chat", postJson(asking("(5)③とは"), eventStream)],
  ["an answer for OpenAI's clients", "/v1/chat/completions", postJson(asking("(5)③とは"))],
  ["their stream", "/v1/chat/completions", postJson({ ...asking("(5)③とは"), stream: true })],
  ["their models", "/v1/models"],
  ["MCP", "/mcp", postJson(jsonRpc, mcp)],
  ["MCP by GET", "/mcp"],
  ["a search", "/api/search", postJson({ query: "後継者" })],
  ["health", "/healthz"],
  ["readiness", "/readyz"],
  ["metrics", "/metrics"],
  ["400", "/api/chat", postJson({})],
  ["403", "/api/chat", postJson(asking("5-3"), { Origin: "https://evil.example" })],
  ["404", "/nowhere"],
  ["404 of the API", "/api/nowhere"],
  ["404 of a measure", "/measures/9-99"],
  ["413", "/api/chat", postJson(asking("あ".repeat(20_000)))],
  ["415", "/api/chat", { method: "POST", body: "x" }],
  ["a preflight that is refused", "/api/chat", { method: "OPTIONS", headers: { Origin: "https://evil.example" } }],
  ["a method that there is not", "/api/chat", { method: "DELETE" }],
  ["a path that cannot be read", "/%E0%A4%A"],
];
const WIDGET_FILES = new Set(["/widget.js"]);

let running: RunningApp;
beforeAll(async () => {
  running = await realApp();
});

/** What a browser is told about any response of ours. */
function expectGuarded({ headers }: Response, corp = "same-origin"): void {
  const policy = headers.get("Content-Security-Policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toMatch(/frame-ancestors '(?:none|self)'/);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(headers.get("Cross-Origin-Resource-Policy")).toBe(corp);
  expect(headers.get("X-Frame-Options")).toBe("DENY");
  expect(headers.get("X-Request-Id")).toMatch(/^[\da-f-]{36}$/);
  for (const name of ["Set-Cookie", "Server", "X-Powered-By", "Strict-Transport-Security"])
    expect(headers.has(name), name).toBe(false);
}

describe("the headers of", () => {
  it.each(CALLS)("%s guard the browser, and hold no cookie and no name of the server", async (_, path, request) => {
    for (const accept of [{}, asBrowser]) {
      const headers = { ...accept, ...Object.fromEntries(new Headers(request?.headers)) };
      const response = await running.app.request(path, { ...request, headers });
      expectGuarded(response, WIDGET_FILES.has(path) ? "cross-origin" : "same-origin");
      await response.body?.cancel();
    }
  });

  it("429, 503 and 500 do so too", async () => {
    const limited = await realApp({ ASKS_PER_MINUTE: "1" });
    await limited.app.request("/api/chat", postJson(asking("5-3")));
    const failing = await appAnswering(async () => {
      throw new Error("disk gone");
    });
    const responses = [
      await limited.app.request("/api/chat", postJson(asking("5-3"))),
      await loadingApp().app.request("/api/chat", postJson(asking("5-3"))),
      await failing.app.request("/api/chat", postJson(asking("5-3"))),
    ];
    expect(responses.map(({ status }) => status)).toEqual([429, 503, 500]);
    for (const response of responses) expectGuarded(response);
  });
});

describe("over a real connection", () => {
  it("a stream has them, and is kept by no cache and held back by no proxy", async () => {
    const address = await serveOnNode(running);
    const response = await fetch(`${address}/api/chat`, postJson(asking("(5)③とは"), eventStream));
    expectGuarded(response);
    expect(response.headers.get("Content-Type")).toContain("text/event-stream");
    expect(response.headers.get("Cache-Control")).toMatch(/^no-cache, .*no-transform$/);
    expect(response.headers.get("X-Accel-Buffering")).toBe("no");
    await response.body?.cancel();
  });

  it.each([
    ["no HTTP", "GARBAGE\r\n\r\n", "400"],
    ["a name that is none", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", "400"],
    ["a path that is none", "GET /\\x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "400"],
    ["a head of 20 KB", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, "431"],
    [
      "two lengths",
      "POST /api/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      "400",
    ],
  ])("a request that the app never sees is refused as safely: %s", async (_, bytes, status) => {
    const response = await sendRaw(await serveOnNode(running), bytes);
    expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(response).toMatch(/\r\nContent-Security-Policy: default-src 'none'/i);
    expect(response).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/i);
    expect(response).not.toMatch(/\r\n(?:Set-Cookie|Server|X-Powered-By):/i);
    expect(running.logError).not.toHaveBeenCalled();
  });
});

describe("settings change the headers:", () => {
  it("TLS is insisted on only where PUBLIC_URL has it", async () => {
    const withTls = await realApp({ PUBLIC_URL: "https://navi.example.go.jp" });
    const withoutTls = await realApp({ PUBLIC_URL: "http://navi.example.go.jp" });
    for (const path of ["/", "/api/measures/5-3", "/nowhere", "/widget.js"]) {
      const { headers } = await withTls.app.request(path);
      expect(headers.get("Strict-Transport-Security"), path).toBe("max-age=31536000");
      expect((await withoutTls.app.request(path)).headers.has("Strict-Transport-Security"), path).toBe(false);
    }
  });

  it("FRAME_ANCESTORS names who may show our pages in a frame", async () => {
    const { app } = await realApp({ FRAME_ANCESTORS: "https://www.example.go.jp, https://chamber.example.jp" });
    for (const path of ["/", "/measures/5-3", "/nowhere", "/api/nowhere"]) {
      const { headers } = await app.request(path, { headers: asBrowser });
      const policy = headers.get("Content-Security-Policy") ?? "";
      expect(policy).toContain("frame-ancestors https://www.example.go.jp https://chamber.example.jp");
      expect(policy).not.toMatch(/unsafe|\*/);
      // It knows no list, and would overrule the one that there is.
      expect(headers.has("X-Frame-Options")).toBe(false);
    }
  });

  it.each(["*", "https://*.go.jp", "'self'", "https://a.go.jp/path"])("FRAME_ANCESTORS cannot be %j", async (given) => {
    await expect(realApp({ FRAME_ANCESTORS: given })).rejects.toThrow(/FRAME_ANCESTORS/);
  });

  it("what a site may be told by /widget/origin is kept apart by origin", async () => {
    const { app } = await realApp({ ALLOWED_ORIGINS: "https://a.go.jp" });
    const allowed = await app.request("/widget/origin", { headers: { Origin: "https://a.go.jp" } });
    expect(await allowed.json()).toEqual({ allowed: true });
    expect(allowed.headers.get("Vary")).toMatch(/\bOrigin\b/);
    expect(allowed.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });
});
