import { createHash } from "node:crypto";
import { type Asset, contentName, createAsset, SCRIPT } from "./asset.ts";
import { bundleClient } from "./bundle-client.ts";

/** The files that other sites load. */
export interface WidgetFiles {
  /** `/widget.js`: always the newest loader. */
  loader: Asset;
  /** Below `/widget/`, by name. Names made of their content never change what they give. */
  named: ReadonlyMap<string, Asset>;
  /** Name of the loader's content below `/widget/`, and its hash for `integrity`. */
  version: { name: string; integrity: string };
}

/** Makes the widget's files on first use and keeps them; a failed build is tried again. */
export function widgetFiles(): () => Promise<WidgetFiles> {
  let made: Promise<WidgetFiles> | undefined;
  return () => {
    made ??= build();
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
}

/** The loader names the panel by its content: a loader held by its hash loads the one panel it was built with. */
async function build(): Promise<WidgetFiles> {
  const style = ownUnits(await bundleClient("styles/widget.css"));
  const panel = await bundleClient("widget/widget-panel.tsx", { define: { WIDGET_STYLE: JSON.stringify(style) } });
  const panelFile = `panel-${contentName(panel)}.js`;
  const define = { PANEL_FILE: JSON.stringify(panelFile) };
  const loader = await bundleClient("widget/register-widget.ts", { format: "iife", define });
  const module = await bundleClient("widget/widget-module.ts", { define });
  const name = `widget-${contentName(loader)}.js`;
  const named = new Map([
    [panelFile, createAsset(panel, SCRIPT)],
    [name, createAsset(loader, SCRIPT)],
    ["widget.mjs", createAsset(module, SCRIPT)],
  ]);
  const integrity = `sha384-${createHash("sha384").update(loader).digest("base64")}`;
  return { loader: createAsset(loader, SCRIPT), named, version: { name, integrity } };
}

const PIXELS_PER_REM = 16;

/** A page may set its root's font size and variables: ours are those of the widget's outermost element, in pixels. */
function ownUnits(css: string): string {
  return css
    .replace(/(?<![\w-])(-?(?:\d+\.?\d*|\.\d+))rem\b/gu, (_, size: string) => `${Number(size) * PIXELS_PER_REM}px`)
    .replaceAll(":root", ".layer");
}
