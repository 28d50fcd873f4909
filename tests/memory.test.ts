import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { realApp } from "./real-app.ts";
import type { MixedRequest } from "./reliability/mixed-load.ts";
import { requestMix } from "./reliability/request-mix.ts";
import { serveOnNode } from "./serve-on-node.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What is left of each request, bytes: code that is compiled on the way takes some. A request to /mcp once left 100 kB. */
const MOST_LEFT = 10_000;
const WARM_UP = 150;
const ASKED = 300;

async function send(origin: string, { method, path, headers, body, status, holds }: MixedRequest): Promise<void> {
  const response = await fetch(`${origin}${path}`, { method, ...(headers && { headers }), ...(body && { body }) });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(holds);
}

/** Of `count` requests one after the other, all answers read. */
async function heapAfter(origin: string, mix: readonly MixedRequest[], from: number, count: number): Promise<number> {
  for (let n = from; n < from + count; n += 1) await send(origin, mix[n % mix.length]!);
  // Finalizers run between two collections, and let go of more.
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

it.each([
  ["MCP's questions", ["mcp ask"]],
  ["everything else", undefined],
])("%s leave no memory in use", async (_, names) => {
  const origin = await serveOnNode(await realApp({ ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0" }));
  const mix = requestMix().filter(({ name }) => (names === undefined ? name !== "mcp ask" : names.includes(name)));
  const before = await heapAfter(origin, mix, 0, WARM_UP);
  const after = await heapAfter(origin, mix, WARM_UP, ASKED);
  expect((after - before) / ASKED).toBeLessThan(MOST_LEFT);
});
