import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeWithTsx } from "../node-with-tsx.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a script in a fresh process and gives what it printed as JSON. Throws with its error output when it fails. */
export async function runScript(script: string, parameters: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, nodeWithTsx(script, parameters), { cwd: PROJECT });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`${script} ${parameters.join(" ")} ended with ${code}: ${errors}`);
  return JSON.parse(output);
}
