import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { renderPage } from "../../web/pages/render-page.ts";
import { WidgetDemoPage } from "../../web/pages/widget-demo-page.tsx";
import type { Asset } from "../asset.ts";
import { isAllowedOrigin } from "./check-origin.ts";
import { pageFrame } from "./page-frame.ts";
import { Problem } from "./problem.ts";
import type { Dependencies } from "./service.ts";

const YEAR_SECONDS = 31_536_000;

const NO_FILES: ReadonlySet<string> = new Set(["/widget/demo", "/widget/origin"]);

/**
 * Whether a path is one of the widget's files: code that any site may load, and nothing else. What they may ask is decided by
 * the API's check of the origin.
 */
export const isWidgetFile = (path: string): boolean =>
  path === "/widget.js" || (path.startsWith("/widget/") && !NO_FILES.has(path));

/** The widget's files, a page that shows it, and what tells a site's developer why it may not ask. */
export function addWidgetRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  const { settings, widget } = dependencies;

  const send = (context: Context, asset: Asset, cacheControl: string) => {
    const headers = {
      "Content-Type": asset.type,
      "Cache-Control": cacheControl,
      ETag: asset.tag,
      // A module of another site is always loaded with CORS.
      "Access-Control-Allow-Origin": "*",
    };
    if (context.req.header("If-None-Match") === asset.tag) return context.body(null, 304, headers);
    return context.body(asset.body, 200, headers);
  };

  app.get("/widget.js", async (context) => send(context, (await widget()).loader, "no-cache"));

  app.get("/widget/demo", async (context) => {
    const { version } = await widget();
    const frame = pageFrame(context, dependencies);
    const address = `${frame.origin}${settings.BASE_PATH}`;
    return context.html(renderPage(<WidgetDemoPage {...frame} address={address} version={version} />));
  });

  app.get("/widget/origin", (context) => {
    context.header("Access-Control-Allow-Origin", "*");
    context.header("Cache-Control", "no-store");
    context.header("Vary", "Origin");
    const { ALLOWED_ORIGINS, PUBLIC_URL } = settings;
    const allowed = isAllowedOrigin(
      context.req.header("Origin"),
      context.req.header("Host"),
      ALLOWED_ORIGINS,
      PUBLIC_URL,
    );
    return context.json({ allowed });
  });

  app.get("/widget/:name", async (context) => {
    const name = context.req.param("name");
    const asset = (await widget()).named.get(name);
    if (!asset) throw new Problem(404, "asset_not_found", "ファイルがありません。", "アドレスを確かめてください。");
    return send(context, asset, name.includes("-") ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
  });
}
