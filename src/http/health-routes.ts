import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Dependencies } from "./service.ts";

/** /healthz: the process lives. /readyz: index and model are loaded. Never limited. */
export function addHealthRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", (context) => {
    const library = dependencies.library();
    if (!library) return context.json({ status: "loading" }, 503, { "Retry-After": "1" });
    return context.json({ status: "ready", editions: library.editions });
  });
}
