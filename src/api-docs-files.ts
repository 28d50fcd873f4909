import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Asset, createAsset, SCRIPT } from "./asset.ts";
import { bundleClient } from "./bundle-client.ts";

const STYLE = "text/css; charset=utf-8";

/** Of Swagger UI only these are served; its pages, maps and other builds are not. */
const SOURCES: Readonly<Record<string, () => Promise<Asset>>> = {
  "swagger-ui.css": async () => createAsset(withoutSourceMap(await readSwaggerUi("swagger-ui.css")), STYLE),
  "swagger-ui-bundle.js": async () => createAsset(await readSwaggerUi("swagger-ui-bundle.js"), SCRIPT),
  "api-docs.css": async () => createAsset(await bundleClient("styles/api-docs.css"), STYLE),
  "api-docs.js": async () => createAsset(await bundleClient("api-docs.ts"), SCRIPT),
};

/** The files of the page that shows the API's description, by name; read on first use and kept. Undefined for an unknown name. */
export function apiDocsFiles(): (name: string) => Promise<Asset | undefined> {
  const made = new Map<string, Promise<Asset>>();
  return async (name) => {
    const make = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
    if (!make) return undefined;
    const asset = made.get(name) ?? make();
    made.set(name, asset);
    // What could not be read is tried again at the next request.
    asset.catch(() => made.delete(name));
    return asset;
  };
}

/** From the installed package: the page asks no other host. */
function readSwaggerUi(name: string): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  return readFile(join(resolve("swagger-ui-dist/package.json"), "..", name), "utf8");
}

/** The map is not served; a browser's developer tools would ask for it. */
const withoutSourceMap = (css: string): string => css.replace(/\/\*# sourceMappingURL=[^*]*\*\/\s*$/u, "");
