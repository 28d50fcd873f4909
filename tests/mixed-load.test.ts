import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMixedLoad } from "./reliability/mixed-load.ts";
import { requestMix } from "./reliability/request-mix.ts";
import { type ServerUnderLoad, startUnderLoad } from "./reliability/server-under-load.ts";

/** `npm run soak` in short: the same server, connections and mix of requests, for some seconds. */
const CONNECTIONS = 50;
const MILLISECONDS = 6000;

let directory: string;
let server: ServerUnderLoad;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "shisaku-load-"));
  server = await startUnderLoad(directory, { ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0", OPEN_ASKS: "0" });
});
afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

it("a server answers all that fifty connections ask at once, of every kind, and logs no error", async () => {
  const mix = requestMix();
  const report = await runMixedLoad(server.origin, mix, CONNECTIONS, MILLISECONDS);
  expect(report.errors).toEqual([]);
  expect(Array.from(report.times.keys()).toSorted()).toEqual(
    Array.from(new Set(mix.map(({ name }) => name))).toSorted(),
  );
  expect(
    server
      .log()
      .split("\n")
      .filter((line) => line.includes('"level":"error"')),
  ).toEqual([]);
});
