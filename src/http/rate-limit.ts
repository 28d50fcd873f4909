import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { rateLimiter } from "hono-rate-limiter";
import { Problem } from "./problem.ts";

const WINDOW_MS = 60_000;

/** At most `limit` requests a minute and client; 0 means no limit. Over it: 429 with Retry-After, before any work. */
export function limitPerMinute(limit: number): MiddlewareHandler {
  if (limit === 0) return (_, next) => next();
  return rateLimiter({
    windowMs: WINDOW_MS,
    limit,
    standardHeaders: "draft-7",
    keyGenerator: clientKey,
    handler: (context) => {
      throw new Problem(
        429,
        "too_many_requests",
        `質問が多すぎます。1分に${limit}回までです。`,
        "少し待ってからもう一度お試しください。",
        secondsToReset(context.res.headers),
      );
    },
  });
}

/** The socket's address: a header such as X-Forwarded-For could be anything the client likes. */
function clientKey(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? "unknown";
  } catch {
    // In-process requests (tests) have no socket; they share one key.
    return "in-process";
  }
}

function secondsToReset(headers: Headers): number {
  const [, seconds] = /reset=(\d+)/.exec(headers.get("RateLimit") ?? "") ?? [];
  return Math.max(1, Number(seconds ?? WINDOW_MS / 1000));
}
