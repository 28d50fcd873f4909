import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { asBrowser, expectProblem, loadingApp, realApp } from "./real-app.ts";

const FILES = ["swagger-ui.css", "swagger-ui-bundle.js", "api-docs.css", "api-docs.js"];
const installed = (file: string): string =>
  readFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`), "utf8");

describe.each(["", "/navi"])("the page of the API's description below %j", (base) => {
  it("loads its files and the description from the site alone, without any script or style inside", async () => {
    const { app } = await realApp({ BASE_PATH: base });
    const response = await app.request(`${base}/docs`, { headers: asBrowser });
    const html = await response.text();
    expect(response.status).toBe(200);
    const loaded = Array.from(
      html.matchAll(/<(?:script|link rel="stylesheet")[^>]*\s(?:src|href)="([^"]*)"/gu),
      ([, url]) => url!,
    );
    expect(loaded).toEqual(expect.arrayContaining(FILES.map((file) => `${base}/docs/${file}`)));
    for (const url of [...loaded, `${base}/openapi.json`]) expect((await app.request(url)).status, url).toBe(200);
    expect(html).toContain(`data-description="${base}/openapi.json"`);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/iu);
  });

  it("is linked from the foot of every page", async () => {
    const { app } = await realApp({ BASE_PATH: base });
    const html = await (await app.request(`${base}/browse`, { headers: asBrowser })).text();
    expect(html.split("<footer")[1]).toContain(`href="${base}/docs"`);
  });
});

describe("the page of the API's description", () => {
  it("may show the pictures inside its style sheet, and no other rule is looser than elsewhere", async () => {
    const { app } = await realApp();
    const policyOf = async (path: string) => (await app.request(path)).headers.get("Content-Security-Policy") ?? "";
    const directives = async (path: string) => (await policyOf(path)).split(";").map((directive) => directive.trim());
    const elsewhere = await directives("/browse");
    expect((await directives("/docs")).filter((directive) => !elsewhere.includes(directive))).toEqual([
      "img-src 'self' data:",
    ]);
    expect(await policyOf("/docs")).toContain("default-src 'self'");
    expect(await policyOf("/docs")).not.toMatch(/unsafe|https?:|\*/u);
  });

  it("comes in English too", async () => {
    const { app } = await realApp();
    const html = await (await app.request("/docs?lang=en", { headers: asBrowser })).text();
    expect(html).toContain("<h1>The API</h1>");
  });

  it("is there while the index is loading: it needs none", async () => {
    const { app } = loadingApp();
    expect((await app.request("/docs", { headers: asBrowser })).status).toBe(200);
  });
});

describe("the files of the page", () => {
  it.each(FILES)("are asked about each time and sent once: %s", async (file) => {
    const { app } = await realApp();
    const first = await app.request(`/docs/${file}`);
    const tag = first.headers.get("ETag") ?? "";
    expect(first.headers.get("Cache-Control")).toBe("no-cache");
    expect(first.headers.get("Content-Type")).toMatch(file.endsWith(".css") ? /^text\/css/u : /^text\/javascript/u);
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(500);
    const again = await app.request(`/docs/${file}`, { headers: { "If-None-Match": tag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
    expect((await app.request(`/docs/${file}`, { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  it("are Swagger UI's own as installed, without the address of a source map", async () => {
    const { app } = await realApp();
    expect(await (await app.request("/docs/swagger-ui-bundle.js")).text()).toBe(installed("swagger-ui-bundle.js"));
    const style = await (await app.request("/docs/swagger-ui.css")).text();
    expect(installed("swagger-ui.css").startsWith(style)).toBe(true);
    expect(style).not.toContain("sourceMappingURL");
    expect(style).not.toMatch(/@import|@font-face|url\(["']?(?!["']?data:)/u);
  });

  it.each([
    "index.html",
    "swagger-ui.css.map",
    "swagger-initializer.js",
    "package.json",
    "oauth2-redirect.html",
    "..%2fpackage.json",
    "%2e%2e%2f%2e%2e%2fpackage.json",
    "..%5cpackage.json",
    "constructor",
    "__proto__",
    "swagger-ui.css%00",
    "swagger-ui.css/",
    "swagger-ui.css/..%2findex.html",
  ])("are these alone; there is no %s", async (name) => {
    const { app, logError } = await realApp();
    const response = await app.request(`/docs/${name}`);
    expect(response.status).toBe(404);
    expect(logError.mock.calls).toEqual([]);
  });

  it("are missed with a Japanese sentence", async () => {
    const { app } = await realApp();
    await expectProblem(await app.request("/docs/index.html"), 404, "asset_not_found");
  });
});
