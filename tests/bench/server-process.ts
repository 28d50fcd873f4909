import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { nodeWithTsx } from "../node-with-tsx.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const ASK_AGAIN_MS = 10;
const GIVE_UP_MS = 60_000;

export interface RunningServer {
  /** "http://127.0.0.1:40123" */
  origin: string;
  /** From the start of the process to the first 200 of /readyz, ms. */
  readyMs: number;
  /** Resident memory now, MB (10^6 bytes); undefined where there is no /proc. */
  residentMegabytes(): Promise<number | undefined>;
  /** Everything it printed so far: why it failed, when it did. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts the server on a free port, without limits, with its data in `directory`, and waits until it is ready. */
export async function startServer(directory: string): Promise<RunningServer> {
  const begun = performance.now();
  const child = spawn(process.execPath, nodeWithTsx("src/server.ts"), {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, PORT: "0", ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0", DATA_DIR: directory },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    const origin = await printedOrigin(child, () => output);
    await untilReady(origin, begun);
    const readyMs = performance.now() - begun;
    return { origin, readyMs, residentMegabytes: () => residentMegabytes(child.pid), output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the server prints as soon as it listens. */
function printedOrigin(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      const [origin] = /http:\/\/[\w.]+:\d+/u.exec(output()) ?? [];
      if (origin) resolve(origin);
    });
    child.on("close", () => reject(new Error(`the server ended: ${output()}`)));
  });
}

async function untilReady(origin: string, begun: number): Promise<void> {
  while (performance.now() - begun < GIVE_UP_MS) {
    // A busy machine may let the kept connection run out while the index is built: then it is asked anew.
    const response = await fetch(`${origin}/readyz`).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  throw new Error(`${origin} is not ready after ${GIVE_UP_MS} ms`);
}

async function residentMegabytes(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, kibibytes] = /^VmRSS:\s*(\d+) kB/mu.exec(status) ?? [];
  return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
}
