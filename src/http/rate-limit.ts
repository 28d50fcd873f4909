import type { MiddlewareHandler } from "hono";
import { rateLimiter } from "hono-rate-limiter";
import type { ClientKey } from "./client-key.ts";
import { Problem } from "./problem.ts";

const WINDOW_MS = 60_000;

/** At most `limit` requests a minute and client; 0 means no limit. Over it: 429 with Retry-After, before any work. */
export function limitPerMinute(limit: number, clientKey: ClientKey): MiddlewareHandler {
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

function secondsToReset(headers: Headers): number {
  const [, seconds] = /reset=(\d+)/.exec(headers.get("RateLimit") ?? "") ?? [];
  return Math.max(1, Number(seconds ?? WINDOW_MS / 1000));
}
