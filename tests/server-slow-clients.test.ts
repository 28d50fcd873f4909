import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { readSettings } from "../src/config.ts";
import { PATIENCE } from "../src/http/node-server.ts";
import { connectRaw, type RawConnection } from "./raw-connection.ts";
import { type RunningApp, realApp } from "./real-app.ts";
import { serveOnNode, startOnNode } from "./serve-on-node.ts";

/** Tests wait less than the program does. */
const SHORT = { headers: 400, request: 800, check: 100, reader: 500, keepAlive: 60_000 };
/** Of a busy machine. */
const SLACK_MS = 3000;

/** Sends bytes one after the other, slowly, until the connection is closed; milliseconds until it was. */
async function dripInto({ socket, closed }: RawConnection, bytes: string, everyMs: number): Promise<number> {
  const begun = performance.now();
  let isOver = false;
  void closed.then(() => {
    isOver = true;
  });
  for (const byte of bytes) {
    if (isOver) break;
    socket.write(byte);
    await Promise.race([pause(everyMs), closed]);
  }
  await closed;
  return performance.now() - begun;
}

const post = (path: string, body: string, length = Buffer.byteLength(body)): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;

describe("a client that sends slowly", () => {
  it("is closed when its head is not there in time", async () => {
    const address = await serveOnNode(await realApp(), SHORT);
    const connection = connectRaw(address);
    const took = await dripInto(connection, `GET / HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(1000)}`, 20);
    expect(took).toBeLessThan(SHORT.request + SLACK_MS);
    expect(connection.received()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(connection.received()).toContain("X-Content-Type-Options: nosniff");
  });

  it("is closed when it says nothing at all", async () => {
    const address = await serveOnNode(await realApp(), SHORT);
    const begun = performance.now();
    await connectRaw(address).closed;
    expect(performance.now() - begun).toBeLessThan(SHORT.request + SLACK_MS);
  });

  it.each(["/api/chat", "/api/feedback", "/mcp", "/v1/chat/completions", "/"])(
    "is closed when its body is not there in time, which is no fault in the log: %s",
    async (path) => {
      const running = await realApp();
      const address = await serveOnNode(running, SHORT);
      const connection = connectRaw(address);
      connection.socket.write(post(path, "{", 1000));
      const took = await dripInto(connection, " ".repeat(900), 20);
      expect(took).toBeLessThan(SHORT.request + SLACK_MS);
      await pause(50);
      expect(running.logError).not.toHaveBeenCalled();
      expect(running.operations.lifecycle.openCount).toBe(0);
    },
  );

  it("may take its time between two requests", async () => {
    const address = await serveOnNode(await realApp(), SHORT);
    const { socket, received, closed } = connectRaw(address);
    const ask = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    socket.write(ask);
    await pause(SHORT.request + 500);
    socket.write(ask.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    await closed;
    expect(received().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

describe("a reader who does not read", () => {
  const READERS = 20;

  /** Asks for `path` again and again without reading, so that no buffer between us can take it all. */
  function neverReading(address: string, path: string): RawConnection {
    const connection = connectRaw(address);
    connection.socket.pause();
    connection.socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(40));
    return connection;
  }

  it("is closed when the answer's own deadline has long passed, and leaves nothing behind", async () => {
    const running: RunningApp = await realApp({ ANSWER_TIMEOUT_MS: "1000" });
    const { server, address } = await startOnNode(running, SHORT);
    const connections = promisify(server.getConnections.bind(server));
    const begun = performance.now();
    const readers = Array.from({ length: READERS }, () => neverReading(address, "/api/measures?limit=200"));
    await vi.waitFor(async () => expect(await connections()).toBe(READERS), SLACK_MS);
    await vi.waitFor(async () => expect(await connections()).toBe(0), 1000 + SHORT.reader + SLACK_MS);
    expect(performance.now() - begun).toBeGreaterThan(1000 + SHORT.reader - 100);
    for (const { socket } of readers) socket.destroy();
    expect(running.logError).not.toHaveBeenCalled();
  });
});

it("makes the answers to requests sent without waiting one after the other, each when the one before was taken", async () => {
  const running = await realApp();
  let begun = 0;
  const counting = (request: Request): Response | Promise<Response> => {
    begun += 1;
    return running.app.fetch(request);
  };
  const address = await serveOnNode(
    { ...running, app: { ...running.app, fetch: counting } as RunningApp["app"] },
    SHORT,
  );
  const { socket, received } = connectRaw(address);
  socket.pause();
  socket.write("GET /api/measures?limit=200 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(60));
  await pause(1500);
  // What the system takes on its way is taken; the rest waits for the reader.
  const whileWaiting = begun;
  expect(whileWaiting).toBeGreaterThan(0);
  expect(whileWaiting).toBeLessThan(40);
  socket.resume();
  await vi.waitFor(() => expect(received().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(60), 10_000);
});

it("cuts a connection that sends requests without end, and runs none of those that waited", async () => {
  const running = await realApp();
  let begun = 0;
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const holding = async (): Promise<Response> => {
    begun += 1;
    await held;
    return new Response("late");
  };
  const address = await serveOnNode(
    { ...running, app: { ...running.app, fetch: holding } as unknown as RunningApp["app"] },
    SHORT,
  );
  const { socket } = connectRaw(address);
  let isClosed = false;
  socket.once("close", () => {
    isClosed = true;
  });
  socket.write("GET /browse HTTP/1.1\r\nHost: a\r\n\r\n".repeat(3000));
  await vi.waitFor(() => expect(isClosed).toBe(true), 5000);
  answer();
  await pause(200);
  expect(begun).toBe(1);
});

it("nobody is waited for longer than a minute, unless the settings say so", () => {
  const { ANSWER_TIMEOUT_MS } = readSettings({});
  expect(ANSWER_TIMEOUT_MS + PATIENCE.reader).toBeLessThanOrEqual(60_000);
  expect(PATIENCE.request + PATIENCE.check).toBeLessThanOrEqual(60_000);
});
