import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { asBrowser, type RunningApp, realApp } from "./real-app.ts";

let app: RunningApp["app"];
beforeAll(async () => {
  ({ app } = await realApp());
});

const PAGES = [
  "/",
  "/?lang=en",
  "/?ask=(5)③の予算",
  "/browse",
  "/browse?q=x",
  "/browse?ministry=経産省&lang=en",
  "/measures/4-3",
  "/pages/73",
  "/pages/45",
  "/nowhere",
];
const SCRIPTS = ["/assets/chat.js", "/assets/reader.js", "/assets/browse.js"];
const ASSETS = [...SCRIPTS, "/assets/site.css"];
const EVERYTHING = [
  ...PAGES,
  ...ASSETS,
  "/assets/icon.svg",
  "/assets/share.png",
  "/browse.csv",
  "/pages?page=73",
  "/api/measures/5-3",
  "/api/nowhere",
  "/healthz",
  "/openapi.json",
];
/** Where `app.request` says that it is. */
const OWN = "http://localhost";
const ATTACK = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`;

const open = (path: string): Promise<Response> => Promise.resolve(app.request(path, { headers: asBrowser }));
const textOf = async (path: string): Promise<string> => (await open(path)).text();

/** Opening tags with their attributes, as a browser would see them: text holds `&lt;` where it means `<`. */
const tagsOf = (html: string): string[] => html.match(/<[a-z][^\s>]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*\/?>/giu) ?? [];

const isOfficial = (url: string): boolean => /^https?:\/\/(?:[\w-]+\.)*(?:go\.jp|w3\.org)(?:[/:]|$)/.test(url);

describe("every response", () => {
  it.each(EVERYTHING)("forbids what the site does not serve itself: %s", async (path) => {
    const { headers } = await open(path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBeTruthy();
  });

  it("does so outside BASE_PATH too", async () => {
    const { app: below } = await realApp({ BASE_PATH: "/navi" });
    const { headers } = await below.request("/", { headers: asBrowser });
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'self'");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });
});

describe.each(PAGES)("the page %s", (path) => {
  it("has no script, style or handler inside", async () => {
    const tags = tagsOf(await textOf(path));
    expect(tags.length).toBeGreaterThan(20);
    expect(tags.filter((tag) => /^<style|\sstyle=|\son[a-z]+=|javascript:/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /^<script/i.test(tag) && !/\ssrc="\/assets\//.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /^<(?:iframe|object|embed|base)\b/i.test(tag))).toEqual([]);
  });

  it("loads nothing from elsewhere and links to official sites only", async () => {
    const html = await textOf(path);
    const targets = Array.from(html.matchAll(/\s(?:src|href|action|srcset|poster)="([^"]*)"/g), ([, url]) => url ?? "");
    expect(targets.length).toBeGreaterThan(3);
    const away = targets.filter((url) => !/^(?:\/(?!\/)|#)/.test(url) && !isOfficial(url));
    // A page says by its full address which it is; that loads nothing.
    expect(away.filter((url) => !url.startsWith(`${OWN}/`))).toEqual([]);
    const canonical = tagsOf(html).filter((tag) => /\srel="canonical"/.test(tag));
    expect(canonical).toHaveLength(away.length);
  });
});

describe.each(ASSETS)("the file %s", (path) => {
  it("names no address of a third party", async () => {
    const text = await textOf(path);
    expect(text.length).toBeGreaterThan(1000);
    expect((text.match(/https?:\/\/[^\s"'`)\\]+/g) ?? []).filter((url) => !isOfficial(url))).toEqual([]);
    expect(text).not.toMatch(/url\(\s*["']?(?:https?:)?\/\//);
    expect(text).not.toMatch(/@import|importScripts|import\(/);
  });

  it("is served with its type", async () => {
    expect((await open(path)).headers.get("Content-Type")).toMatch(/^text\/(?:css|javascript); charset=utf-8$/);
  });
});

describe("what runs in the browser", () => {
  const HTML_FROM_TEXT = /outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe/;

  it.each(SCRIPTS)("needs no eval and makes no HTML of texts: %s", async (path) => {
    const script = await textOf(path);
    expect(script).not.toMatch(/\beval\(|new Function/);
    expect(script).not.toMatch(HTML_FROM_TEXT);
  });

  it.each(["/assets/reader.js", "/assets/browse.js"])("does not know inner HTML: %s", async (path) => {
    expect(await textOf(path)).not.toContain("innerHTML");
  });

  it("sets no inner HTML in any view; only preact, which the chat is drawn by, could", async () => {
    const folder = fileURLToPath(new URL("../web/", import.meta.url));
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
    const setting = sources.filter((file) =>
      /innerHTML|dangerouslySetInnerHTML/i.test(readFileSync(`${folder}${file}`, "utf8")),
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(setting).toEqual([]);
  });
});

describe("a question with markup in it", () => {
  it("comes back as text on the chat page", async () => {
    const body = new URLSearchParams({ question: `${ATTACK} 助成金` });
    const response = await app.request("/", { method: "POST", headers: asBrowser, body });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain("&lt;script>alert(1)");
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img");
    expect(tagsOf(html).filter((tag) => /\son[a-z]+=/i.test(tag.replace(/="[^"]*"/g, "=")))).toEqual([]);
  });

  it.each(["ask", "q"])("comes back as text on the page that an address with it in %s opens", async (name) => {
    const html = await textOf(`/?${new URLSearchParams({ [name]: `${ATTACK} 助成金` })}`);
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img");
    expect(tagsOf(html).filter((tag) => /\son[a-z]+=/i.test(tag.replace(/="[^"]*"/g, "=")))).toEqual([]);
  });

  it("comes back as text among the filters of the list", async () => {
    const html = await textOf(`/browse?${new URLSearchParams({ q: ATTACK, ministry: ATTACK })}`);
    expect(html).toContain("&lt;script>alert(1)");
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img");
  });

  it("comes back as text in an answer, whose Markdown has no tags", async () => {
    const body = JSON.stringify({ messages: [{ role: "user", content: `${ATTACK} (5)③の予算` }] });
    const response = await app.request("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    const { answer } = (await response.json()) as { answer: string };
    expect(answer).not.toMatch(/<\/?[a-z]/i);
  });

  it.each(["/measures/", "/pages/", "/", "/api/measures/", "/assets/"])(
    "comes back as text in an address below %s",
    async (folder) => {
      const text = await textOf(`${folder}${encodeURIComponent(ATTACK)}`);
      expect(text).not.toMatch(/^(?!\{).*<script>alert/s);
      expect(text).not.toMatch(/^(?!\{).*<img/s);
    },
  );

  it("leads nowhere else from an address that looks like another host's", async () => {
    const html = await textOf("//evil.example/x");
    const targets = Array.from(html.matchAll(/\s(?:src|href|action)="([^"]*)"/g), ([, url]) => url ?? "");
    expect(targets.filter((url) => new URL(url, OWN).origin !== OWN)).toEqual([]);
  });

  it("cannot hide in an API error, which no browser reads as a page", async () => {
    const response = await open(`/api/citations?ref=${encodeURIComponent(ATTACK)}`);
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
  });
});
