import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const installed = (path: string): string => join(ROOT, "node_modules", path);

export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

/** A project of somebody else that has installed ours, in a temporary folder: node_modules holds links to the real files. */
export class OutsideProject {
  readonly folder = mkdtempSync(join(tmpdir(), "outside-project-"));
  readonly #running = new Set<ChildProcess>();

  constructor(files: Readonly<Record<string, string>>) {
    const modules = join(this.folder, "node_modules");
    mkdirSync(modules);
    symlinkSync(ROOT, join(modules, "shisaku-navi"));
    for (const name of ["@langchain", "@types"]) symlinkSync(installed(name), join(modules, name));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  /** Runs one of its programs by tsx, with these variables and no others of ours. */
  run(file: string, environment: Readonly<Record<string, string>>): Promise<Ended> {
    return this.#end(["--import", installed("tsx/dist/loader.mjs"), file], environment);
  }

  /** What the compiler says of all its files. */
  checkTypes(): Promise<Ended> {
    return this.#end([installed("typescript/bin/tsc"), "--project", "tsconfig.json"], {});
  }

  remove(): void {
    for (const child of this.#running) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  #end(programArguments: string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
    const child = spawn(process.execPath, programArguments, {
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? "", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    const ended: Ended = { code: null, output: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      ended.output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      ended.errors += text;
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        this.#running.delete(child);
        resolve({ ...ended, code });
      });
    });
  }
}
