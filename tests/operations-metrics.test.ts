import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Metrics } from "../src/operations/metrics.ts";
import { readPrometheusText } from "./prometheus-text.ts";
import { asking, eventStream, postJson, type RunningApp, realApp } from "./real-app.ts";

const GUIDE = fileURLToPath(new URL("../docs/operate.md", import.meta.url));

let running: RunningApp;
beforeEach(async () => {
  running = await realApp();
});

const pageOf = async ({ app, settings }: RunningApp): Promise<string> =>
  (await app.request(`${settings.BASE_PATH}/metrics`)).text();

/** How often a request was counted under these labels. */
async function counted(labels: Record<string, string>, of = running): Promise<number> {
  const families = readPrometheusText(await pageOf(of));
  const { samples = [] } = families.find(({ name }) => name === "shisaku_requests_total") ?? {};
  return samples
    .filter((sample) => Object.entries(labels).every(([name, value]) => sample.labels[name] === value))
    .reduce((sum, { value }) => sum + value, 0);
}

describe("/metrics", () => {
  it("is a page that Prometheus can read", async () => {
    for (const path of ["/", "/measures/5-3", "/nowhere", '/"\\\n{}']) await running.app.request(encodeURI(path));
    await running.app.request("/api/chat", postJson(asking("(5)③とは")));
    running.operations.metrics.addProcess();
    const response = await running.app.request("/metrics");
    expect(response.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const names = readPrometheusText(await response.text()).map(({ name }) => name);
    expect(names).toContain("shisaku_requests_total");
    expect(names).toContain("process_resident_memory_bytes");
    expect(names).toContain("nodejs_eventloop_lag_p99_seconds");
  });

  it("has the numbers that the guide for administrators explains, all of them and no others", async () => {
    const names = readPrometheusText(await pageOf(running)).map(({ name }) => name);
    const explained = readFileSync(GUIDE, "utf8").matchAll(/^\| `(shisaku_\w+)`/gm);
    expect(Array.from(new Set(Array.from(explained, ([, name]) => name))).sort()).toEqual(names.toSorted());
  });

  it.each<[path: string, request: RequestInit | undefined, labels: Record<string, string>]>([
    ["/", undefined, { route: "/", method: "GET", status: "200" }],
    ["/?ask=くるみん", undefined, { route: "/", method: "GET", status: "200" }],
    ["/measures/5-3", undefined, { route: "/measures/:id", method: "GET", status: "200" }],
    ["/measures/9-99", undefined, { route: "/measures/:id", method: "GET", status: "404" }],
    ["/api/pages/73", undefined, { route: "/api/pages/:number", method: "GET", status: "200" }],
    ["/api/chat", postJson({}), { route: "/api/chat", method: "POST", status: "400" }],
    ["/api/chat", postJson({}, { Origin: "https://x.example" }), { route: "/api/*", method: "POST", status: "403" }],
    ["/api/chat", postJson(asking("5-3"), eventStream), { route: "/api/chat", method: "POST", status: "200" }],
    ["/widget/origin", undefined, { route: "/widget/origin", method: "GET", status: "200" }],
    ["/nowhere", undefined, { route: "/*", method: "GET", status: "404" }],
    ["/", { method: "BREW" }, { route: "/*", method: "other", status: "404" }],
  ])("counts %s under the route that answered", async (path, request, labels) => {
    const response = await running.app.request(path, request);
    await response.body?.cancel();
    expect(await counted(labels)).toBe(1);
  });

  it("counts a request below BASE_PATH once, with or without the last slash", async () => {
    const below = await realApp({ BASE_PATH: "/navi" });
    await below.app.request("/navi");
    await below.app.request("/navi/");
    expect(await counted({}, below)).toBe(2);
    expect(await counted({ route: "/navi", status: "200" }, below)).toBe(2);
  });

  it("counts a refusal by its reason", async () => {
    const limited = await realApp({ ASKS_PER_MINUTE: "1" });
    for (let time = 0; time < 3; time += 1) await limited.app.request("/api/chat", postJson(asking("5-3")));
    await limited.app.request("/nowhere");
    const page = await pageOf(limited);
    expect(page).toContain('shisaku_problems_total{code="too_many_requests"} 2\n');
    expect(page).toContain('shisaku_problems_total{code="not_found"} 1\n');
    expect(await counted({ route: "/api/chat", status: "429" }, limited)).toBe(2);
  });

  it("grows by nothing that a client can make up: paths, methods, questions, headers", async () => {
    const method = fc.constantFrom("GET", "POST", "DELETE", "BREW", "X1", "PROPFIND");
    const path = fc.webPath().map((tail) => `/${tail.replace(/^\/+/, "")}`);
    const roots = fc.constantFrom(
      "",
      "/api",
      "/measures",
      "/pages",
      "/assets",
      "/v1",
      "/widget",
      "/api/measures",
      "/docs",
    );
    const headers = fc.record({ Origin: fc.webUrl(), "User-Agent": fc.webSegment(), "X-Forwarded-For": fc.ipV4() });
    const send = async (count: number): Promise<void> => {
      const requests = fc.sample(fc.tuple(roots, path, method, headers), { numRuns: count, seed: count });
      for (const [root, tail, used, sent] of requests)
        await (await running.app.request(`${root}${tail}`, { method: used, headers: sent })).body?.cancel();
    };
    const seriesOf = async (): Promise<number> =>
      readPrometheusText(await pageOf(running)).reduce((sum, { samples }) => sum + samples.length, 0);
    await send(1000);
    const first = await seriesOf();
    await send(1001);
    expect(await counted({})).toBeGreaterThan(2000);
    // A pattern, method or status that the first thousand happened not to meet.
    expect((await seriesOf()) - first).toBeLessThan(60);
    const page = await pageOf(running);
    expect(Array.from(page.matchAll(/route="([^"]*)"/g), ([, route]) => route)).toSatisfy((routes: string[]) =>
      routes.every((route) => running.app.routes.some(({ path: known }) => known === route)),
    );
    expect(page).not.toMatch(/BREW|PROPFIND/);
  });
});

describe("the numbers", () => {
  const metrics = (loadedAt?: Date): Metrics =>
    new Metrics({
      indexLoadedAt: () => loadedAt,
      now: () => new Date("2025-03-01T01:00:00Z"),
      openAnswers: () => 3,
    });
  const sampleOf = async (of: Metrics, sample: string): Promise<string | undefined> =>
    (await of.registry.metrics()).split("\n").find((line) => line.startsWith(`${sample} `));

  it("tell how long the index has served, and nothing before it does", async () => {
    const age = "shisaku_index_age_seconds";
    expect(await sampleOf(metrics(new Date("2025-03-01T00:00:00Z")), age)).toBe(`${age} 3600`);
    expect(await sampleOf(metrics(), age)).toBe(`${age} Nan`);
  });

  it("tell how many answers are being made", async () => {
    expect(await sampleOf(metrics(), "shisaku_open_answers")).toBe("shisaku_open_answers 3");
  });

  it("move with answers, what the last check left out, and the model", async () => {
    const moved = metrics();
    moved.addAnswer({ kind: "refuse", mode: "extractive", tookMs: 20 }, 0);
    moved.addAnswer({ kind: "answer", mode: "llm", tookMs: 1200 }, 2);
    moved.prose.ended("written");
    moved.prose.ended("timeout");
    moved.prose.withheld("not_entailed" as Parameters<typeof moved.prose.withheld>[0]);
    moved.prose.tokens(700);
    const page = await moved.registry.metrics();
    readPrometheusText(page);
    for (const line of [
      'shisaku_answers_total{kind="refuse",mode="extractive"} 1',
      'shisaku_answers_total{kind="answer",mode="llm"} 1',
      'shisaku_answer_duration_seconds_count{mode="llm"} 1',
      'shisaku_answer_duration_seconds_sum{mode="llm"} 1.2',
      "shisaku_verification_dropped_lines_total 2",
      'shisaku_prose_total{outcome="written"} 1',
      'shisaku_prose_total{outcome="timeout"} 1',
      "shisaku_llm_tokens_total 700",
    ])
      expect(page.split("\n")).toContain(line);
  });
});
