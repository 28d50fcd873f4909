import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programLog } from "../src/operations/program-log.ts";
import { requestIds } from "../src/operations/request-log.ts";
import { asBrowser, asking, eventStream, postJson } from "./real-app.ts";
import { copyRealData } from "./real-data.ts";
import { type ServerUnderLoad, startUnderLoad } from "./reliability/server-under-load.ts";
import { fails, faithful, ScriptedModel, says } from "./scripted-model.ts";

/** Words that stand in no message of ours, so that wherever they turn up, the question did. */
const SECRET = "ひみつ案件ZXQ";
const QUESTION = `${SECRET}ですが、キャリアアップ助成金とは何ですか`;
const KEY = "sk-secret-of-the-test";

const folder = mkdtempSync(join(tmpdir(), "operations-log-"));
let model: ScriptedModel;
let server: ServerUnderLoad;
beforeAll(async () => {
  await copyRealData(folder);
  model = await ScriptedModel.start();
  server = await startUnderLoad(folder, {
    ...model.environment,
    ASKS_PER_MINUTE: "0",
    LLM_FIRST_TEXT_MS: "10000",
    QUESTION_LOG_DAYS: "30",
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await model.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  level: string;
  time: string;
  msg: string;
  requestId?: string;
  route?: string;
  [field: string]: unknown;
}
const linesOf = (log: string): Line[] =>
  log
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const requestLines = (): Line[] => linesOf(server.log()).filter(({ msg }) => msg === "request");

const mcp = { Accept: "application/json, text/event-stream" };
const MCP_ASK = {
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "ask", arguments: { question: QUESTION } },
};
/** Everything that carries what a person has typed. */
const CALLS: [name: string, path: string, request?: RequestInit][] = [
  ["the chat", "/api/chat", postJson(asking(QUESTION))],
  ["a question that the model takes part in", "/api/chat", postJson(asking("くるみんとは何ですか"))],
  ["the chat's stream", "/api/chat", postJson(asking(QUESTION), eventStream)],
  ["a shared address", `/?ask=${encodeURIComponent(QUESTION)}`],
  ["the plain form", "/", { method: "POST", body: new URLSearchParams({ question: QUESTION }) }],
  ["OpenAI's clients", "/v1/chat/completions", postJson(asking(QUESTION), { Authorization: "Bearer of-a-client" })],
  ["MCP", "/mcp", postJson(MCP_ASK, mcp)],
  ["a search", "/api/search", postJson({ query: QUESTION })],
  ["the list", `/browse?q=${encodeURIComponent(QUESTION)}`],
  ["a reference", `/api/citations?ref=${encodeURIComponent(QUESTION)}`],
  ["an address that there is not", `/${encodeURIComponent(QUESTION)}`],
  ["a measure that there is not", `/measures/${encodeURIComponent(QUESTION)}`],
  ["feedback", "/api/feedback", postJson({ answerId: "a", useful: false, comment: QUESTION })],
  ["what is no JSON", "/api/chat", { ...postJson({}), body: QUESTION }],
  ["what is of the wrong form", "/api/chat", postJson({ messages: QUESTION })],
  ["another site", "/api/chat", postJson(asking(QUESTION), { Origin: "https://evil.example" })],
  ["a page of errors", `/${encodeURIComponent(QUESTION)}`, { headers: asBrowser }],
];

describe("the log of the server", () => {
  it("has one line for each request, in JSON, found again by X-Request-Id", async () => {
    const before = requestLines().length;
    const ids: (string | null)[] = [];
    for (const [, path, request] of CALLS) {
      const response = await fetch(`${server.origin}${path}`, request);
      await response.text();
      ids.push(response.headers.get("X-Request-Id"));
    }
    await expect.poll(() => requestLines().length).toBe(before + CALLS.length);
    const lines = requestLines().slice(before);
    expect(lines.map(({ requestId }) => requestId)).toEqual(ids);
    expect(new Set(ids).size).toBe(CALLS.length);
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual([
        "level",
        "method",
        "ms",
        "msg",
        "requestId",
        "route",
        "status",
        "time",
      ]);
      expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
  });

  it("has no word of a question, no address of a client and no key in it", async () => {
    await fetch(`${server.origin}/healthz`, { headers: { "X-Forwarded-For": "203.0.113.9" } });
    const log = server.log();
    for (const trace of [
      SECRET,
      "ZXQ",
      "くるみん",
      encodeURIComponent("くるみん"),
      encodeURIComponent(SECRET),
      "キャリアアップ助成金とは",
      KEY,
      "203.0.113.9",
      "Bearer",
    ])
      expect(log, trace).not.toContain(trace);
    // The line that says where the server listens.
    expect(log.match(/127\.0\.0\.1/g)).toHaveLength(1);
  });

  it("is JSON from its first line on, and says where the server listens and that it is ready", () => {
    const messages = linesOf(server.log()).map(({ msg }) => msg);
    expect(messages[0]).toMatch(/^施策ナビ: http:\/\/127\.0\.0\.1:\d+\/ /);
    expect(messages).toContainEqual(expect.stringContaining("準備ができました"));
  });

  it("names the request that a fault broke", async () => {
    const feedback = join(folder, "feedback.jsonl");
    rmSync(feedback, { force: true });
    mkdirSync(feedback);
    const response = await fetch(`${server.origin}/api/feedback`, postJson({ answerId: "a", useful: true }));
    rmSync(feedback, { recursive: true });
    expect(response.status).toBe(503);
    await response.text();
    await expect.poll(() => linesOf(server.log()).filter(({ level }) => level === "error")).toHaveLength(1);
    const [fault] = linesOf(server.log()).filter(({ level }) => level === "error");
    expect(fault).toMatchObject({ msg: "fault", requestId: response.headers.get("X-Request-Id") });
    expect(String(fault?.stack)).toContain("feedback");
  });
});

describe("secrets of the settings", () => {
  it("stand in no response, though the model refuses the key", async () => {
    const seen: string[] = [];
    for (const status of [401, 500]) {
      model.script = fails(status, { "X-Echo": KEY });
      for (const [, path, request] of CALLS) {
        const response = await fetch(`${server.origin}${path}`, request);
        seen.push(JSON.stringify(Array.from(response.headers)), await response.text());
      }
    }
    seen.push(await (await fetch(`${server.origin}/metrics`)).text());
    seen.push(await (await fetch(`${server.origin}/readyz`)).text(), server.log());
    expect(model.requests.map(({ authorization }) => authorization)).toContain(`Bearer ${KEY}`);
    expect(seen.filter((text) => text.includes(KEY) || text.includes("sk-secret"))).toEqual([]);
  });
});

describe("the numbers of a server with a model", () => {
  const numberOf = async (sample: string): Promise<number> => (await server.metrics()).get(sample) ?? 0;
  const readiness = async (): Promise<unknown> => {
    const response = await fetch(`${server.origin}/readyz`);
    return { code: response.status, ...((await response.json()) as object) };
  };
  const ask = async (): Promise<void> => {
    const response = await fetch(`${server.origin}/api/chat`, postJson(asking("くるみんとは何ですか")));
    expect(response.status).toBe(200);
  };

  it("move with every answer, its tokens and its failures, and tell readiness when the model does not answer", async () => {
    model.script = says(({ sources }) => faithful(sources.slice(0, 2)));
    // Faults of the tests before may have the model left alone for half a minute.
    await expect
      .poll(
        async () => {
          await ask();
          return numberOf('shisaku_prose_total{outcome="written"}');
        },
        { timeout: 45_000, interval: 1000 },
      )
      .toBeGreaterThan(0);
    expect(await readiness()).toEqual({ code: 200, status: "ready", editions: ["2025-02"] });
    const [answers, tokens] = [
      await numberOf('shisaku_answers_total{kind="answer",mode="llm"}'),
      await numberOf("shisaku_llm_tokens_total"),
    ];
    await ask();
    expect(await numberOf('shisaku_answers_total{kind="answer",mode="llm"}')).toBe(answers + 1);
    expect(await numberOf("shisaku_llm_tokens_total")).toBeGreaterThan(tokens);
    expect(await numberOf("shisaku_verification_dropped_lines_total")).toBe(0);
    expect(await numberOf("shisaku_index_age_seconds")).toBeGreaterThan(0);
    expect(await numberOf("shisaku_open_answers")).toBe(0);
    model.script = fails(500);
    const unavailable = await numberOf('shisaku_prose_total{outcome="unavailable"}');
    await ask();
    expect(await numberOf('shisaku_prose_total{outcome="unavailable"}')).toBe(unavailable + 1);
    expect(await readiness()).toEqual({ code: 200, status: "degraded", editions: ["2025-02"] });
    model.script = says(({ sources }) => faithful(sources.slice(0, 2)));
    await ask();
    expect(await readiness()).toMatchObject({ code: 200, status: "ready" });
  }, 90_000);
});

describe("the log of questions", () => {
  const questions = join(folder, "questions");

  it("has the questions where the settings ask for it, as they were asked, personal data masked", async () => {
    await fetch(`${server.origin}/api/chat`, postJson(asking("090-1234-5678です。くるみんとは何ですか")));
    await expect.poll(() => logged()).toContain("くるみんとは何ですか");
    expect(logged()).toContain(SECRET);
    expect(logged()).not.toContain("090-1234-5678");
  });

  it("that cannot be written breaks no answer, and is told to the one who runs the server", async () => {
    const faults = (): Line[] => linesOf(server.log()).filter(({ level }) => level === "error");
    const before = faults().length;
    rmSync(questions, { recursive: true });
    writeFileSync(questions, "a file in the way");
    const response = await fetch(`${server.origin}/api/chat`, postJson(asking("くるみんとは何ですか")));
    expect(response.status).toBe(200);
    await response.text();
    await expect.poll(() => faults().length).toBe(before + 1);
  });

  const logged = (): string =>
    readdirSync(questions)
      .map((name) => readFileSync(join(questions, name), "utf8"))
      .join("");
});

describe("LOG_LEVEL", () => {
  /** What a log prints, at a terminal and elsewhere. */
  function printedBy(
    level: Parameters<typeof programLog>[0],
    isTerminal: boolean,
  ): { lines: string[]; said: unknown[] } {
    const lines: string[] = [];
    const said: unknown[] = [];
    const terminal = { log: (text: unknown) => said.push(text), error: (text: unknown) => said.push(text) };
    const log = programLog(level, isTerminal, terminal, { write: (line) => lines.push(line) });
    const fault = new Error("disk gone");
    log.say("準備ができました");
    log.say("索引が壊れています", { level: "warn", code: "saved_file_damaged" });
    log.lines.info({ route: "/" }, "request");
    requestIds.run("request-1", () => log.fault(fault));
    return { lines: lines.map((line) => `${JSON.parse(line).level}: ${JSON.parse(line).msg}`), said };
  }

  it("auto is sentences at a terminal, without a line for every request", () => {
    const { lines, said } = printedBy("auto", true);
    expect(lines).toEqual([]);
    expect(said).toEqual(["準備ができました", "索引が壊れています", expect.objectContaining({ message: "disk gone" })]);
  });

  it("auto is everything in JSON elsewhere", () => {
    expect(printedBy("auto", false)).toEqual({
      lines: ["info: 準備ができました", "warn: 索引が壊れています", "info: request", "error: fault"],
      said: [],
    });
  });

  it.each([
    ["info", ["info: 準備ができました", "warn: 索引が壊れています", "info: request", "error: fault"]],
    ["warn", ["warn: 索引が壊れています", "error: fault"]],
    ["error", ["error: fault"]],
    ["silent", []],
  ] as const)("%s leaves out what is less than that", (level, lines) => {
    expect(printedBy(level, false)).toEqual({ lines, said: [] });
  });

  it("info shows the requests at a terminal too", () => {
    expect(printedBy("info", true).lines).toEqual(["info: request"]);
  });

  it("keeps back what an error carries beside its name, code and stack", () => {
    const lines: string[] = [];
    const log = programLog("info", false, console, { write: (line) => lines.push(line) });
    const cause = new Error("refused");
    const error = Object.assign(new Error("failed", { cause }), {
      code: "E1",
      request: { question: SECRET, key: KEY },
    });
    requestIds.run("request-1", () => log.fault(error));
    log.fault("a word");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ requestId: "request-1", error: "Error", code: "E1" });
    expect(lines.join("")).not.toMatch(new RegExp(`${SECRET}|${KEY}`));
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ error: "a word", msg: "fault" });
  });
});
