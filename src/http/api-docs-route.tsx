import type { OpenAPIHono } from "@hono/zod-openapi";
import { ApiDocsPage } from "../../web/pages/api-docs-page.tsx";
import { renderPage } from "../../web/pages/render-page.ts";
import { apiDocsFiles } from "../api-docs-files.ts";
import { pageFrame } from "./page-frame.ts";
import { Problem } from "./problem.ts";
import type { Dependencies } from "./service.ts";

export const API_DOCS_PATH = "/docs";

/** The API's description as a page to read and try, by Swagger UI from this server alone. */
export function addApiDocsRoute(app: OpenAPIHono, dependencies: Dependencies): void {
  const files = apiDocsFiles();

  app.get(API_DOCS_PATH, (context) =>
    context.html(renderPage(<ApiDocsPage {...pageFrame(context, dependencies)} files={API_DOCS_PATH} />)),
  );

  app.get(`${API_DOCS_PATH}/:name`, async (context) => {
    const file = await files(context.req.param("name"));
    if (!file) throw new Problem(404, "asset_not_found", "ファイルがありません。", "アドレスを確かめてください。");
    const headers = { "Content-Type": file.type, "Cache-Control": "no-cache", ETag: file.tag };
    if (context.req.header("If-None-Match") === file.tag) return context.body(null, 304, headers);
    return context.body(file.body, 200, headers);
  });
}
