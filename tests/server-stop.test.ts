import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { asking, eventStream, expectProblem, postJson } from "./real-app.ts";
import { copyRealData } from "./real-data.ts";
import { type ServerUnderLoad, startUnderLoad } from "./reliability/server-under-load.ts";
import { faithful, hangs, ScriptedModel, says } from "./scripted-model.ts";
import { spawnProgram } from "./spawned.ts";

const QUESTION = "キャリアアップ助成金とは何ですか";
const folder = mkdtempSync(join(tmpdir(), "server-stop-"));
let model: ScriptedModel;
let server: ServerUnderLoad | undefined;

beforeAll(async () => {
  await copyRealData(folder);
  model = await ScriptedModel.start();
});
afterEach(() => server?.stop());
afterAll(async () => {
  await model.stop();
  rmSync(folder, { recursive: true, force: true });
});

const withModel = (): Record<string, string> => ({
  ...model.environment,
  LLM_FIRST_TEXT_MS: "30000",
  LLM_TIMEOUT_MS: "30000",
});

async function start(settings: Record<string, string> = {}): Promise<ServerUnderLoad> {
  server = await startUnderLoad(folder, { ASKS_PER_MINUTE: "0", OPEN_ASKS: "0", ...settings });
  return server;
}

/** A stream that the model has been asked for. */
async function openStream({ origin }: ServerUnderLoad): Promise<Response> {
  const asked = model.requests.length;
  const response = await fetch(`${origin}/api/chat`, postJson(asking(QUESTION), eventStream));
  await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBe(asked + 1);
  return response;
}

const eventsOf = async (response: Response): Promise<string[]> =>
  Array.from((await response.text()).matchAll(/^event: (.+)$/gm), ([, name]) => name ?? "");

/** Milliseconds from the signal until the program has ended, and how. */
async function endingBy(
  running: ServerUnderLoad,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; ms: number }> {
  const begun = performance.now();
  running.signal(signal);
  return { code: await running.ended, ms: performance.now() - begun };
}

describe("a server that has nothing to do", () => {
  it("ends at once by Ctrl+C, though clients keep their connections", async () => {
    const running = await start();
    const { hostname, port } = new URL(running.origin);
    const silent = connect(Number(port), hostname).on("error", () => {});
    await (await fetch(`${running.origin}/healthz`)).text();
    const { code, ms } = await endingBy(running, "SIGINT");
    silent.destroy();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(3000);
  }, 60_000);

  it("ends by SIGTERM after it has said so", async () => {
    const running = await start();
    const ending = endingBy(running, "SIGTERM");
    const readiness: string[] = [];
    // Until nobody answers any more.
    for (;;) {
      const response = await fetch(`${running.origin}/readyz`).catch(() => undefined);
      if (response === undefined) break;
      readiness.push(`${response.status} ${((await response.json()) as { status: string }).status}`);
      await pause(50);
    }
    expect(readiness.at(-1)).toBe("503 stopping");
    const { code, ms } = await ending;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5000);
  }, 60_000);
});

describe("a server that answers", () => {
  it("lets an open stream end by itself, refuses new questions meanwhile, and then ends", async () => {
    model.script = says(({ sources }) => faithful(sources.slice(0, 2)), { size: 4, waitMs: 100 });
    const running = await start(withModel());
    const stream = await openStream(running);
    const ending = endingBy(running, "SIGTERM");
    await expect.poll(async () => (await fetch(`${running.origin}/readyz`)).status).toBe(503);
    await expectProblem(await fetch(`${running.origin}/api/chat`, postJson(asking(QUESTION))), 503, "stopping");
    expect((await fetch(`${running.origin}/api/measures/5-3`)).status).toBe(200);
    const events = await eventsOf(stream);
    expect(events[0]).toBe("answer-start");
    expect(events).toContain("text-delta");
    expect(events.at(-1)).toBe("answer-end");
    const { code, ms } = await ending;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
  }, 60_000);

  it("ends a stream that would not end with answer-error, and is gone within ten seconds", async () => {
    model.script = hangs;
    const running = await start(withModel());
    const [first, second] = [await openStream(running), await openStream(running)];
    const whole = fetch(`${running.origin}/api/chat`, postJson(asking(QUESTION)));
    await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBeGreaterThan(2);
    const ending = endingBy(running, "SIGTERM");
    const text = await first.text();
    expect(text).toMatch(/event: answer-error\ndata: \{"code":"stopping","message":"[^"]*[ぁ-ん][^"]*"\}\n\n$/);
    expect((await eventsOf(second)).at(-1)).toBe("answer-error");
    await expectProblem(await whole, 503, "stopping");
    const { code, ms } = await ending;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    expect(running.log()).not.toContain('"level":"error"');
  }, 60_000);

  it("ends at once by a second signal", async () => {
    model.script = hangs;
    const running = await start(withModel());
    const stream = openStream(running)
      .then(eventsOf)
      .catch(() => "cut");
    await expect.poll(() => model.requests.at(-1)?.left, { timeout: 10_000 }).toBe(false);
    running.signal("SIGTERM");
    await pause(300);
    const { code, ms } = await endingBy(running, "SIGTERM");
    expect(code).toBe(1);
    expect(ms).toBeLessThan(1000);
    expect(await stream).toBe("cut");
  }, 60_000);

  it("ends by SIGTERM while it still loads", async () => {
    const {
      process: child,
      printed,
      ended,
    } = spawnProgram("src/server.ts", [], {
      PORT: "0",
      DATA_DIR: join(folder, "empty"),
    });
    await expect.poll(() => printed.stdout, { timeout: 20_000, interval: 5 }).toContain("http://");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(printed.stderr).toBe("");
  }, 60_000);
});
