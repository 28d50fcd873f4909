import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { textTable } from "../evaluation/text-table.ts";
import { fuzzBytes } from "./fuzz-bytes.ts";
import { type FuzzRequest, fuzzRequests } from "./fuzz-requests.ts";
import { FUZZED_ROUTES } from "./fuzz-routes.ts";
import { judgeResponse } from "./judge-response.ts";
import { closeConnections, sendBytes, sendOverWire } from "./send-over-wire.ts";
import { startUnderLoad } from "./server-under-load.ts";

/**
 * `npm run fuzz -- [--runs 10000] [--seconds 120] [--seed 8] [--only "POST /api/chat"]`: the server as `npm start` runs it, over
 * real connections on the loopback, sent so many spoilt requests a route, no longer than so many seconds each. Prints a
 * table, and every sort of fault with the request that showed it; exits 1 where there is one.
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    seconds: { type: "string", default: "120" },
    seed: { type: "string", default: "8" },
    only: { type: "string" },
  },
});
const runs = Number(values.runs);
const longest = Number(values.seconds) * 1000;
const seed = Number(values.seed);
const AT_ONCE = 8;
const CHUNK = 200;
const PATIENCE_MS = 300;

interface Tally {
  name: string;
  runs: number;
  closed: number;
  statuses: Map<number, number>;
  slowest: number;
  /** Each sort of fault: how often, and a request that shows it. */
  faults: Map<string, { count: number; example: string }>;
}
const newTally = (name: string): Tally => ({
  name,
  runs: 0,
  closed: 0,
  statuses: new Map(),
  slowest: 0,
  faults: new Map(),
});

const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
const server = await startUnderLoad(folder, {
  ASKS_PER_MINUTE: "0",
  READS_PER_MINUTE: "0",
  OPEN_ASKS: "0",
  FEEDBACK_MAX_BYTES: "0",
});
let hasEnded = false;
void server.ended.then(() => {
  hasEnded = true;
});

function note(tally: Tally, fault: string, example: string): void {
  const known = tally.faults.get(fault);
  tally.faults.set(fault, { count: (known?.count ?? 0) + 1, example: known?.example ?? example.slice(0, 600) });
}

const count = (tally: Tally, status: number): void =>
  void tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);

async function tryRequest(tally: Tally, request: FuzzRequest): Promise<void> {
  const example = `${request.method} ${request.path} ${JSON.stringify(request.headers)} ${request.body?.toString("utf8") ?? ""}`;
  const begun = performance.now();
  try {
    const response = await sendOverWire(server.origin, request);
    if (response === "closed") {
      tally.closed += 1;
      return;
    }
    count(tally, response.status);
    // What Node's parser refuses never reaches the app, and has neither its headers nor its form.
    if (response.headers["x-request-id"] === undefined && (response.status === 400 || response.status === 431)) return;
    for (const fault of judgeResponse(request.method, request.path, response)) note(tally, fault, example);
  } catch (error) {
    note(tally, String(error).slice(0, 80), example);
  } finally {
    tally.slowest = Math.max(tally.slowest, performance.now() - begun);
  }
}

async function tryBytes(tally: Tally, bytes: Buffer): Promise<void> {
  const said = await sendBytes(server.origin, bytes, PATIENCE_MS).catch((error: unknown) => `failed: ${String(error)}`);
  const [, status] = /^HTTP\/1\.[01] (\d{3})/u.exec(said) ?? [];
  if (status === undefined) tally.closed += 1;
  else count(tally, Number(status));
  if (said.startsWith("failed") || Number(status ?? 0) >= 500)
    note(tally, said.slice(0, 80), JSON.stringify(bytes.toString("latin1")));
}

/** Tries so many, a few at once, until the time is up or the server is gone. */
async function tryAll<Tried>(
  tally: Tally,
  arbitrary: fc.Arbitrary<Tried>,
  attempt: (tally: Tally, tried: Tried) => Promise<void>,
): Promise<Tally> {
  const begun = performance.now();
  for (let made = 0; made < runs && performance.now() - begun < longest && !hasEnded; made += CHUNK) {
    const waiting = fc.sample(arbitrary, { numRuns: Math.min(CHUNK, runs - made), seed: seed + made });
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined && !hasEnded; next = waiting.pop()) {
        await attempt(tally, next);
        tally.runs += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
  process.stderr.write(`\r${tally.name}: ${tally.runs}\u001b[K`);
  return tally;
}

const tallies: Tally[] = [];
const wanted = FUZZED_ROUTES.filter(({ name }) => values.only === undefined || name === values.only);
for (const route of wanted) tallies.push(await tryAll(newTally(route.name), fuzzRequests(route), tryRequest));
if (values.only === undefined) tallies.push(await tryAll(newTally("bytes that are no HTTP"), fuzzBytes, tryBytes));
const lives = !hasEnded && (await fetch(`${server.origin}/readyz`).catch(() => undefined))?.ok === true;
closeConnections();
await server.stop();
rmSync(folder, { recursive: true, force: true });

const inRange = ({ statuses }: Tally, from: number): string =>
  String(
    Array.from(statuses, ([status, times]) => (status >= from && status < from + 100 ? times : 0)).reduce(
      (sum, times) => sum + times,
      0,
    ),
  );
process.stderr.write("\r\u001b[K");
console.log(
  textTable([
    ["route", "runs", "2xx", "3xx", "4xx", "5xx", "hung up", "faults", "slowest ms"],
    ...tallies.map((tally) => [
      tally.name,
      String(tally.runs),
      ...[200, 300, 400, 500].map((from) => inRange(tally, from)),
      String(tally.closed),
      String(Array.from(tally.faults.values()).reduce((sum, { count: times }) => sum + times, 0)),
      String(Math.round(tally.slowest)),
    ]),
  ]),
);
for (const { name, faults } of tallies) {
  for (const [fault, { count: times, example }] of faults) console.log(`\n${name}: ${fault} (${times})\n  ${example}`);
}
const logged = server
  .log()
  .split("\n")
  .filter((line) => /"level":(?:"(?:error|fatal)"|[56]0,)/u.test(line));
const failed = tallies.some(({ faults }) => faults.size > 0) || logged.length > 0 || !lives;
console.log(
  `\n${tallies.reduce((sum, tally) => sum + tally.runs, 0)} requests, ${logged.length} errors in the log, the server ${lives ? "lives" : "is gone"}`,
);
for (const line of logged.slice(0, 5)) console.log(line.slice(0, 500));
process.exitCode = failed ? 1 : 0;
