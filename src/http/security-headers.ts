import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Settings } from "../config.ts";
import { API_DOCS_PATH } from "./api-docs-route.tsx";
import { sitePath } from "./site-path.ts";
import { isWidgetFile } from "./widget-routes.tsx";

/** Nothing inline, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
};

const nothingMore = (): Promise<void> => Promise.resolve();

/**
 * The headers that tell a browser what our responses may do, on every one of them, errors and streams too. Only the widget's
 * files may be loaded by other sites; what is answered in their place, such as that there is no such file, may not.
 */
export function securityHeaders(
  settings: Pick<Settings, "BASE_PATH" | "FRAME_ANCESTORS" | "PUBLIC_URL">,
): MiddlewareHandler {
  const frameAncestors = settings.FRAME_ANCESTORS.length === 0 ? ["'none'"] : settings.FRAME_ANCESTORS;
  const headersOf = (crossOriginResourcePolicy: "same-origin" | "cross-origin", further: { imgSrc?: string[] } = {}) =>
    secureHeaders({
      contentSecurityPolicy: { ...CONTENT_SECURITY_POLICY, frameAncestors, ...further },
      crossOriginResourcePolicy,
      // A frame policy of its own form would overrule the list.
      xFrameOptions: settings.FRAME_ANCESTORS.length === 0 ? "DENY" : false,
      // Only where the server is known to stand behind TLS, and not for other hosts of its domain.
      strictTransportSecurity: settings.PUBLIC_URL.startsWith("https:") ? "max-age=31536000" : false,
    });
  const own = headersOf("same-origin");
  const widget = headersOf("cross-origin");
  // Swagger UI's style sheet holds its icons.
  const apiDocs = headersOf("same-origin", { imgSrc: ["'self'", "data:"] });
  return async (context, next) => {
    await next();
    const path = sitePath(context.req.path, settings.BASE_PATH);
    const isFile = isWidgetFile(path) && context.res.status < 400;
    await (path === API_DOCS_PATH ? apiDocs : isFile ? widget : own)(context, nothingMore);
  };
}
