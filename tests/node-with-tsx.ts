import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  scripts: Record<string, string>;
};

/**
 * What Node is given to run a program of ours as its script in package.json does: Node's own options where the script names
 * some, and tsx inside the process, so that its id, memory and end are its own.
 */
export function nodeWithTsx(file: string, parameters: readonly string[] = []): string[] {
  const [, options = "--import tsx"] =
    Object.values(scripts)
      .map((script) => /^node (.+) (\S+)$/u.exec(script))
      .find((match) => match?.[2] === file) ?? [];
  return [...options.split(" "), file, ...parameters];
}
