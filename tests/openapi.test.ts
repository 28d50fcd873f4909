import { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { asking, expectProblem, loadingApp, postJson, type RunningApp, realApp } from "./real-app.ts";

const Operation = z.object({
  summary: z.string().min(1),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(["path", "query", "header"]), required: z.boolean().optional() }))
    .default([]),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.object({ description: z.string().min(1) })),
});
/** As much of OpenAPI 3.1 as a client generator needs. */
const Description = z.object({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  servers: z.array(z.object({ url: z.url() })).length(1),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(z.enum(["get", "post"]), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
});

async function describeApi({ app, settings }: RunningApp): Promise<z.infer<typeof Description>> {
  const response = await app.request(`${settings.BASE_PATH}/openapi.json`);
  expect(response.status).toBe(200);
  return Description.parse(await response.json());
}

const operationsOf = (description: z.infer<typeof Description>) =>
  Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

/** Beside what is below /api and /v1: what the operator's tools ask for. */
const OPERATING = ["/healthz", "/readyz", "/metrics", "/openapi.json"];
const isForClients = ({ path }: { path: string }): boolean => /^\/(?:api|v1)\//u.test(path);

/** "GET /api/measures/{id}" of every route that programs ask. */
const registeredIn = ({ app, settings }: RunningApp): string[] =>
  app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => ({ method, path: path.slice(settings.BASE_PATH.length) }))
    .filter((route) => isForClients(route) || OPERATING.includes(route.path))
    .map(({ method, path }) => `${method} ${settings.BASE_PATH}${path.replace(/:(\w+)/g, "{$1}")}`);

describe.each(["", "/navi"])("the OpenAPI description below %j", (basePath) => {
  const running = loadingApp({ BASE_PATH: basePath });

  it("names every route of the API and no other", async () => {
    const described = operationsOf(await describeApi(running)).map(
      ({ path, method }) => `${method.toUpperCase()} ${path}`,
    );
    const registered = Array.from(new Set(registeredIn(running)));
    expect(registered.length).toBeGreaterThan(4);
    expect(described.toSorted()).toEqual(registered.toSorted());
  });

  it("leads to the API: server and path joined are the address", async () => {
    const { servers, paths } = await describeApi(running);
    const [path] = Object.keys(paths).filter((candidate) => candidate.endsWith("/api/pages/{number}"));
    const address = `${servers[0]!.url.replace(/\/$/, "")}${path!.replace("{number}", "73")}`;
    expect(new URL(address).pathname).toBe(`${basePath}/api/pages/73`);
  });
});

describe("the OpenAPI description", () => {
  it("declares the parameters of every path", async () => {
    const missing = operationsOf(await describeApi(loadingApp())).flatMap(({ path, operation }) =>
      Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name).filter(
        (name) => !operation.parameters.some((found) => found.in === "path" && found.name === name && found.required),
      ),
    );
    expect(missing).toEqual([]);
  });

  it("has every schema it points at", async () => {
    const description = await describeApi(loadingApp());
    const { app } = loadingApp();
    const text = await (await app.request("/openapi.json")).text();
    const pointed = Array.from(text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g), ([, name]) => name!);
    expect(new Set(pointed)).toContain("Answer");
    expect(pointed.filter((name) => !Object.hasOwn(description.components.schemas, name))).toEqual([]);
    expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/)).toBeNull();
  });

  it("describes success and the error a client has to expect, for every route", async () => {
    const asked = operationsOf(await describeApi(loadingApp())).filter(isForClients);
    const without = asked.filter(
      ({ operation: { responses } }) => !(("200" in responses || "201" in responses) && "400" in responses),
    );
    // Asking for models has nothing that could be of the wrong form.
    expect(without.map(({ path }) => path)).toEqual(["/v1/models", "/v1/models/{model}"]);
  });

  it("tells for every route that it may be refused, limited, unready or without the edition", async () => {
    const asked = operationsOf(await describeApi(loadingApp())).filter(isForClients);
    const without = asked.flatMap(({ path, operation }) =>
      ["403", "404", "429", "503"]
        .filter((status) => !(status in operation.responses))
        .map((status) => `${path}: ${status}`),
    );
    // Feedback reads no edition: it only keeps which one the client names. The list of models names those there are.
    expect(without).toEqual(["/api/feedback: 404", "/v1/models: 404"]);
  });

  it("gives PUBLIC_URL as the server", async () => {
    const { servers } = await describeApi(loadingApp({ PUBLIC_URL: "https://navi.example.go.jp" }));
    expect(servers[0]!.url).toBe("https://navi.example.go.jp");
  });
});

describe.each(["/navi", "/tools/navi", "/navi/"])("the site below BASE_PATH %s", (given) => {
  const base = given.replace(/\/$/, "");

  it.each([
    "",
    "/",
    "/measures/5-3",
    "/pages/73",
    "/assets/site.css",
    "/assets/chat.js",
    "/healthz",
    "/readyz",
    "/docs",
  ])("serves %j", async (path) => {
    const { app } = await realApp({ BASE_PATH: given });
    expect((await app.request(`${base}${path}`)).status).toBe(200);
  });

  it("serves the API with links below it", async () => {
    const { app } = await realApp({ BASE_PATH: given });
    const response = await app.request(`${base}/api/chat`, postJson(asking("(5)③とは")));
    const { citations } = (await response.json()) as { citations: { url: string }[] };
    expect(citations[0]!.url).toBe(`${base}/measures/5-3`);
    await expectProblem(await app.request(`${base}/api/chat`, postJson({})), 400, "invalid_request");
    await expectProblem(await app.request(`${base}/api/nowhere`), 404, "not_found");
  });

  it("answers the plain form, with or without the last slash", async () => {
    const { app } = await realApp({ BASE_PATH: given });
    const body = (): URLSearchParams => new URLSearchParams({ question: "(5)③とは" });
    expect((await app.request(`${base}/`, { method: "POST", body: body() })).status).toBe(200);
    expect((await app.request(base, { method: "POST", body: body() })).status).toBe(200);
  });

  it("has its errors with the last slash too", async () => {
    const { app, logError } = loadingApp({ BASE_PATH: given });
    await expectProblem(await app.request(`${base}/`), 503, "not_ready");
    const limited = await realApp({ BASE_PATH: given, ASKS_PER_MINUTE: "1" });
    const body = (): URLSearchParams => new URLSearchParams({ question: "(5)③とは" });
    await limited.app.request(base, { method: "POST", body: body() });
    const refused = await limited.app.request(`${base}/`, { method: "POST", body: body() });
    await expectProblem(refused, 429, "too_many_requests");
    expect([...logError.mock.calls, ...limited.logError.mock.calls]).toEqual([]);
  });

  it("links only to what is below it", async () => {
    const { app } = await realApp({ BASE_PATH: given });
    for (const path of ["", "/measures/5-3", "/pages/73", "/docs", "/nowhere"]) {
      const html = await (await app.request(`${base}${path}`, { headers: { Accept: "text/html" } })).text();
      const links = Array.from(html.matchAll(/\s(?:src|href|action)="(\/[^"]*)"/g), ([, url]) => url!);
      expect(links.length).toBeGreaterThan(3);
      expect(links.filter((url) => !url.startsWith(`${base}/`))).toEqual([]);
    }
  });

  it("serves nothing above it", async () => {
    const { app } = await realApp({ BASE_PATH: given });
    for (const path of ["/", "/api/measures/5-3", "/healthz"]) expect((await app.request(path)).status).toBe(404);
  });
});
