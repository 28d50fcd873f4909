import { existsSync, readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { LATEST_PROTOCOL_VERSION } from "@modelcontextprotocol/sdk/types.js";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createMcpServer } from "../src/mcp/create-mcp-server.ts";
import { PROBLEM_KEY } from "../src/mcp/tool-call.ts";
import { realApp } from "./real-app.ts";

const guide = readFileSync(new URL("../docs/mcp.md", import.meta.url), "utf8");
const Entry = z.union([
  z.strictObject({
    type: z.literal("stdio").optional(),
    command: z.literal("node"),
    args: z.array(z.string()).length(2),
  }),
  z.strictObject({ type: z.literal("http").optional(), url: z.url() }),
]);
const Configuration = z.union([
  z.strictObject({ mcpServers: z.strictObject({ "shisaku-navi": Entry }) }).transform(({ mcpServers }) => mcpServers),
  z.strictObject({ servers: z.strictObject({ "shisaku-navi": Entry }) }).transform(({ servers }) => servers),
]);
const entries = Array.from(
  guide.matchAll(/```json\n([\s\S]*?)```/g),
  ([, json]) => Configuration.parse(JSON.parse(json ?? ""))["shisaku-navi"],
);

describe("the guide's settings", () => {
  it("start a program that is there", () => {
    const started = entries.flatMap((entry) => ("args" in entry ? [entry.args] : []));
    expect(started).toHaveLength(3);
    for (const [path = "", command] of started) {
      const file = path.replace("/path/to/shisaku-navi/", "");
      expect(existsSync(new URL(`../${file}`, import.meta.url)), file).toBe(true);
      expect(command).toBe("mcp");
    }
  });

  it("lead to the address that the server has", async () => {
    const addresses = entries.flatMap((entry) => ("url" in entry ? [new URL(entry.url)] : []));
    expect(addresses).toHaveLength(2);
    const { app, settings } = await realApp();
    for (const { port, pathname } of addresses) {
      expect(port).toBe(String(settings.PORT));
      expect((await app.request(pathname)).status).toBe(405);
    }
  });
});

describe("the guide", () => {
  let client: Client;
  beforeAll(async () => {
    const never = () => Promise.reject(new Error("nothing is asked here"));
    const server = createMcpServer({
      version: "1",
      assistant: never,
      deadline: () => AbortSignal.abort(),
      logError: () => {},
    });
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    client = new Client({ name: "test", version: "1" });
    await Promise.all([server.connect(ours), client.connect(theirs)]);
    return () => client.close();
  });

  it("names every tool with its inputs, every resource and prompt", async () => {
    const { tools } = await client.listTools();
    const { prompts } = await client.listPrompts();
    const { resourceTemplates } = await client.listResourceTemplates();
    const names = [
      ...tools.map(({ name }) => name),
      ...tools
        .flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}))
        .filter((name) => name !== "edition"),
      ...prompts.map(({ name }) => name),
      ...resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    ];
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it("says in both languages where a problem's data stands and which protocol is spoken", () => {
    expect(guide.split(`_meta["${PROBLEM_KEY}"]`)).toHaveLength(3);
    expect(guide.split(LATEST_PROTOCOL_VERSION)).toHaveLength(3);
  });
});
