import { request as httpRequest } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { median } from "./bench/quantile.ts";
import {
  asking,
  type Environment,
  eventStream,
  expectProblem,
  postJson,
  type RunningApp,
  realApp,
} from "./real-app.ts";
import { hangs, ScriptedModel } from "./scripted-model.ts";
import { serveOnNode } from "./serve-on-node.ts";

/** What is answered by a model where there is one. */
const QUESTION = "キャリアアップ助成金とは何ですか";
const FIRST_TEXT_MS = 12_000;

let model: ScriptedModel;
let patient: Environment;
beforeAll(async () => {
  model = await ScriptedModel.start();
  patient = { ...model.environment, LLM_FIRST_TEXT_MS: String(FIRST_TEXT_MS), LLM_TIMEOUT_MS: "30000" };
});
afterAll(() => model.stop());
beforeEach(() => {
  model.script = hangs;
  model.requests.length = 0;
});

const JSON_RPC = {
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "ask", arguments: { question: QUESTION } },
};
const mcpHeaders = { Accept: "application/json, text/event-stream" };

/** Every way to ask that a model may take part in. */
const WAYS: [name: string, path: string, request: RequestInit][] = [
  ["a stream", "/api/chat", postJson(asking(QUESTION), eventStream)],
  ["a whole answer", "/api/chat", postJson(asking(QUESTION))],
  ["a stream for OpenAI's clients", "/v1/chat/completions", postJson({ ...asking(QUESTION), stream: true })],
  ["a whole answer for OpenAI's clients", "/v1/chat/completions", postJson(asking(QUESTION))],
  ["the plain form", "/", { method: "POST", body: new URLSearchParams({ question: QUESTION }) }],
  ["a shared address", `/?ask=${encodeURIComponent(QUESTION)}`, {}],
  ["MCP", "/mcp", postJson(JSON_RPC, mcpHeaders)],
];

describe("while the model is silent", () => {
  it("a stream says something at least every 15 seconds, then gives the answer without the model", async () => {
    const running = await realApp(patient);
    const address = await serveOnNode(running);
    const begun = performance.now();
    const response = await fetch(`${address}/api/chat`, postJson(asking(QUESTION), eventStream));
    const heard: { at: number; text: string }[] = [];
    for await (const bytes of response.body ?? [])
      heard.push({ at: performance.now() - begun, text: new TextDecoder().decode(bytes) });
    const silences = heard.slice(1).map(({ at }, index) => at - (heard[index]?.at ?? 0));
    expect(heard[0]?.text).toMatch(/^event: answer-start\n/);
    expect(heard[0]?.at).toBeLessThan(5000);
    expect(heard.some(({ text }) => text === ": ping\n\n")).toBe(true);
    expect(Math.max(...silences)).toBeLessThanOrEqual(15_000);
    expect(heard.map(({ text }) => text).join("")).toMatch(/event: answer-end\ndata: \{.*"mode":"extractive"/);
  }, 60_000);
});

describe("an answer that takes longer than ANSWER_TIMEOUT_MS", () => {
  let running: RunningApp;
  let address: string;
  beforeEach(async () => {
    running = await realApp({ ...patient, ANSWER_TIMEOUT_MS: "1000" });
    address = await serveOnNode(running);
  });

  const textOf = async (path: string, request: RequestInit): Promise<string> => {
    const begun = performance.now();
    const text = await (await fetch(`${address}${path}`, request)).text();
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(FIRST_TEXT_MS - 2000);
    return text;
  };

  it("ends as a stream with answer-error", async () => {
    const text = await textOf("/api/chat", postJson(asking(QUESTION), eventStream));
    const events = Array.from(text.matchAll(/^event: (.+)$/gm), ([, name]) => name);
    expect(events).toEqual(["answer-start", "answer-error"]);
    expect(text).toMatch(/"code":"answer_timeout","message":"[^"]*[ぁ-ん]/);
  });

  it("is an error as JSON", async () => {
    const begun = performance.now();
    await expectProblem(await fetch(`${address}/api/chat`, postJson(asking(QUESTION))), 503, "answer_timeout");
    expect(performance.now() - begun).toBeLessThan(FIRST_TEXT_MS - 2000);
  });

  it("ends a stream for OpenAI's clients with an error and [DONE]", async () => {
    const text = await textOf("/v1/chat/completions", postJson({ ...asking(QUESTION), stream: true }));
    expect(text).toContain('"code":"answer_timeout"');
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
  });

  it("is a page that says so for the plain form", async () => {
    const body = new URLSearchParams({ question: QUESTION });
    const text = await textOf("/", { method: "POST", headers: { Accept: "text/html" }, body });
    expect(text).toContain("時間がかかりすぎました");
  });

  it("is a failed call for MCP", async () => {
    const text = await textOf("/mcp", postJson(JSON_RPC, mcpHeaders));
    expect(text).toContain("answer_timeout");
    expect(text).toContain('"isError":true');
  });

  it("stops the model, leaves nothing open and is no fault of the program", async () => {
    for (const [, path, request] of WAYS) await (await fetch(`${address}${path}`, request)).text();
    expect(model.requests).toHaveLength(WAYS.length);
    await vi.waitFor(() => expect(model.requests.map(({ left }) => left)).toEqual(WAYS.map(() => true)));
    expect(running.operations.lifecycle.openCount).toBe(0);
    expect(running.logError).not.toHaveBeenCalled();
    const page = await (await fetch(`${address}/metrics`)).text();
    expect(page).toMatch(/^shisaku_problems_total\{code="answer_timeout"\} [4-7]$/m);
  });
});

describe("a reader who leaves", () => {
  /** Asks, leaves when the model has been asked, and gives the milliseconds until the model saw its connection closed. */
  async function untilModelIsLeft(address: string, path: string, request: RequestInit): Promise<number> {
    let asked = (): void => {};
    const hasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let closed = (_: number): void => {};
    const closedAt = new Promise<number>((resolve) => {
      closed = resolve;
    });
    model.script = (_, response) => {
      response.once("close", () => closed(performance.now()));
      asked();
    };
    const headers = Object.fromEntries(new Headers(request.headers));
    const body = request.body === undefined ? undefined : String(request.body);
    if (request.body instanceof URLSearchParams) headers["Content-Type"] = "application/x-www-form-urlencoded";
    const sent = httpRequest(`${address}${path}`, { method: request.method ?? "GET", headers, agent: false });
    sent.on("error", () => {});
    sent.end(body);
    await hasAsked;
    await pause(20);
    const leftAt = performance.now();
    sent.destroy();
    return (await closedAt) - leftAt;
  }

  it.each(WAYS)("stops the model within 200 ms: %s", async (_, path, request) => {
    const running = await realApp(patient);
    const address = await serveOnNode(running);
    const times: number[] = [];
    for (let time = 0; time < 5; time += 1) times.push(await untilModelIsLeft(address, path, request));
    expect(median(times)).toBeLessThanOrEqual(200);
    await vi.waitFor(() => expect(running.operations.lifecycle.openCount).toBe(0));
    expect(running.logError).not.toHaveBeenCalled();
  });
});
