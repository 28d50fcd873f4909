import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { call, connectOverStdio, LAUNCHER } from "./mcp-clients.ts";
import { copyRealData } from "./real-data.ts";

const folder = mkdtempSync(join(tmpdir(), "mcp-stdio-raw-"));
beforeAll(() => copyRealData(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };
const LOOK_UP = {
  jsonrpc: "2.0",
  id: 2,
  method: "tools/call",
  params: { name: "lookup_citation", arguments: { ref: "p.73" } },
};

interface Program {
  child: ChildProcess;
  send: (...messages: unknown[]) => void;
  /** Every line of standard output so far. */
  lines: string[];
  log: () => string;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const started: Program[] = [];
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});

/** The program as a client starts it, spoken to by hand. */
function start(settings: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [LAUNCHER, "mcp"], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? "", DATA_DIR: folder, VECTOR_INDEX: "exact", ...settings },
  });
  const lines: string[] = [];
  createInterface(child.stdout).on("line", (line) => lines.push(line));
  let log = "";
  child.stderr.on("data", (bytes: Buffer) => {
    log += bytes.toString();
  });
  const program: Program = {
    child,
    lines,
    log: () => log,
    send: (...messages) => {
      for (const message of messages)
        child.stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
    },
    ended: new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal }))),
  };
  started.push(program);
  return program;
}

const until = (condition: () => void): Promise<void> => vi.waitFor(condition, { timeout: 25_000, interval: 20 });

describe("shisaku-navi mcp", () => {
  it("answers the handshake before the index is loaded; a call waits for it", async () => {
    const { client, log, close } = await connectOverStdio();
    expect(log()).not.toContain("183施策");
    const found = await call(client, "lookup_citation", { ref: "p.73" });
    expect(found.structuredContent).toMatchObject({ kind: "page", measures: [{ id: "5-3" }] });
    expect(log()).toContain("183施策");
    await close();
  });

  it("writes nothing but the protocol to standard output, whatever it is sent", async () => {
    const { send, lines, log } = start();
    send(INITIALIZE, INITIALIZED, "no message", "{}", '{"jsonrpc":"2.0"}', "[1,2]", "", LOOK_UP);
    await until(() => expect(lines.some((line) => line.includes('"id":2'))).toBe(true));
    const messages = lines.map((line) => JSONRPCMessageSchema.parse(JSON.parse(line)));
    expect(messages.map((message) => ("id" in message ? message.id : undefined))).toEqual([1, 2]);
    expect(log()).toContain("183施策");
  });

  it("answers what was asked before its input closes, then ends", async () => {
    const { child, send, lines, ended } = start();
    send(INITIALIZE, INITIALIZED, LOOK_UP);
    child.stdin?.end();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ id: 2, result: { structuredContent: { kind: "page" } } });
  });

  it("ends when its input closes and nobody waits for the index", async () => {
    const { child, log, ended } = start();
    child.stdin?.end();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(log()).not.toContain("183施策");
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends without a fault when it is sent %s", async (signal) => {
    const { child, send, lines, log, ended } = start();
    send(INITIALIZE);
    await until(() => expect(lines).toHaveLength(1));
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(log()).not.toMatch(/^\s+at /m);
  });

  it("ends when the client no longer reads", async () => {
    const { child, send, lines, ended } = start();
    send(INITIALIZE, INITIALIZED);
    await until(() => expect(lines).toHaveLength(1));
    child.stdout?.destroy();
    send(LOOK_UP, { ...LOOK_UP, id: 3 });
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("names the settings it cannot read on standard error, and ends", async () => {
    const { lines, log, ended } = start({ PORT: "abc" });
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(lines).toEqual([]);
    expect(log()).toMatch(/設定を読めません[\s\S]*PORT: /);
    expect(log()).not.toMatch(/^\s+at /m);
  });

  it("ends when the index cannot be loaded, and says why", async () => {
    const empty = mkdtempSync(join(tmpdir(), "mcp-stdio-empty-"));
    const { send, log, ended } = start({ DATA_DIR: empty, DOCUMENT_FILE: join(empty, "missing.txt") });
    send(INITIALIZE, INITIALIZED, LOOK_UP);
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(log()).toContain("missing.txt");
    rmSync(empty, { recursive: true });
  });

  it("calls off what the client calls off, and goes on", async () => {
    const { client, close } = await connectOverStdio();
    const leaving = new AbortController();
    const asked = client.callTool({ name: "ask", arguments: { question: "5-3" } }, undefined, {
      signal: leaving.signal,
    });
    leaving.abort(new Error("changed my mind"));
    await expect(asked).rejects.toThrow("changed my mind");
    expect((await call(client, "lookup_citation", { ref: "5-3" })).isError).toBeFalsy();
    await close();
  });
});
