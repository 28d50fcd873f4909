import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Runtime imports each folder may have beside its own; `import type` is free within the flow. */
const RUNTIME: Record<string, readonly string[]> = {
  ingest: [],
  index: ["ingest/collection.ts", "ingest/saved-file"],
  src: ["ingest", "index", "web/pages", "web/client/site.ts", "web/client/strings.ts", "web/client/lay-out-page.ts"],
  "web/pages": ["web/client/views", "web/client/site.ts", "web/client/strings.ts", "web/client/cite-measure.ts"],
  "web/client": [],
};
const TYPES: Record<string, readonly string[]> = {
  ingest: [],
  index: ["ingest"],
  src: ["ingest", "index", "web"],
  "web/pages": ["ingest", "src", "web"],
  "web/client": ["ingest", "src", "web"],
};

/** What of web/client the server runs too, beside the views: nothing that needs a browser. */
const SHARED_WITH_THE_SERVER = [
  "web/client/answer-markdown.ts",
  "web/client/cite-measure.ts",
  "web/client/find-quote.ts",
  "web/client/lay-out-page.ts",
  "web/client/sends-on-enter.ts",
  "web/client/site.ts",
  "web/client/strings.ts",
];
/** What a browser loads: these begin their work as soon as they are imported. */
const ENTRIES = ["web/client/chat.tsx", "web/client/reader.ts", "web/client/browse.ts"];

interface Import {
  file: string;
  /** A file of ours from the root, or a package. */
  target: string;
  typeOnly: boolean;
}

const PATTERN =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|(?:^|\n)\s*import\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;

function importsOfFile(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return Array.from(text.matchAll(PATTERN), ([, typeOnly, from, alone, dynamic]) => {
    const name = from ?? alone ?? dynamic ?? "";
    const target = name.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name;
    return { file, target, typeOnly: typeOnly !== undefined };
  });
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((name) => join(folder, name));

const importsOf = (folder: string): Import[] => filesOf(folder).flatMap(importsOfFile);
const isOurs = ({ target }: Import): boolean => /\.tsx?$/.test(target);
const within = (target: string, folder: string): boolean => target === folder || target.startsWith(`${folder}/`);

/** Modules of web/ that run where `files` run. */
function reachedInWeb(files: readonly string[]): string[] {
  const reached = new Set<string>();
  const waiting = files.filter((file) => within(file, "web"));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...importsOfFile(file).flatMap((found) => (found.typeOnly || !isOurs(found) ? [] : [found.target])));
  }
  return Array.from(reached).sort();
}

const onTheServer = reachedInWeb([
  ...filesOf("web/pages"),
  ...importsOf("src").flatMap(({ target, typeOnly }) => (typeOnly ? [] : [target])),
]);

describe.each(Object.keys(RUNTIME))("%s", (folder) => {
  const imports = importsOf(folder).filter((found) => isOurs(found) && !within(found.target, folder));
  const atRunTime = imports.filter(({ typeOnly }) => !typeOnly);

  it("imports at run time only what lies before it in the flow", () => {
    const allowed = RUNTIME[folder] ?? [];
    const against = atRunTime.filter(({ target }) => !allowed.some((place) => within(target, place)));
    expect(against).toEqual([]);
  });

  it("imports types only along the flow", () => {
    const allowed = TYPES[folder] ?? [];
    const against = imports.filter(
      ({ typeOnly, target }) => typeOnly && !allowed.some((place) => within(target, place)),
    );
    expect(against).toEqual([]);
  });

  it("is allowed nothing that it does not import", () => {
    const unused = (RUNTIME[folder] ?? []).filter((place) => !atRunTime.some(({ target }) => within(target, place)));
    expect(unused).toEqual([]);
  });
});

describe("what the server runs of web/", () => {
  it("is the pages, views, and the modules listed here", () => {
    const other = onTheServer.filter((file) => !within(file, "web/pages") && !within(file, "web/client/views"));
    expect(other).toEqual(SHARED_WITH_THE_SERVER);
  });

  it("reaches none of the files that a browser starts with", () => {
    expect(onTheServer.filter((file) => ENTRIES.includes(file))).toEqual([]);
    expect(reachedInWeb(ENTRIES)).toEqual(expect.arrayContaining(ENTRIES));
  });

  describe("when Node imports it", () => {
    const BROWSER = ["window", "document", "navigator", "localStorage", "sessionStorage", "location", "history"];
    const before = BROWSER.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
    let touched: string[] = [];

    beforeEach(() => {
      touched = [];
      for (const name of BROWSER) {
        const get = () => void touched.push(name);
        Object.defineProperty(globalThis, name, { configurable: true, get });
      }
    });
    afterEach(() => {
      for (const [name, descriptor] of before) {
        Reflect.deleteProperty(globalThis, name);
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      }
    });

    it("touches nothing that only a browser has", async () => {
      const modules = await Promise.all(onTheServer.map((file): Promise<object> => import(join(ROOT, file))));
      expect(modules.filter((module) => Object.keys(module).length === 0)).toEqual([]);
      expect(touched).toEqual([]);
    });

    it.each(ENTRIES)("would be caught if it were %s", async (file) => {
      await expect(import(join(ROOT, file))).rejects.toThrow();
      expect(touched).not.toEqual([]);
    });
  });
});

describe("packages of web/", () => {
  it("are preact and what renders it, so that nothing of the server is sent to a browser", () => {
    const packages = importsOf("web").filter((found) => !isOurs(found) && !found.typeOnly);
    const named = (files: string[]) => Array.from(new Set(files)).sort();
    expect(named(packages.map(({ target }) => target))).toEqual(["preact", "preact-render-to-string", "preact/hooks"]);
    const rendering = packages.filter(({ target }) => target === "preact-render-to-string");
    expect(rendering.map(({ file }) => file)).toEqual(["web/pages/render-page.ts"]);
  });
});

it("reads the environment in config.ts only", () => {
  const readers = ["ingest", "index", "src", "web"]
    .flatMap(filesOf)
    .filter((file) => readFileSync(join(ROOT, file), "utf8").includes("process.env"));
  expect(readers.sort()).toEqual(["src/ask.ts", "src/cli.ts", "src/server.ts"]);
});
