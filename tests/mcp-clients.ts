import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type CallToolResult, CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import type { RunningApp } from "./real-app.ts";
import { copyRealData } from "./real-data.ts";

export const LAUNCHER = fileURLToPath(new URL("../src/shisaku-navi.js", import.meta.url));

export interface Connected {
  client: Client;
  close: () => Promise<void>;
}

const newClient = (): Client => new Client({ name: "test", version: "1" });

export interface Listening {
  /** "http://127.0.0.1:1234" and BASE_PATH. */
  url: string;
  close: () => Promise<void>;
}

export async function startListening({ app, settings }: Pick<RunningApp, "app" | "settings">): Promise<Listening> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${settings.BASE_PATH}`, close };
}

/** The SDK's client over streamable HTTP, connected to a server that listens. */
export async function connectOverHttp(url: string, headers: Record<string, string> = {}): Promise<Connected> {
  const client = newClient();
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  // The SDK's own types disagree with each other under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return { client, close: () => client.close() };
}

export interface ConnectedOverStdio extends Connected {
  /** What the program has written to standard error so far. */
  log: () => string;
}

/** The SDK's client over standard input and output, connected to the program as people start it, from another directory. */
export async function connectOverStdio(): Promise<ConnectedOverStdio> {
  const folder = mkdtempSync(join(tmpdir(), "mcp-stdio-"));
  await copyRealData(folder);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [LAUNCHER, "mcp"],
    env: { DATA_DIR: folder, VECTOR_INDEX: "exact" },
    cwd: tmpdir(),
    stderr: "pipe",
  });
  let log = "";
  transport.stderr?.on("data", (bytes: Buffer) => {
    log += bytes.toString();
  });
  const client = newClient();
  await client.connect(transport);
  return {
    client,
    log: () => log,
    close: async () => {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const TRANSPORTS = ["streamable HTTP", "stdio"] as const;

/** Connected to the running app by HTTP, or to a program of its own over the same document. */
export async function connectOver(transport: (typeof TRANSPORTS)[number], running: RunningApp): Promise<Connected> {
  if (transport === "stdio") return connectOverStdio();
  const server = await startListening(running);
  const { client, close } = await connectOverHttp(server.url);
  return { client, close: () => close().then(server.close) };
}

/** A call as the SDK's client makes it; with known tools it checks what comes back against the output schema. */
export async function call(client: Client, name: string, given: Record<string, unknown>): Promise<CallToolResult> {
  return CallToolResultSchema.parse(await client.callTool({ name, arguments: given }));
}

/** The text that a model reads. */
export const textOf = ({ content }: CallToolResult): string =>
  content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
