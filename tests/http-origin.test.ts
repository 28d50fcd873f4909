import { describe, expect, it, vi } from "vitest";
import { appWith, asking, type Environment, expectProblem, postJson, realApp } from "./real-app.ts";

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
