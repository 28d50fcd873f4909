import { beforeAll, describe, expect, it } from "vitest";
import { type Html, inside, named, parseHtml, textIn } from "./html.ts";
import { appAnswering, asBrowser, type RunningApp, realApp } from "./real-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await realApp();
});

const open = async (path: string, request: RequestInit = {}): Promise<Response> =>
  running.app.request(path, { ...request, headers: { ...asBrowser, ...request.headers } });
const read = async (response: Response | Promise<Response>): Promise<Html> => parseHtml(await (await response).text());
const headingOf = (html: Html): string => {
  const [heading] = named(html, "h1");
  return heading ? textIn(html, heading) : "";
};
/** Measures that the page offers instead; its head leads to the same address in the other language. */
function offered(html: Html): string[] {
  const [main] = named(html, "main");
  const links = main ? inside(html, main, "a") : [];
  return links.flatMap(({ attributes }) => /\/measures\/([\d-]+)/u.exec(attributes.href ?? "")?.[1] ?? []);
}

describe("a wrong address", () => {
  it("of a measure offers measures of the section it names", async () => {
    const html = await read(open("/measures/5-99"));
    expect(headingOf(html)).toBe("施策 5-99 はありません。");
    expect(offered(html)).toEqual(["5-1", "5-2", "5-3", "5-4", "5-5"]);
  });

  it.each([
    ["/measure/5-3", "5-3"],
    ["/施策/(5)③", "5-3"],
    ["/キャリアアップ助成金", "5-3"],
    ["/measures/5-3/", "5-3"],
  ])("that names a measure offers it first: %s", async (path, id) => {
    expect(offered(await read(open(encodeURI(path))))[0]).toBe(id);
  });

  it("that names a page offers the measures on it", async () => {
    expect(offered(await read(open("/page/73")))).toContain("5-3");
  });

  it.each([
    ["/measures/ひどい", 400],
    ["/measures/%E0%A4%A", 400],
    ["/measures/99-99", 404],
    ["/%E0%A4%A", 404],
    ["/%00", 404],
    ["/pages/%ff", 400],
    ["/pages/165", 404],
    ["/pages/0", 404],
    ["/nowhere", 404],
    [`/${"あ".repeat(500)}`, 404],
  ])("is a page that offers nothing it cannot know: %s", async (path, status) => {
    const response = await open(path);
    expect(response.status).toBe(status);
    expect(offered(await read(response))).toEqual([]);
    expect(running.logError).not.toHaveBeenCalled();
  });

  it("offers to search the list, to ask and to browse, in the reader's language", async () => {
    for (const [path, suffix, fields] of [
      ["/nowhere", "", ["q"]],
      ["/nowhere?lang=en", "?lang=en", ["lang", "q"]],
    ] as const) {
      const html = await read(open(path));
      const [form] = named(html, "form");
      expect(form?.attributes).toMatchObject({ method: "get", action: "/browse" });
      expect(form && inside(html, form, "input").map(({ attributes }) => attributes.name)).toEqual(fields);
      const [main] = named(html, "main");
      const links = main ? inside(html, main, "a").map(({ attributes }) => attributes.href) : [];
      expect(links).toEqual([`/${suffix}`, `/browse${suffix}`]);
    }
  });

  it("is kept out of search engines", async () => {
    const robots = named(await read(open("/nowhere")), "meta").filter(({ attributes }) => attributes.name === "robots");
    expect(robots.map(({ attributes }) => attributes.content)).toEqual(["noindex"]);
  });
});

describe("an error on the English pages", () => {
  const LONG = "a".repeat(40_000);
  const form = (question: string): RequestInit => ({ method: "POST", body: new URLSearchParams({ question }) });

  it.each<[string, number, RequestInit?]>([
    ["/nowhere?lang=en", 404],
    ["/measures/5-99?lang=en", 404],
    ["/measures/x?lang=en", 400],
    ["/pages/165?lang=en", 404],
    ["/pages/x?lang=en", 400],
    ["/assets/nothing.js?lang=en", 404],
    [`/?ask=${"a".repeat(1001)}&lang=en`, 413],
    ["/?lang=en", 413, form(LONG)],
    ["/?lang=en", 400, { method: "POST", headers: { "Content-Type": "multipart/form-data" }, body: "x" }],
  ])("is worded in English: %s is %i", async (path, status, request) => {
    const response = await open(path, request);
    const html = await read(response);
    expect(response.status).toBe(status);
    expect(named(html, "html")[0]?.attributes.lang).toBe("en");
    expect(headingOf(html)).toMatch(/^[A-Z][\x20-\x7e]+\.$/u);
  });

  it("is worded in English where something goes wrong inside", async () => {
    const { app, logError } = await appAnswering(async () => {
      throw new Error("secret");
    });
    const response = await app.request("/?ask=a&lang=en", { headers: asBrowser });
    expect(response.status).toBe(500);
    expect(headingOf(await read(response))).toBe("Something went wrong on the server.");
    expect(logError).toHaveBeenCalledOnce();
  });
});
