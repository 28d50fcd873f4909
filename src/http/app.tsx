import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import { getPath } from "hono/utils/url";
import type { Measure } from "../../ingest/collection.ts";
import { ErrorPage } from "../../web/pages/error-page.tsx";
import { renderPage } from "../../web/pages/render-page.ts";
import { observeRequests } from "../operations/request-log.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import { admitWork, refuseWhileOff } from "./admit-questions.ts";
import { addApiDescription } from "./api-description.ts";
import { addApiDocsRoute } from "./api-docs-route.tsx";
import { addChatRoute } from "./chat-route.ts";
import { checkOrigin } from "./check-origin.ts";
import { clientKeys, proxyList } from "./client-key.ts";
import { addDocumentRoutes } from "./document-routes.ts";
import { addFeedbackRoute } from "./feedback-route.ts";
import { addHealthRoutes } from "./health-routes.ts";
import { addMatchRoute } from "./match-route.ts";
import { mcpProblemResponse } from "./mcp-problem.ts";
import { addMcpRoute, MCP_PATH } from "./mcp-route.ts";
import { limitOpen } from "./open-requests.ts";
import { isOpenaiPath, openaiProblemResponse } from "./openai-error.ts";
import { addOpenaiRoutes } from "./openai-routes.ts";
import { pageFrame } from "./page-frame.ts";
import { Problem, problemResponse, schemaProblem } from "./problem.ts";
import { limitPerMinute } from "./rate-limit.ts";
import { requireJson } from "./require-json.ts";
import { addSearchRoute } from "./search-route.ts";
import { securityHeaders } from "./security-headers.ts";
import { type Dependencies, problemOf } from "./service.ts";
import { sitePath } from "./site-path.ts";
import { addWebRoutes } from "./web-routes.tsx";
import { addWidgetRoutes } from "./widget-routes.tsx";

const BODY_BYTES = 32 * 1024;

/** The whole HTTP application; it never listens. Tests call `app.request`. */
export function createApp(dependencies: Dependencies): OpenAPIHono {
  const { settings } = dependencies;
  const app = new OpenAPIHono({
    // Below a base path Hono routes "/navi" but not "/navi/".
    getPath: (request) => {
      const path = getPath(request);
      return path === `${settings.BASE_PATH}/` && path !== "/" ? settings.BASE_PATH : path;
    },
    defaultHook: (result) => {
      if (!result.success) throw schemaProblem(result.error);
    },
  });
  app.use(observeRequests(dependencies.operations.log, dependencies.operations.metrics));
  const site = settings.BASE_PATH === "" ? app : app.basePath(settings.BASE_PATH);
  const { operations } = dependencies;
  const clientKey = clientKeys(proxyList(settings.TRUSTED_PROXIES));
  const lookUps = every(
    admitWork(operations),
    limitPerMinute(settings.ASKS_PER_MINUTE, clientKey),
    limitOpen(settings.OPEN_ASKS, clientKey),
  );
  const asks = every(refuseWhileOff(operations), lookUps);
  const reads = limitPerMinute(settings.READS_PER_MINUTE, clientKey);

  app.use(securityHeaders(settings));
  site.use("/api/*", checkOrigin(settings.ALLOWED_ORIGINS, settings.PUBLIC_URL));
  site.use("/api/*", requireJson);
  // A wildcard leaves Authorization out; OpenAI's clients send it and many headers of their own.
  site.use("/v1/*", checkOrigin(settings.ALLOWED_ORIGINS, settings.PUBLIC_URL, "Authorization, *"));
  site.use("/v1/*", requireJson);
  site.use("/api/chat", asks);
  site.use("/api/match", asks);
  site.on("POST", "/v1/chat/completions", asks);
  site.on("POST", "/", asks);
  // The address of a shared answer asks too.
  site.on("GET", "/", (context, next) => (context.req.query("ask") === undefined ? next() : asks(context, next)));
  for (const path of ["/api/search", "/api/measures/*", "/api/pages/*", "/api/citations", "/v1/models/*"])
    site.use(path, reads);
  // What searches or lays out a page is work of milliseconds; a question takes its turn when it is answered.
  const takeTurn: MiddlewareHandler = (_, next) => operations.turns.next().then(next);
  for (const path of [
    "/api/search",
    "/api/match",
    "/api/measures/*",
    "/browse",
    "/browse.csv",
    "/measures/*",
    "/pages/*",
  ])
    site.use(path, takeTurn);
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
  addMcpRoute(site, dependencies, { asks, lookUps, reads });
  addOpenaiRoutes(site, dependencies);
  addWebRoutes(site, dependencies);
  addWidgetRoutes(site, dependencies);
  addApiDocsRoute(site, dependencies);
  addApiDescription(site, dependencies);

  app.notFound((context) =>
    respond(
      context,
      problemOf(
        new Problem(404, "not_found", "ページが見つかりません。", "アドレスを確かめてください。"),
        dependencies,
      ),
      dependencies,
    ),
  );
  app.onError((error, context) => respond(context, problemOf(error, dependencies), dependencies));
  return app;
}

/** An error as JSON for the API, as a page for people. */
function respond(context: Context, problem: Problem, dependencies: Dependencies): Response | Promise<Response> {
  const path = sitePath(context.req.path, dependencies.settings.BASE_PATH);
  if (isOpenaiPath(path)) return openaiProblemResponse(context, problem);
  const wantsPage = !path.startsWith("/api/") && (context.req.header("Accept") ?? "").includes("text/html");
  if (!wantsPage) return path === MCP_PATH ? mcpProblemResponse(context, problem) : problemResponse(context, problem);
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
