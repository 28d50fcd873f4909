import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { spawnProgram } from "../spawned.ts";

const READY_MS = 60_000;
const MEGABYTE = 1e6;

export interface ServerUnderLoad {
  /** "http://127.0.0.1:40123" and BASE_PATH. */
  origin: string;
  pid: number;
  /** Everything it printed so far on standard output: the log. */
  log(): string;
  /** Resident memory now, megabytes of 10^6 bytes. */
  residentMegabytes(): Promise<number>;
  /** Its numbers for Prometheus, by name and labels: `shisaku_answers_total{kind="answer",mode="extractive"}`. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  signal(signal: NodeJS.Signals): void;
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** The server as `npm start` runs it, on a free port of the loopback, with its data in `directory`; ready when this resolves. */
export async function startUnderLoad(
  directory: string,
  settings: Record<string, string> = {},
): Promise<ServerUnderLoad> {
  const {
    process: child,
    printed,
    ended,
  } = spawnProgram("src/server.ts", [], {
    PORT: "0",
    DATA_DIR: directory,
    ...settings,
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  const pid = child.pid ?? 0;
  try {
    const origin = await readyOrigin(() => printed.stdout, settings.BASE_PATH ?? "", ended);
    return {
      origin,
      pid,
      log: () => printed.stdout,
      residentMegabytes: () => residentMegabytes(pid),
      metrics: async () => readMetrics(await (await fetch(`${origin}/metrics`)).text()),
      signal: (signal) => void child.kill(signal),
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}: ${printed.stdout}${printed.stderr}`, { cause: error });
  }
}

async function readyOrigin(log: () => string, basePath: string, ended: Promise<number | null>): Promise<string> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const begun = performance.now();
  while (performance.now() - begun < READY_MS && !hasEnded) {
    const [, address] = /(http:\/\/[\w.]+:\d+)/u.exec(log()) ?? [];
    const origin = address && `${address}${basePath}`;
    if (origin && (await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) return origin;
    await pause(20);
  }
  throw new Error("the server did not get ready");
}

/** Of Linux. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const [, kibibytes] = /^VmRSS:\s*(\d+) kB/mu.exec(status) ?? [];
  return (Number(kibibytes) * 1024) / MEGABYTE;
}

/** The samples of a page in Prometheus' text format. */
export function readMetrics(text: string): ReadonlyMap<string, number> {
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    samples.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
