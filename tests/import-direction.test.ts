import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Runtime imports each folder may have beside its own; `import type` is free within the flow. */
const RUNTIME: Record<string, readonly string[]> = {
  ingest: [],
  index: ["ingest/collection.ts"],
  src: ["ingest", "index", "web/pages"],
  "web/pages": ["web/client/answer-markdown.ts", "web/client/citation-label.ts"],
  "web/client": [],
};
const TYPES: Record<string, readonly string[]> = {
  ingest: [],
  index: ["ingest"],
  src: ["ingest", "index", "web"],
  "web/pages": ["ingest", "src", "web"],
  "web/client": ["ingest", "src", "web"],
};

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

function importsOf(folder: string): Import[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return files.flatMap((name) => {
    const file = join(folder, name);
    const text = readFileSync(join(ROOT, file), "utf8");
    const pattern = /(?:^|\n)\s*(import|export)\s+(type\s)?[^;]*?from\s+"(\.[^"]+)"|import\(\s*"(\.[^"]+)"\s*\)/g;
    return Array.from(text.matchAll(pattern), (match) => ({
      file,
      target: relative(ROOT, resolve(ROOT, dirname(file), match[3] ?? match[4] ?? "")),
      typeOnly: match[2] !== undefined,
    }));
  });
}

const within = (target: string, folder: string): boolean => target === folder || target.startsWith(`${folder}/`);

describe.each(Object.keys(RUNTIME))("%s", (folder) => {
  const imports = importsOf(folder).filter(({ target }) => !within(target, folder));

  it("imports at run time only what lies before it in the flow", () => {
    const against = imports.filter(
      ({ typeOnly, target }) => !typeOnly && !(RUNTIME[folder] ?? []).some((allowed) => within(target, allowed)),
    );
    expect(against).toEqual([]);
  });

  it("imports types only along the flow", () => {
    const against = imports.filter(
      ({ typeOnly, target }) => typeOnly && !(TYPES[folder] ?? []).some((allowed) => within(target, allowed)),
    );
    expect(against).toEqual([]);
  });
});

it("reads the environment in config.ts only", () => {
  const readers = ["ingest", "index", "src", "web"]
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((file) => /\.tsx?$/.test(file) && readFileSync(join(ROOT, file), "utf8").includes("process.env"));
  expect(readers.sort()).toEqual(["src/ask.ts", "src/server.ts"]);
});
