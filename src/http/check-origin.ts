import type { MiddlewareHandler } from "hono";
import { Problem } from "./problem.ts";

/**
 * Browsers of other sites may call the API only from ALLOWED_ORIGINS; refused before any work. A request without Origin
 * (curl, a server) is no browser's cross-site request and passes. `allowedHeaders` are those a page may send.
 */
export function checkOrigin(
  allowed: readonly string[],
  publicUrl: string,
  allowedHeaders = "Content-Type, Accept",
): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header("Origin");
    context.header("Vary", "Origin", { append: true });
    if (origin === undefined || isOwnOrigin(origin, context.req.header("Host"), publicUrl)) return next();
    if (!allowed.includes(origin)) {
      throw new Problem(
        403,
        "origin_not_allowed",
        `${origin} からの利用は許可されていません。`,
        "設定 ALLOWED_ORIGINS に追加してください。",
      );
    }
    context.header("Access-Control-Allow-Origin", origin);
    context.header("Access-Control-Expose-Headers", "Retry-After, RateLimit");
    if (context.req.method !== "OPTIONS") return next();
    context.header("Access-Control-Allow-Methods", "GET, POST");
    context.header("Access-Control-Allow-Headers", allowedHeaders);
    context.header("Access-Control-Max-Age", "600");
    return context.body(null, 204);
  };
}

/** Whether a page of `origin` may call the API; a request without an origin comes from no other site's page. */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
  publicUrl: string,
): boolean {
  return origin === undefined || isOwnOrigin(origin, host, publicUrl) || allowed.includes(origin);
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  const published = publicUrl === "" ? undefined : new URL(publicUrl);
  if (origin === published?.origin) return true;
  // By its public name the site is only what PUBLIC_URL says: behind TLS, a page without it is another's.
  if (host !== undefined && host === published?.host) return false;
  if (!/^https?:/.test(origin) || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  // An origin as browsers send it: no path, no user, nothing to be normalised.
  return url.origin === origin && url.host === host;
}
