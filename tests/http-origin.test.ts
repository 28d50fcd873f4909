import { request as httpRequest } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { appAnswering, appWith, asking, type Environment, expectProblem, postJson, realApp } from "./real-app.ts";
import { serveOnNode } from "./serve-on-node.ts";

const ALLOWED = "https://www.example.go.jp";
const OTHER = "https://evil.example";

/** The app as a browser on another site meets it; `library` tells whether any work was begun. */
function appFor(environment: Environment) {
  const library = vi.fn(() => undefined);
  const { app, logError } = appWith(environment, library);
  const call = async (headers: Record<string, string>, request: RequestInit = {}): Promise<Response> =>
    app.request("http://navi.example.go.jp/api/measures/5-3", {
      ...request,
      headers: { Host: "navi.example.go.jp", ...headers },
    });
  return { app, call, library, logError };
}

/** Nothing is loaded here: who is let in is asked to come back. */
const LET_IN = 503;

describe("a request to the API", () => {
  it("passes without Origin: no browser sent it from another site", async () => {
    expect((await appFor({}).call({})).status).toBe(LET_IN);
  });

  it("passes from the site itself, by http or https", async () => {
    expect((await appFor({}).call({ Origin: "http://navi.example.go.jp" })).status).toBe(LET_IN);
    expect((await appFor({}).call({ Origin: "https://navi.example.go.jp" })).status).toBe(LET_IN);
  });

  it("passes from PUBLIC_URL, where a proxy changed the host", async () => {
    const published = appFor({ PUBLIC_URL: "https://chamber.example.jp/navi" });
    expect((await published.call({ Origin: "https://chamber.example.jp" })).status).toBe(LET_IN);
    expect((await published.call({ Origin: "http://chamber.example.jp" })).status).toBe(403);
  });

  it.each([
    OTHER,
    "https://navi.example.go.jp.evil.example",
    "https://sub.navi.example.go.jp",
    "http://navi.example.go.jp:8080",
    "null",
    "",
    "no origin at all",
  ])("from %j is refused before any work", async (Origin) => {
    const { call, library, logError } = appFor({});
    const response = await call({ Origin });
    expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
    await expectProblem(response, 403, "origin_not_allowed");
    expect(library).not.toHaveBeenCalled();
    expect(logError).not.toHaveBeenCalled();
  });

  it("from a refused origin is not counted as a question", async () => {
    const { app } = await realApp({ ASKS_PER_MINUTE: "1" });
    const refused = await app.request("/api/chat", postJson(asking("5-3"), { Origin: OTHER }));
    expect(refused.status).toBe(403);
    expect((await app.request("/api/chat", postJson(asking("5-3")))).status).toBe(200);
  });

  it("may be cached only together with its origin", async () => {
    const environment = { ALLOWED_ORIGINS: ALLOWED };
    for (const headers of [{}, { Origin: ALLOWED }, { Origin: OTHER }]) {
      const response = await appFor(environment).call(headers as Record<string, string>);
      expect(response.headers.get("Vary")).toMatch(/\bOrigin\b/);
    }
  });
});

describe("a page that is not allowed", () => {
  const HOST = "navi.example.go.jp";
  const environment = {
    ALLOWED_ORIGINS: ALLOWED,
    PUBLIC_URL: `https://${HOST}`,
    ASKS_PER_MINUTE: "1",
    READS_PER_MINUTE: "1",
  };
  const TRICKS: [trick: string, origin: string][] = [
    ["another site", OTHER],
    ["a file or a sandboxed frame", "null"],
    ["a file by its scheme", "file://"],
    ["no origin at all, but the header", ""],
    ["the allowed site's name at the beginning of another", `${ALLOWED}.evil.example`],
    ["the allowed site's name at the end of another", "https://evilwww.example.go.jp"],
    ["the allowed site's name as a user", "https://www.example.go.jp@evil.example"],
    ["the allowed site's name as a path", "https://evil.example/https://www.example.go.jp"],
    ["the allowed site's name as a fragment", "https://evil.example#https://www.example.go.jp"],
    ["a site below the allowed one", "https://sub.www.example.go.jp"],
    ["the site above the allowed one", "https://example.go.jp"],
    ["the allowed site without TLS", "http://www.example.go.jp"],
    ["another port of the allowed site", `${ALLOWED}:8443`],
    ["another program of the allowed site", "chrome-extension://www.example.go.jp"],
    ["a slash behind the allowed site", `${ALLOWED}/`],
    ["a dot behind the allowed site", `${ALLOWED}.`],
    ["capitals", "HTTPS://WWW.EXAMPLE.GO.JP"],
    ["a character that looks like a letter", "https://www.exаmple.go.jp".replace("а", "%D0%B0")],
    ["a name in Punycode", "https://www.xn--exmple-4nf.go.jp"],
    ["the allowed site in a list", `${ALLOWED}, ${OTHER}`],
    ["the allowed site behind another", `${OTHER} ${ALLOWED}`],
    ["a wildcard", "*"],
    ["our own site without TLS", `http://${HOST}`],
    ["another port of our own site", `https://${HOST}:8787`],
    ["this machine", "http://127.0.0.1"],
    ["this machine by its name", "http://localhost"],
  ];
  const CALLS: [name: string, path: string, body?: unknown][] = [
    ["chat", "/api/chat", asking("5-3")],
    ["match", "/api/match", { company: { needs: ["後継者"] } }],
    ["search", "/api/search", { query: "後継者" }],
    ["feedback", "/api/feedback", { answerId: "a", useful: true }],
    ["a measure", "/api/measures/5-3"],
    ["OpenAI's clients", "/v1/chat/completions", { model: "shisaku-navi", ...asking("5-3") }],
    ["MCP", "/mcp", { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ask", arguments: {} } }],
  ];

  it.each(TRICKS)("gets 403 everywhere, before any work: %s", async (_, Origin) => {
    const ask = vi.fn();
    const running = await appAnswering(ask, environment);
    const library = vi.fn(() => undefined);
    const { app } = appWith(environment, library);
    for (const [name, path, body] of CALLS) {
      const request = body === undefined ? {} : postJson(body);
      const headers = { ...Object.fromEntries(new Headers(request.headers)), Host: HOST, Origin };
      const response = await app.request(`https://${HOST}${path}`, { ...request, headers });
      expect([name, response.status]).toEqual([name, 403]);
      expect(response.headers.get("Access-Control-Allow-Origin"), name).toBeNull();
      expect(response.headers.has("RateLimit"), `${name}: counted`).toBe(false);
      expect((await running.app.request(`https://${HOST}${path}`, { ...request, headers })).status).toBe(403);
    }
    expect(ask).not.toHaveBeenCalled();
    expect(library).not.toHaveBeenCalled();
  });

  it("has used up nothing of the limits of those who share its address", async () => {
    const { app } = await realApp(environment);
    for (const [, Origin] of TRICKS)
      await app.request("/api/chat", postJson(asking("5-3"), { Origin, Host: HOST, "X-Forwarded-For": "1.2.3.4" }));
    const response = await app.request("/api/chat", postJson(asking("5-3"), { Origin: ALLOWED, Host: HOST }));
    expect(response.status).toBe(200);
  });

  it("gets 403 over a real connection too, also with a second Origin beside an allowed one", async () => {
    const running = await realApp({ ALLOWED_ORIGINS: ALLOWED });
    const { port } = new URL(await serveOnNode(running));
    const statusFor = (origins: string[]): Promise<number> =>
      new Promise((resolve, reject) => {
        const headers = ["Host", `127.0.0.1:${port}`, ...origins.flatMap((origin) => ["Origin", origin])];
        httpRequest({ host: "127.0.0.1", port, path: "/api/measures/5-3", headers, agent: false }, (response) => {
          resolve(response.resume().statusCode ?? 0);
        })
          .on("error", reject)
          .end();
      });
    expect(await statusFor([ALLOWED])).toBe(200);
    expect(await statusFor([OTHER])).toBe(403);
    expect(await statusFor([ALLOWED, OTHER])).toBe(403);
    expect(await statusFor([OTHER, ALLOWED])).toBe(403);
  });
});

describe("an allowed origin", () => {
  const environment = { ALLOWED_ORIGINS: `${ALLOWED}/, https://chamber.example.jp` };

  it.each([ALLOWED, "https://chamber.example.jp"])("reads answers and limits: %s", async (Origin) => {
    const { app } = await realApp({ ...environment, READS_PER_MINUTE: "10" });
    const response = await app.request("/api/measures/5-3", { headers: { Origin } });
    expect(response.status).toBe(200);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(Origin);
    expect(response.headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
    expect(response.headers.has("Access-Control-Allow-Credentials")).toBe(false);
  });

  it("reads errors too", async () => {
    const { app } = await realApp(environment);
    for (const path of ["/api/measures/5-99", "/api/measures/abc", "/api/nowhere"]) {
      const response = await app.request(path, { headers: { Origin: ALLOWED } });
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(ALLOWED);
      expect(response.headers.get("Vary")).toMatch(/\bOrigin\b/);
    }
  });

  it("reads that it asked too often", async () => {
    const { app } = await realApp({ ...environment, ASKS_PER_MINUTE: "1" });
    await app.request("/api/chat", postJson(asking("5-3"), { Origin: ALLOWED }));
    const refused = await app.request("/api/chat", postJson(asking("5-3"), { Origin: ALLOWED }));
    expect(refused.status).toBe(429);
    expect(refused.headers.get("Access-Control-Allow-Origin")).toBe(ALLOWED);
  });

  it("gets its preflight answered, which is no question", async () => {
    const { app } = await realApp({ ...environment, ASKS_PER_MINUTE: "1" });
    const preflight = await app.request("/api/chat", {
      method: "OPTIONS",
      headers: { Origin: ALLOWED, "Access-Control-Request-Method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe(ALLOWED);
    expect(preflight.headers.get("Access-Control-Allow-Methods")).toContain("POST");
    expect(preflight.headers.get("Access-Control-Allow-Headers")).toContain("Content-Type");
    expect((await app.request("/api/chat", postJson(asking("5-3"), { Origin: ALLOWED }))).status).toBe(200);
  });

  it("is allowed alone: another one's preflight is refused", async () => {
    const { call } = appFor(environment);
    expect((await call({ Origin: OTHER }, { method: "OPTIONS" })).status).toBe(403);
  });
});

describe("pages for people", () => {
  it("may be linked from anywhere", async () => {
    const { app } = await realApp();
    expect((await app.request("/measures/5-3", { headers: { Origin: OTHER } })).status).toBe(200);
    expect((await app.request("/pages/73", { headers: { Origin: OTHER } })).status).toBe(200);
  });
});
