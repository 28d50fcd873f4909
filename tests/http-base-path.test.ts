import { beforeAll, describe, expect, it } from "vitest";
import { named, parseHtml } from "./html.ts";
import { asBrowser, type RunningApp, realApp } from "./real-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await realApp({ BASE_PATH: "/navi", PUBLIC_URL: "https://example.go.jp" });
});

const open = async (path: string, request: RequestInit = {}): Promise<Response> =>
  running.app.request(path, { ...request, headers: asBrowser });

const PAGES = [
  "/navi",
  "/navi/",
  "/navi/?lang=en",
  "/navi/?ask=(5)③の予算&lang=en",
  "/navi/browse?section=5",
  "/navi/measures/5-3",
  "/navi/pages/45",
  "/navi/measures/5-99?lang=en",
  "/navi/nowhere",
];

/** Every address that a page names, as a browser would go to it; fragments and other sites left out. */
async function addressesOn(path: string): Promise<string[]> {
  const html = parseHtml(await (await open(path)).text());
  const named_ = html.tags.flatMap(({ attributes }) => [attributes.href, attributes.src, attributes.action]);
  const shared = named(html, "meta").flatMap(({ attributes }) =>
    /^og:(?:url|image)$/u.test(attributes.property ?? "") ? [attributes.content] : [],
  );
  const all = [...named_, ...shared].flatMap((address) => (address === undefined ? [] : [address]));
  return all.filter((address) => !address.startsWith("#"));
}

describe("a site below /navi", () => {
  it.each(PAGES)("names below it every link, form, script, style and picture of %s", async (path) => {
    const addresses = await addressesOn(path);
    const below = /^(?:https:\/\/example\.go\.jp)?\/navi(?:[/?#]|$)/u;
    expect(addresses.length).toBeGreaterThan(8);
    expect(addresses.filter((address) => !below.test(address))).toEqual([]);
  });

  it("answers every address that its pages name", async () => {
    const pages = await Promise.all(PAGES.filter((path) => !/5-99|nowhere/u.test(path)).map(addressesOn));
    const addresses = new Set(
      pages.flat().map((address) => address.replace("https://example.go.jp", "").split("#")[0] ?? ""),
    );
    const broken: string[] = [];
    for (const address of addresses) if ((await open(address)).status >= 400) broken.push(address);
    expect(broken).toEqual([]);
    expect(addresses.size).toBeGreaterThan(50);
  });

  it("leads from a typed page number to the page below it", async () => {
    expect((await open("/navi/pages?page=73&lang=en")).headers.get("Location")).toBe("/navi/pages/73?lang=en");
  });

  it("asks below it: with the form, with a shared address, with and without the last slash", async () => {
    const body = new URLSearchParams({ question: "(5)③とは" });
    for (const response of [
      await open("/navi", { method: "POST", body }),
      await open("/navi/", { method: "POST", body }),
      await open("/navi/?ask=(5)③とは"),
      await open("/navi?ask=(5)③とは"),
    ]) {
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('href="/navi/measures/5-3#q=');
    }
  });

  it("counts what is asked at its root with and without the last slash alike", async () => {
    const { app } = await realApp({ BASE_PATH: "/navi", ASKS_PER_MINUTE: "1" });
    expect((await app.request("/navi/?ask=5-3")).status).toBe(200);
    expect((await app.request("/navi?ask=5-3")).status).toBe(429);
    expect((await app.request("/navi/?ask=5-3")).status).toBe(429);
    expect((await app.request("/navi/")).status).toBe(200);
  });

  it("has the addresses of the list's file below it", async () => {
    const csv = await (await open("/navi/browse.csv?section=5")).text();
    expect(csv).toContain("https://example.go.jp/navi/measures/5-3\r\n");
  });

  it.each(["/", "/browse", "/measures/5-3", "/navigation/browse", "/assets/site.css"])(
    "is not at %s, and says so on a page whose links are right",
    async (path) => {
      expect((await open(path)).status).toBe(404);
      const addresses = await addressesOn(path);
      const below = /^(?:https:\/\/example\.go\.jp)?\/navi(?:[/?#]|$)/u;
      expect(addresses.filter((address) => !below.test(address))).toEqual([]);
      expect(addresses.length).toBeGreaterThan(5);
    },
  );
});
