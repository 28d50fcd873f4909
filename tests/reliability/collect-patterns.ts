import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vitest/node";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A regular expression of ours, and where it is written or was made. */
export interface Pattern {
  source: string;
  flags: string;
  file: string;
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => join(folder, name))
    .sort();

/** Every regular expression that is written out in a folder's TypeScript, by the parser's word for it. */
export const writtenPatterns = (folder: string): Pattern[] =>
  filesOf(folder).flatMap((file) => {
    const program = parseAst(readFileSync(join(ROOT, file), "utf8"), { lang: file.endsWith("x") ? "tsx" : "ts" });
    return literalsIn(program).map(({ pattern, flags }) => ({ source: pattern, flags, file }));
  });

function literalsIn(node: unknown): { pattern: string; flags: string }[] {
  if (typeof node !== "object" || node === null) return [];
  if ("regex" in node && isLiteral(node.regex)) return [node.regex];
  return Object.values(node).flatMap(literalsIn);
}

const isLiteral = (value: unknown): value is { pattern: string; flags: string } =>
  typeof value === "object" && value !== null && "pattern" in value && "flags" in value;

const FRAME = /^\s+at /u;
const HERE = /collect-patterns/u;
/** A frame of our own code, from the root. */
const OURS = new RegExp(`${ROOT}((?:src|index|ingest|web)/[^:()]+)`, "u");

/**
 * Every regular expression that is put together while `work` runs: those of modules that it imports for the first time, and
 * those that its calls make. Named after the file that made them.
 */
export async function madePatterns(work: () => Promise<void>): Promise<Pattern[]> {
  const made = new Map<string, Pattern>();
  const original = globalThis.RegExp;
  const note = (expression: RegExp): RegExp => {
    const { source, flags } = expression;
    const [maker = ""] = (new Error("made").stack ?? "")
      .split("\n")
      .filter((line) => FRAME.test(line) && !HERE.test(line));
    const path = OURS.exec(maker)?.[1];
    if (path !== undefined) made.set(`/${source}/${flags}`, { source, flags, file: path });
    return expression;
  };
  globalThis.RegExp = new Proxy(original, {
    construct: (target, given: [string | RegExp, string?]) => note(new target(...given)),
    apply: (target, _this, given: [string | RegExp, string?]) => note(target(...given)),
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = original;
  }
  return Array.from(made.values());
}
