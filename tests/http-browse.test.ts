import { beforeAll, describe, expect, it } from "vitest";
import { type Html, inside, named, parseHtml, textIn } from "./html.ts";
import { asBrowser, type RunningApp, realApp } from "./real-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await realApp({ PUBLIC_URL: "https://navi.example.go.jp" });
});

const open = async (path: string): Promise<Response> => running.app.request(path, { headers: asBrowser });
const read = async (path: string): Promise<Html> => parseHtml(await (await open(path)).text());
const queryOf = (fields: Record<string, string>): string => `?${new URLSearchParams(fields)}`;

/** Ids of the measures on the list, in its order. */
const listed = (html: Html): string[] => {
  const table = named(html, "table").find(({ attributes }) => attributes.class === "measures");
  const links = table ? inside(html, table, "a") : [];
  return links.flatMap(({ attributes }) => /\/measures\/([\d-]+)/u.exec(attributes.href ?? "")?.[1] ?? []);
};

describe("GET /browse", () => {
  it("lists every measure without filters", async () => {
    const ids = listed(await read("/browse"));
    expect(ids.slice(0, 3)).toEqual(["1-1", "1-2", "1-3"]);
    expect(ids).toHaveLength(183);
  });

  it("lists what the API lists with the same filters", async () => {
    const query = queryOf({ ministry: "厚労省", section: "5", q: "助成金" });
    const ids = listed(await read(`/browse${query}`));
    const api = await running.app.request(`/api/measures${query}&limit=500`);
    const { measures } = (await api.json()) as { measures: { id: string }[] };
    expect(ids).toContain("5-3");
    expect([...ids].sort()).toEqual(measures.map(({ id }) => id).sort());
  });

  it("sorts by budget, largest first", async () => {
    const ids = listed(await read(`/browse${queryOf({ section: "5", sort: "budget" })}`));
    const unsorted = listed(await read(`/browse${queryOf({ section: "5" })}`));
    expect(ids).not.toEqual(unsorted);
    expect([...ids].sort()).toEqual([...unsorted].sort());
  });

  it("leaves out what it does not understand, and says so", async () => {
    const html = await read(`/browse${queryOf({ ministry: "火星省", sort: "colour", section: "5" })}`);
    const text = html.texts.map((piece) => piece.text).join("");
    expect(text).toContain("ministry=火星省");
    expect(new Set(listed(html).map((id) => id.split("-")[0]))).toEqual(new Set(["5"]));
  });

  it.each(["?q=%E0%A4%A", "?section=", "?ministry[]=a", `?q=${"あ".repeat(5000)}`, "?year=%00"])(
    "takes %s",
    async (query) => {
      expect((await open(`/browse${query}`)).status).toBe(200);
      expect((await open(`/browse.csv${query}`)).status).toBe(200);
      expect(running.logError).not.toHaveBeenCalled();
    },
  );

  it("is asked again by its own form with what it shows", async () => {
    const query = queryOf({ section: "5", ministry: "厚労省", lang: "en" });
    const html = await read(`/browse${query}`);
    const [form] = named(html, "form");
    const fields = form ? inside(html, form, "input").map(({ attributes }) => attributes) : [];
    const sent = fields.filter((field) => field.type !== "checkbox" || "checked" in field);
    const address = new URLSearchParams(sent.map(({ name = "", value = "" }) => [name, value]));
    const again = await read(`${form?.attributes.action}?${address}`);
    expect(listed(again)).toEqual(listed(html));
    expect(listed(html).length).toBeGreaterThan(3);
    expect(named(again, "html")[0]?.attributes.lang).toBe("en");
  });
});

describe("GET /browse.csv", () => {
  it("is a file for spreadsheets with the byte order mark", async () => {
    const response = await open("/browse.csv");
    expect(response.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("Content-Disposition")).toBe('attachment; filename="shisaku.csv"');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each([
    {},
    { section: "5" },
    { ministry: "経産省", sort: "budget" },
    { q: "補助金", type: "研究開発", lang: "en" },
  ])("has the rows of the list in its order: %j", async (fields) => {
    const query = queryOf(fields);
    const csv = await (await open(`/browse.csv${query}`)).text();
    const ids = Array.from(csv.matchAll(/https:\/\/navi\.example\.go\.jp\/measures\/([\d-]+)\r\n/gu), ([, id]) => id);
    expect(ids).toEqual(listed(await read(`/browse${query}`)));
    expect(ids.length).toBeGreaterThan(0);
  });

  it("is what the list's own link leads to", async () => {
    const html = await read(`/browse${queryOf({ section: "5", lang: "en" })}`);
    const link = named(html, "a").find(({ attributes }) => "download" in attributes);
    const csv = await (await open(link?.attributes.href ?? "")).text();
    expect(csv.split("\r\n").length - 2).toBe(listed(html).length);
    expect(link && textIn(html, link)).toBe("Save this list as CSV");
  });

  it("is the header alone where nothing is found", async () => {
    const csv = await (await open(`/browse.csv${queryOf({ q: "火星" })}`)).text();
    expect(csv.trim().split("\r\n")).toHaveLength(1);
  });
});
