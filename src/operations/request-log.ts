import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.ts";

/** The header by which a line of the log is found again for a response. */
export const REQUEST_ID = "X-Request-Id";

/** The id of the request that is being answered, for whatever is logged meanwhile; undefined outside of one. */
export const requestIds = new AsyncLocalStorage<string>();

/** A label with whatever a client sends as a method would have no end. */
const KNOWN_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

/**
 * One line a request, and its numbers: id, method, route, status, milliseconds until the response begins. No address, no
 * question, no header: the route is the pattern of whatever answered or refused, for the path may hold a question (`/?ask=…`).
 */
export function observeRequests(log: Pick<Logger, "info">, metrics: Metrics): MiddlewareHandler {
  return async (context, next) => {
    const begun = performance.now();
    const requestId = randomUUID();
    await requestIds.run(requestId, next);
    const milliseconds = performance.now() - begun;
    const { status } = context.res;
    const method = KNOWN_METHODS.has(context.req.method) ? context.req.method : "other";
    const route = routePath(context);
    context.res.headers.set(REQUEST_ID, requestId);
    metrics.addRequest({ route, method, status, seconds: milliseconds / 1000 });
    log.info({ requestId, method, route, status, ms: Math.round(milliseconds * 10) / 10 }, "request");
  };
}
