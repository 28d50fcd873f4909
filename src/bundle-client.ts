import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const clientPath = (file: string): string => fileURLToPath(new URL(`../web/client/${file}`, import.meta.url));

interface BundleOptions {
  /** "iife" for a classic script; a module otherwise. */
  format?: "esm" | "iife";
  /** Names the code declares, and the expressions put in their place. */
  define?: Readonly<Record<string, string>>;
}

/** One browser file of web/client with all it imports, minified. TypeScript or CSS by the entry's ending. */
export async function bundleClient(
  entry: string,
  { format = "esm", define = {} }: BundleOptions = {},
): Promise<string> {
  const result = await build({
    entryPoints: [clientPath(entry)],
    bundle: true,
    write: false,
    format,
    define,
    target: "es2022",
    minify: true,
    charset: "utf8",
  });
  return result.outputFiles[0]?.text ?? "";
}
