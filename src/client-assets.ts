import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const clientPath = (file: string): string => fileURLToPath(new URL(`../web/client/${file}`, import.meta.url));

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0017c1"/><path d="M9 9h14v10H17l-5 5v-5H9z" fill="#fff"/></svg>`;

const SOURCES: Record<string, { type: string; make: () => Promise<string> }> = {
  "chat.js": { type: "text/javascript; charset=utf-8", make: () => bundle("chat.ts") },
  "chat.css": { type: "text/css; charset=utf-8", make: () => readFile(clientPath("chat.css"), "utf8") },
  "icon.svg": { type: "image/svg+xml", make: async () => ICON },
};

/** Browser files, made on first use and kept: TypeScript of web/client bundled in memory, so that there is no build step. */
export function clientAssets(): (name: string) => Promise<{ body: string; type: string } | undefined> {
  const made = new Map<string, Promise<string>>();
  return async (name) => {
    const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
    if (!source) return undefined;
    const body = made.get(name) ?? source.make();
    made.set(name, body);
    // A failed build is tried again at the next request.
    body.catch(() => made.delete(name));
    return { body: await body, type: source.type };
  };
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [clientPath(entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
  });
  return result.outputFiles[0]?.text ?? "";
}
