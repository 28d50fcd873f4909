import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../bench/quantile.ts";
import { type LoadReport, runMixedLoad } from "./mixed-load.ts";
import { requestMix } from "./request-mix.ts";
import { type ServerUnderLoad, startUnderLoad } from "./server-under-load.ts";
import { type Point, slope } from "./slope.ts";

const USAGE = "usage: tests/reliability/soak.ts [--minutes 10] [--warm-up 5] [--connections 50]";
const MINUTE_MS = 60_000;
const SAMPLE_MS = 2000;
/** The monitor's own interval, which every delay that it records holds. */
const MONITOR_MS = 10;
const LIMITS = { slopeMegabytes: 10, blockMs: 50 };

/**
 * Everything that people ask, over and over, without a pause: errors, growth of memory, longest pauses of the server. Only on
 * this machine, with a server and a folder of its own. Ends with 1 where a limit is broken.
 */
async function main(): Promise<void> {
  const { minutes, warmUp, connections } = readOptions();
  const directory = mkdtempSync(join(tmpdir(), "shisaku-soak-"));
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, Node ${process.version}, load ${loads()}`);
  console.log(`${connections} connections, ${warmUp} + ${minutes} minutes\n`);
  let server: ServerUnderLoad | undefined;
  try {
    server = await startUnderLoad(directory, { ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0", OPEN_ASKS: "0" });
    const mix = requestMix();
    const warmed = await runMixedLoad(server.origin, mix, connections, warmUp * MINUTE_MS);
    // Reading them begins a new interval of the event loop's monitor.
    await server.metrics();
    const memory = sampleMemory(server);
    const report = await runMixedLoad(server.origin, mix, connections, minutes * MINUTE_MS);
    const points = memory.stop();
    const metrics = await server.metrics();
    print({ ...report, errors: [...warmed.errors, ...report.errors] }, points, metrics, minutes);
  } finally {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function print(
  report: LoadReport,
  points: readonly Point[],
  metrics: ReadonlyMap<string, number>,
  minutes: number,
): void {
  const growth = slope(points) * 10;
  const block = (metrics.get("nodejs_eventloop_lag_p99_seconds") ?? 0) * 1000 - MONITOR_MS;
  const longest = (metrics.get("nodejs_eventloop_lag_max_seconds") ?? 0) * 1000 - MONITOR_MS;
  const resident = points.map(({ y }) => y);
  for (const [name, times] of report.times) {
    const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)].map((time) => time.toFixed(0));
    console.log(`  ${name.padEnd(18)} ${String(times.length).padStart(7)} times, p50 ${p50} ms, p99 ${p99} ms`);
  }
  for (const error of report.errors.slice(0, 20)) console.log(`  ! ${error}`);
  console.log(`\nrequests ${report.requests} (${(report.requests / minutes / 60).toFixed(0)} a second)`);
  console.log(`errors ${report.errors.length}`);
  console.log(
    `resident memory ${Math.min(...resident).toFixed(0)} to ${Math.max(...resident).toFixed(0)} MB, slope ${growth.toFixed(1)} MB in 10 minutes`,
  );
  console.log(`  by the minute: ${byMinute(points).join(" ")}`);
  console.log(`event loop blocked, p99 ${block.toFixed(0)} ms, longest ${longest.toFixed(0)} ms; load ${loads()}`);
  if (report.errors.length > 0 || growth > LIMITS.slopeMegabytes || block > LIMITS.blockMs) process.exitCode = 1;
}

/** Minutes and megabytes, until it is stopped. */
function sampleMemory(server: ServerUnderLoad): { stop: () => Point[] } {
  const begun = performance.now();
  const points: Point[] = [];
  const timer = setInterval(async () => {
    const y = await server.residentMegabytes();
    points.push({ x: (performance.now() - begun) / MINUTE_MS, y });
  }, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return points;
    },
  };
}

/** The mean of each minute, megabytes. */
function byMinute(points: readonly Point[]): string[] {
  const last = Math.floor(points.at(-1)?.x ?? -1);
  return Array.from({ length: last + 1 }, (_, minute) => {
    const within = points.filter(({ x }) => Math.floor(x) === minute).map(({ y }) => y);
    return (within.reduce((sum, y) => sum + y, 0) / within.length).toFixed(0);
  });
}

const loads = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(" ");

function readOptions(): { minutes: number; warmUp: number; connections: number } {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      "warm-up": { type: "string", default: "5" },
      connections: { type: "string", default: "50" },
    },
  });
  const [minutes, warmUp, connections] = [values.minutes, values["warm-up"], values.connections].map(Number);
  for (const number of [minutes, warmUp, connections]) if (!(Number(number) > 0)) throw new Error(USAGE);
  return { minutes: minutes ?? 0, warmUp: warmUp ?? 0, connections: connections ?? 0 };
}

await main();
