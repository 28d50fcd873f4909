import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Dependencies } from "./service.ts";

/**
 * /healthz: the process lives. /readyz: index and model are loaded and questions are taken; a language model that does not
 * answer makes it "degraded", still 200, for the extractive answers go on. /metrics for Prometheus. Never limited.
 */
export function addHealthRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", (context) => {
    const { lifecycle, modelAnswers } = dependencies.operations;
    if (lifecycle.isStopping) return context.json({ status: "stopping" }, 503);
    const library = dependencies.library();
    if (!library) return context.json({ status: "loading" }, 503, { "Retry-After": "1" });
    const status = modelAnswers() === false ? "degraded" : "ready";
    return context.json({ status, editions: library.editions });
  });
  app.get("/metrics", async (context) => {
    const { registry } = dependencies.operations.metrics;
    return context.body(await registry.metrics(), 200, { "Content-Type": registry.contentType });
  });
}
