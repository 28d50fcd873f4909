import { beforeAll, describe, expect, it } from "vitest";
import {
  appAnswering,
  asBrowser,
  asking,
  expectProblem,
  loadingApp,
  postJson,
  type RunningApp,
  realApp,
} from "./real-app.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const LARGE = "あ".repeat(11_000); // 33,000 bytes in UTF-8, below every limit in characters but one

let running: RunningApp;
beforeAll(async () => {
  running = await realApp();
});

const send = (path: string, request?: RequestInit): Promise<Response> =>
  Promise.resolve(running.app.request(path, request));

describe.each(["/api/chat", "/api/search", "/api/feedback"])("POST %s", (path) => {
  it.each(["", "{", "{messages: []}", "null,", "質問"])("refuses %j, which is no JSON", async (body) => {
    await expectProblem(await send(path, { method: "POST", headers: JSON_TYPE, body }), 400, "invalid_json");
  });

  it.each(["null", "[]", "7", '"質問"', "{}"])("refuses the JSON %s, which is no request", async (body) => {
    await expectProblem(await send(path, { method: "POST", headers: JSON_TYPE, body }), 400, "invalid_request");
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json;;",
    "application/json; charset",
  ])("refuses a body sent as %s", async (type) => {
    const body = JSON.stringify({ ...asking("助成金"), query: "助成金" });
    const response = await send(path, { method: "POST", headers: { "Content-Type": type }, body });
    await expectProblem(response, 415, "unsupported_media_type");
  });

  it("refuses a body over 32 KB whose length is told", async () => {
    const body = JSON.stringify({ ...asking(LARGE), query: LARGE });
    const headers = { ...JSON_TYPE, "Content-Length": String(new TextEncoder().encode(body).length) };
    await expectProblem(await send(path, { method: "POST", headers, body }), 413, "body_too_large");
  });

  it("refuses a body over 32 KB whose length is not told", async () => {
    const body = JSON.stringify({ ...asking(LARGE), query: LARGE });
    await expectProblem(await send(path, { method: "POST", headers: JSON_TYPE, body }), 413, "body_too_large");
  });
});

describe("POST /api/chat", () => {
  it.each([
    ["no messages", { messages: [] }],
    ["an unknown role", { messages: [{ role: "robot", content: "助成金" }] }],
    ["a message without content", { messages: [{ role: "user" }] }],
    ["content that is no text", { messages: [{ role: "user", content: 7 }] }],
    ["42 messages", { messages: Array.from({ length: 42 }, () => asking("助成金").messages[0]) }],
    ["a message of 8,001 characters", asking("あ".repeat(8001))],
    ["an unknown language", { ...asking("助成金"), language: "tlh" }],
    ["a filter that is no list", { ...asking("助成金"), filters: { ministry: "厚労省" } }],
    ["a section that is no number", { ...asking("助成金"), filters: { section: ["abc"] } }],
  ])("refuses %s", async (_, body) => {
    await expectProblem(await send("/api/chat", postJson(body)), 400, "invalid_request");
  });

  it("names the field that is wrong", async () => {
    const response = await send("/api/chat", postJson({ messages: [{ role: "robot", content: "助成金" }] }));
    expect(((await response.json()) as { error: { message: string } }).error.message).toContain("messages.0.role");
  });

  it("takes a question of 1,000 characters and refuses one of 1,001", async () => {
    expect((await send("/api/chat", postJson(asking("あ".repeat(1000))))).status).toBe(200);
    await expectProblem(await send("/api/chat", postJson(asking("あ".repeat(1001)))), 413, "question_too_long");
  });
});

describe("POST /api/search", () => {
  it("refuses a query over 1,000 characters", async () => {
    await expectProblem(await send("/api/search", postJson({ query: "あ".repeat(1001) })), 400, "invalid_request");
  });
});

describe("an unknown address", () => {
  it.each(["/nowhere", "/api/nowhere", "/api", "/measures", "/assets/nothing.js", "/assets/..%2fpackage.json"])(
    "is a JSON error for programs: %s",
    async (path) => {
      const response = await send(path, { headers: { Accept: "application/json" } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining("ません。") } });
    },
  );

  it.each(["/nowhere", "/measures/5-99", "/pages/165", "/assets/nothing.js"])(
    "is a page for people: %s",
    async (path) => {
      const response = await send(path, { headers: asBrowser });
      const page = await response.text();
      expect(response.status).toBe(404);
      expect(response.headers.get("Content-Type")).toContain("text/html");
      expect(page).toMatch(/^<!doctype html>/i);
      expect(page).toMatch(/ありません|見つかりません/);
    },
  );

  it("stays JSON under /api whoever asks", async () => {
    await expectProblem(await send("/api/nowhere", { headers: asBrowser }), 404, "not_found");
    await expectProblem(await send("/api/measures/5-99", { headers: asBrowser }), 404, "measure_not_found");
  });

  it("is also a method the address does not have", async () => {
    expect((await send("/api/chat")).status).toBeGreaterThanOrEqual(404);
    expect((await send("/api/measures/5-3", { method: "DELETE" })).status).toBeGreaterThanOrEqual(404);
  });
});

describe("a fault inside", () => {
  const fault = new Error("ENOENT: /home/operator/secret.json");
  const failing = (): Promise<RunningApp> =>
    appAnswering(async () => {
      throw fault;
    });

  it("is an internal error that says nothing of its reason, and is logged", async () => {
    const { app, logError } = await failing();
    const response = await app.request("/api/chat", postJson(asking("助成金")));
    expect(await response.clone().text()).not.toMatch(/ENOENT|secret|at /);
    await expectProblem(response, 500, "internal_error");
    expect(logError.mock.calls).toEqual([[fault]]);
  });

  it("is a page for people, without its reason", async () => {
    const { app, logError } = await failing();
    const body = new URLSearchParams({ question: "助成金" });
    const response = await app.request("/", { method: "POST", headers: asBrowser, body });
    const page = await response.text();
    expect(response.status).toBe(500);
    expect(page).toContain("サーバーで問題が起きました");
    expect(page).not.toMatch(/ENOENT|secret/);
    expect(logError.mock.calls).toEqual([[fault]]);
  });
});

describe("the log", () => {
  it("has nothing of what clients did wrong", async () => {
    const { app, logError } = await realApp();
    await app.request("/api/chat", { method: "POST", headers: JSON_TYPE, body: "{" });
    await app.request("/api/chat", postJson({}));
    await app.request("/api/chat", postJson(asking(LARGE)));
    await app.request("/", { method: "POST", body: new URLSearchParams({ question: LARGE }) });
    await app.request("/", { method: "POST", headers: { "Content-Type": "multipart/form-data" }, body: "x" });
    await app.request("/api/measures/%E0%A4%A");
    await app.request("/pages/%ff");
    await app.request("/nowhere");
    expect(logError.mock.calls).toEqual([]);
  });

  it("has nothing of requests that come while it loads", async () => {
    const { app, logError } = loadingApp();
    await app.request("/");
    await app.request("/readyz");
    await app.request("/api/chat", postJson(asking("助成金")));
    expect(logError).not.toHaveBeenCalled();
  });
});
