import { readFile } from "node:fs/promises";
import { type Asset, createAsset, SCRIPT } from "./asset.ts";
import { bundleClient, clientPath } from "./bundle-client.ts";

/** Browser files by name: "chat.js", "site.css"; undefined for an unknown name. */
export type Assets = (name: string) => Promise<Asset | undefined>;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0017c1"/><path d="M9 9h14v10H17l-5 5v-5H9z" fill="#fff"/></svg>`;

const script = (entry: string) => async (): Promise<Asset> => createAsset(await bundleClient(entry), SCRIPT);

const SOURCES: Record<string, () => Promise<Asset>> = {
  "chat.js": script("chat.tsx"),
  "reader.js": script("reader.ts"),
  "browse.js": script("browse.ts"),
  "site.css": async () => createAsset(await bundleClient("styles/site.css"), "text/css; charset=utf-8"),
  "icon.svg": async () => createAsset(ICON, "image/svg+xml"),
  "share.png": async () => createAsset(await readFile(clientPath("share.png")), "image/png"),
};

/** Browser files, made on first use and kept: web/client bundled in memory, so that there is no build step. */
export function clientAssets(): Assets {
  const made = new Map<string, Promise<Asset>>();
  return async (name) => {
    const make = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
    if (!make) return undefined;
    const asset = made.get(name) ?? make();
    made.set(name, asset);
    // A failed build is tried again at the next request.
    asset.catch(() => made.delete(name));
    return asset;
  };
}
