import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeWithTsx } from "./node-with-tsx.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

export interface Spawned {
  process: ChildProcess;
  /** What it has printed so far. */
  printed: { stdout: string; stderr: string };
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
}

/** A program of ours as `npm run` would start it, with these settings and no others of ours; `input` is its standard input. */
export function spawnProgram(
  file: string,
  commandArguments: string[],
  settings: Record<string, string>,
  input?: string,
): Spawned {
  const child = spawn(process.execPath, nodeWithTsx(file, commandArguments), {
    cwd: PROJECT,
    env: { PATH: process.env.PATH ?? "", NO_COLOR: "1", ...settings },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input ?? "");
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { process: child, printed, ended };
}
