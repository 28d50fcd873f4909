import { beforeAll, describe, expect, it } from "vitest";
import { asBrowser, type RunningApp, realApp } from "./real-app.ts";

let app: RunningApp["app"];
beforeAll(async () => {
  ({ app } = await realApp());
});

const PAGES = ["/", "/measures/4-3", "/pages/73", "/pages/45", "/nowhere"];
const ASSETS = ["/assets/chat.css", "/assets/chat.js"];
const EVERYTHING = [...PAGES, ...ASSETS, "/api/measures/5-3", "/api/nowhere", "/healthz", "/openapi.json"];
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
    expect(targets.filter((url) => !/^(?:\/(?!\/)|#)/.test(url) && !isOfficial(url))).toEqual([]);
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

describe("the chat script", () => {
  it("needs neither eval nor inner HTML", async () => {
    const script = await textOf("/assets/chat.js");
    expect(script).not.toMatch(/\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
  });
});

describe("a question with markup in it", () => {
  it("comes back as text on the chat page", async () => {
    const body = new URLSearchParams({ question: `${ATTACK} 助成金` });
    const response = await app.request("/", { method: "POST", headers: asBrowser, body });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain("&lt;script&gt;alert(1)");
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img");
    expect(tagsOf(html).filter((tag) => /\son[a-z]+=/i.test(tag.replace(/="[^"]*"/g, "=")))).toEqual([]);
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

  it("cannot hide in an API error, which no browser reads as a page", async () => {
    const response = await open(`/api/citations?ref=${encodeURIComponent(ATTACK)}`);
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
  });
});
