import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import type { Measure } from "../../ingest/collection.ts";
import { ErrorPage } from "../../web/pages/error-page.tsx";
import { renderPage } from "../../web/pages/render-page.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import { addChatRoute } from "./chat-route.ts";
import { checkOrigin } from "./check-origin.ts";
import { addDocumentRoutes } from "./document-routes.ts";
import { addFeedbackRoute } from "./feedback-route.ts";
import { addHealthRoutes } from "./health-routes.ts";
import { addMatchRoute } from "./match-route.ts";
import { pageFrame } from "./page-frame.ts";
import { internalProblem, Problem, problemResponse, schemaProblem } from "./problem.ts";
import { limitPerMinute } from "./rate-limit.ts";
import { requireJson } from "./require-json.ts";
import { addSearchRoute } from "./search-route.ts";
import type { Dependencies } from "./service.ts";
import { sitePath } from "./site-path.ts";
import { addWebRoutes } from "./web-routes.tsx";
import { addWidgetRoutes, isWidgetFile } from "./widget-routes.tsx";

const BODY_BYTES = 32 * 1024;

/** The whole HTTP application; it never listens. Tests call `app.request`. */
export function createApp(dependencies: Dependencies): OpenAPIHono {
  const { settings } = dependencies;
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw schemaProblem(result.error);
    },
  });
  const site = settings.BASE_PATH === "" ? app : app.basePath(settings.BASE_PATH);
  // Below a base path Hono routes "/navi" but not "/navi/": send the slashed form to the plain one, method kept.
  if (settings.BASE_PATH !== "")
    app.all(`${settings.BASE_PATH}/`, (context) => app.fetch(withoutLastSlash(context.req.raw), context.env));
  const asks = limitPerMinute(settings.ASKS_PER_MINUTE);
  const reads = limitPerMinute(settings.READS_PER_MINUTE);

  const headersOf = (crossOriginResourcePolicy: "same-origin" | "cross-origin") =>
    secureHeaders({ contentSecurityPolicy: CONTENT_SECURITY_POLICY, crossOriginResourcePolicy });
  const ownHeaders = headersOf("same-origin");
  const widgetHeaders = headersOf("cross-origin");
  app.use((context, next) => {
    const path = sitePath(context.req.path, settings.BASE_PATH);
    return isWidgetFile(path) ? widgetHeaders(context, next) : ownHeaders(context, next);
  });
  site.use("/api/*", checkOrigin(settings.ALLOWED_ORIGINS, settings.PUBLIC_URL));
  site.use("/api/*", requireJson);
  site.use("/api/chat", asks);
  site.use("/api/match", asks);
  site.on("POST", "/", asks);
  // The address of a shared answer asks too.
  site.on("GET", "/", (context, next) => (context.req.query("ask") === undefined ? next() : asks(context, next)));
  for (const path of ["/api/search", "/api/measures/*", "/api/pages/*", "/api/citations"]) site.use(path, reads);
  // Not a question: judging an answer must not cost the next one. Not free either: it fills the disk.
  site.use("/api/feedback", reads);
  site.use(
    bodyLimit({
      maxSize: BODY_BYTES,
      onError: () => {
        throw new Problem(
          413,
          "body_too_large",
          "送られた内容が大きすぎます。",
          `${BODY_BYTES / 1024} KB 以内にしてください。`,
        );
      },
    }),
  );
  addHealthRoutes(site, dependencies);
  addChatRoute(site, dependencies);
  addMatchRoute(site, dependencies);
  addSearchRoute(site, dependencies);
  addDocumentRoutes(site, dependencies);
  addFeedbackRoute(site, dependencies);
  addWebRoutes(site, dependencies);
  addWidgetRoutes(site, dependencies);
  site.doc31("/openapi.json", (context) => ({
    openapi: "3.1.0",
    info: {
      title: "施策ナビ API",
      version: "1",
      description: "「中堅企業等支援に関する今後の取組方針(フォローアップ)」に番号とページと原文で答える",
    },
    servers: [{ url: settings.PUBLIC_URL === "" ? new URL(context.req.url).origin : settings.PUBLIC_URL }],
  }));

  app.notFound((context) =>
    respond(
      context,
      new Problem(404, "not_found", "ページが見つかりません。", "アドレスを確かめてください。"),
      dependencies,
    ),
  );
  app.onError((error, context) => respond(context, toProblem(error, dependencies.logError), dependencies));
  return app;
}

function withoutLastSlash(request: Request): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.replace(/\/$/, "");
  return new Request(url, request);
}

/** Nothing inline, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
};

function toProblem(error: Error, logError: (error: unknown) => void): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem(
      400,
      "invalid_json",
      "JSON として読み取れません。",
      "本文の形式と Content-Type: application/json を確かめてください。",
    );
  }
  logError(error);
  return internalProblem();
}

/** An error as JSON for the API, as a page for people. */
function respond(context: Context, problem: Problem, dependencies: Dependencies): Response | Promise<Response> {
  const path = sitePath(context.req.path, dependencies.settings.BASE_PATH);
  const wantsPage = !path.startsWith("/api/") && (context.req.header("Accept") ?? "").includes("text/html");
  if (!wantsPage) return problemResponse(context, problem);
  const { status, code, message, hint, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
  const maybe = status === 404 || status === 400 ? measuresMeant(path, dependencies) : [];
  const frame = pageFrame(context, dependencies);
  return context.html(
    renderPage(<ErrorPage {...frame} status={status} code={code} message={message} hint={hint} maybe={maybe} />),
    status,
  );
}

const MEANT_SHOWN = 5;

/** Measures that a wrong address may have meant: those it names, or those of the section or page it names. */
function measuresMeant(path: string, { library }: Dependencies): Measure[] {
  const catalogue = library()?.assistant()?.search.catalogue;
  if (catalogue === undefined) return [];
  const words = decode(path).replaceAll("/", " ");
  const { measures, titles, pages } = resolveReferences(words.replace(/\bpages? *(?=\d)/giu, "p."), catalogue);
  const [, section] = /(\d{1,2})[-_.](\d{1,3})/u.exec(words) ?? [];
  const named = [...measures, ...titles].flatMap((id) => catalogue.measures.get(id) ?? []);
  const inSection = catalogue.collection.measures.filter((measure) => String(measure.section.number) === section);
  const onPages = pages.flatMap((page) => catalogue.measuresOn(page));
  return Array.from(new Set([...named, ...onPages, ...inSection])).slice(0, MEANT_SHOWN);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
