import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import {
  appAnswering,
  asBrowser,
  asking,
  type Environment,
  eventStream,
  expectProblem,
  postJson,
  type RunningApp,
  realApp,
} from "./real-app.ts";
import { serveOnNode } from "./serve-on-node.ts";

const ask = ({ app }: RunningApp): Promise<Response> =>
  Promise.resolve(app.request("/api/chat", postJson(asking("(5)③とは"))));
const askByForm = ({ app }: RunningApp, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(app.request("/", { method: "POST", headers, body: new URLSearchParams({ question: "(5)③とは" }) }));
const read = ({ app }: RunningApp): Promise<Response> => Promise.resolve(app.request("/api/pages/73"));

async function statuses(times: number, call: () => Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) found.push((await call()).status);
  return found;
}

describe("ASKS_PER_MINUTE", () => {
  it("lets that many questions a minute through and says when to come back", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "2" });
    expect(await statuses(2, () => ask(running))).toEqual([200, 200]);
    const refused = await ask(running);
    const seconds = Number(refused.headers.get("Retry-After"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.headers.get("RateLimit")).toMatch(/^limit=2, remaining=0, reset=\d+$/);
    expect(refused.headers.get("RateLimit-Policy")).toBe("2;w=60");
    await expectProblem(refused, 429, "too_many_requests");
  });

  it("tells with every answer how many questions are left", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "3" });
    expect((await ask(running)).headers.get("RateLimit")).toMatch(/^limit=3, remaining=2, /);
    expect((await ask(running)).headers.get("RateLimit")).toMatch(/^limit=3, remaining=1, /);
  });

  it("counts questions sent by the plain form together with those of the API", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "2" });
    expect((await ask(running)).status).toBe(200);
    expect((await askByForm(running)).status).toBe(200);
    expect((await ask(running)).status).toBe(429);
    expect((await askByForm(running)).status).toBe(429);
  });

  it("is told to a person with a browser on a page", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "1" });
    await askByForm(running, asBrowser);
    const refused = await askByForm(running, asBrowser);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(refused.headers.get("Content-Type")).toContain("text/html");
    expect(await refused.text()).toContain("質問が多すぎます");
  });

  it("is not used up by reading, nor by opening the chat page", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "1" });
    await statuses(5, () => read(running));
    await statuses(5, () => Promise.resolve(running.app.request("/")));
    expect((await ask(running)).status).toBe(200);
  });
});

describe("READS_PER_MINUTE", () => {
  const READS: [name: string, path: string, request?: RequestInit][] = [
    ["search", "/api/search", postJson({ query: "後継者" })],
    ["the list of measures", "/api/measures?limit=1"],
    ["a measure", "/api/measures/5-3"],
    ["a page", "/api/pages/73"],
    ["a citation", "/api/citations?ref=5-3"],
  ];

  it.each(READS)("limits %s", async (_, path, request) => {
    const { app } = await realApp({ READS_PER_MINUTE: "2" });
    expect(await statuses(3, async () => app.request(path, request))).toEqual([200, 200, 429]);
  });

  it("is one limit over all of them", async () => {
    const { app } = await realApp({ READS_PER_MINUTE: String(READS.length) });
    for (const [, path, request] of READS) expect((await app.request(path, request)).status).toBe(200);
    const refused = await app.request("/api/measures/5-3");
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    await expectProblem(refused, 429, "too_many_requests");
  });

  it("limits feedback with them, which takes no question away", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "1", READS_PER_MINUTE: "2" });
    const judge = async () => running.app.request("/api/feedback", postJson({ answerId: "a", useful: true }));
    expect(await statuses(2, judge)).toEqual([201, 201]);
    await expectProblem(await judge(), 429, "too_many_requests");
    expect((await read(running)).status).toBe(429);
    expect((await ask(running)).status).toBe(200);
  });

  it("is not used up by questions", async () => {
    const running = await realApp({ READS_PER_MINUTE: "1" });
    expect(await statuses(3, () => ask(running))).toEqual([200, 200, 200]);
    expect((await read(running)).status).toBe(200);
  });
});

describe("neither limit", () => {
  it("holds where it is 0", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0" });
    expect(new Set(await statuses(30, () => ask(running)))).toEqual(new Set([200]));
    expect(new Set(await statuses(300, () => read(running)))).toEqual(new Set([200]));
    expect((await ask(running)).headers.has("RateLimit")).toBe(false);
  });

  it.each(["/healthz", "/readyz"])("holds for %s", async (path) => {
    const { app } = await realApp({ ASKS_PER_MINUTE: "1", READS_PER_MINUTE: "1" });
    expect(await statuses(5, async () => app.request(path))).toEqual([200, 200, 200, 200, 200]);
  });

  it("leaves BASE_PATH out: below it the same routes are limited", async () => {
    const { app } = await realApp({ BASE_PATH: "/navi", ASKS_PER_MINUTE: "1", READS_PER_MINUTE: "1" });
    expect(await statuses(2, async () => app.request("/navi/api/pages/73"))).toEqual([200, 429]);
    expect(await statuses(2, async () => app.request("/navi/api/chat", postJson(asking("5-3"))))).toEqual([200, 429]);
    expect(await statuses(2, async () => app.request("/navi/healthz"))).toEqual([200, 200]);
  });
});

describe("over a real connection", () => {
  let server: ServerType | undefined;
  afterEach(() => {
    server?.close();
  });

  async function portOf(environment: Environment): Promise<number> {
    const { app } = await realApp(environment);
    return new Promise((resolve) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }: AddressInfo) => resolve(port));
    });
  }

  const statusFrom = (localAddress: string, port: number, headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      const path = "/api/pages/73";
      httpRequest({ host: "127.0.0.1", port, path, localAddress, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });

  // 127.0.0.2 is this machine too on Linux, which runs the checks; elsewhere the address has to be set up first.
  it.runIf(process.platform === "linux")("counts two clients apart", async () => {
    const port = await portOf({ READS_PER_MINUTE: "1" });
    expect(await statusFrom("127.0.0.1", port)).toBe(200);
    expect(await statusFrom("127.0.0.1", port)).toBe(429);
    expect(await statusFrom("127.0.0.2", port)).toBe(200);
    expect(await statusFrom("127.0.0.2", port)).toBe(429);
  });

  it("does not believe a client who says it is another", async () => {
    const port = await portOf({ READS_PER_MINUTE: "1" });
    expect(await statusFrom("127.0.0.1", port, { "X-Forwarded-For": "203.0.113.1" })).toBe(200);
    expect(await statusFrom("127.0.0.1", port, { "X-Forwarded-For": "203.0.113.2" })).toBe(429);
  });

  it("gives no client more for any X-Forwarded-For it sends", async () => {
    const port = await portOf({ READS_PER_MINUTE: "5" });
    const found: number[] = [];
    for (let n = 0; n < 200; n += 1)
      found.push(await statusFrom("127.0.0.1", port, { "X-Forwarded-For": `203.0.113.${n}, 2001:db8:${n}::1` }));
    expect(found.filter((status) => status === 200)).toHaveLength(5);
  });

  it("gives a client behind a trusted proxy no more for what it forges before the proxy's word", async () => {
    const port = await portOf({ READS_PER_MINUTE: "5", TRUSTED_PROXIES: "127.0.0.1" });
    const found: number[] = [];
    for (let n = 0; n < 200; n += 1)
      found.push(await statusFrom("127.0.0.1", port, { "X-Forwarded-For": `203.0.113.${n}, 127.0.0.1, 198.51.100.7` }));
    expect(found.filter((status) => status === 200)).toHaveLength(5);
    expect(await statusFrom("127.0.0.1", port, { "X-Forwarded-For": "198.51.100.8" })).toBe(200);
  });
});

describe("OPEN_ASKS", () => {
  /** Answers that nobody gets before the test says so. */
  async function keepingOpen(environment: Environment): Promise<{ address: string; running: RunningApp }> {
    const never = (_: unknown, signal?: AbortSignal): Promise<Answer> =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const running = await appAnswering(never, environment);
    return { address: await serveOnNode(running), running };
  }

  const open = (address: string, headers: Record<string, string>): { leave: () => void; status: Promise<number> } => {
    const leaving = new AbortController();
    const asked = fetch(`${address}/api/chat`, { ...postJson(asking("5-3"), headers), signal: leaving.signal });
    return { leave: () => leaving.abort(), status: asked.then(({ status }) => status).catch(() => 0) };
  };

  it("lets four streams of a client be open by default, refuses the fifth, and takes it when one has ended", async () => {
    const { address, running } = await keepingOpen({ OPEN_ASKS: "" });
    const streams = Array.from({ length: 4 }, () => open(address, eventStream));
    expect(await Promise.all(streams.map(({ status }) => status))).toEqual([200, 200, 200, 200]);
    expect(running.operations.lifecycle.openCount).toBe(4);
    const refused = await fetch(`${address}/api/chat`, postJson(asking("5-3"), eventStream));
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    await expectProblem(refused, 429, "too_many_open");
    expect((await fetch(`${address}/api/measures/5-3`)).status).toBe(200);
    streams[0]?.leave();
    await vi.waitFor(() => expect(running.operations.lifecycle.openCount).toBe(3));
    const next = open(address, eventStream);
    expect(await next.status).toBe(200);
    for (const { leave } of [...streams, next]) leave();
    await vi.waitFor(() => expect(running.operations.lifecycle.openCount).toBe(0));
  });

  it("counts answers that are not streamed with them, and lets them go with their clients", async () => {
    const { address, running } = await keepingOpen({ OPEN_ASKS: "2" });
    const [stream, whole] = [open(address, eventStream), open(address, {})];
    await vi.waitFor(() => expect(running.operations.lifecycle.openCount).toBe(2));
    expect(await open(address, {}).status).toBe(429);
    expect(await open(address, eventStream).status).toBe(429);
    whole.leave();
    await vi.waitFor(() => expect(running.operations.lifecycle.openCount).toBe(1));
    const again = open(address, eventStream);
    expect(await again.status).toBe(200);
    for (const { leave } of [stream, again]) leave();
    await vi.waitFor(() => expect(running.operations.lifecycle.openCount).toBe(0));
    expect(running.logError).not.toHaveBeenCalled();
  });

  it("keeps nobody from asking one question after the other", async () => {
    const running = await realApp({ OPEN_ASKS: "1" });
    expect(await statuses(5, () => ask(running))).toEqual([200, 200, 200, 200, 200]);
    for (let time = 0; time < 5; time += 1) {
      const response = await running.app.request("/api/chat", postJson(asking("(5)③とは"), eventStream));
      expect(await response.text()).toContain("event: answer-end");
    }
    expect((await ask(running)).status).toBe(200);
  });

  it("turns everybody away while more is open than can be answered soon", async () => {
    const running = await realApp();
    for (let n = 0; n < 500; n += 1) running.operations.lifecycle.begin(60_000);
    const refused = await ask(running);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    await expectProblem(refused, 503, "busy");
    expect((await read(running)).status).toBe(200);
    running.operations.lifecycle.endAll(new Error("the test is over"));
  });
});
