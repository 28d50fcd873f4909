import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { ask } from "./browser-chat-steps.ts";
import { describeInChromium } from "./in-chromium.ts";
import { realApp } from "./real-app.ts";

const { browse, chat, measure, page: pageWords } = stringsByLanguage.ja;
const WITHOUT_SCRIPTS = { javaScriptEnabled: false };

/** What every visitor loads before the first question. Raise it only for something that a reader gains. */
const CHAT_BYTES = 60_000;

it(`loads a chat of at most ${CHAT_BYTES / 1000} kB`, async () => {
  const { app } = await realApp();
  const script = await (await app.request("/assets/chat.js")).text();
  const bytes = gzipSync(script).length;
  expect(bytes, `chat.js is ${bytes} bytes gzipped`).toBeLessThanOrEqual(CHAT_BYTES);
});

/** The rows of a CSV (RFC 4180). */
function parseCsv(text: string): string[][] {
  const cells = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/gu;
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of text.matchAll(cells)) {
    if (end === "" && cell === "") break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

const rowNames = (page: Page): Promise<string[]> => page.locator("table.measures tbody th a").allInnerTexts();
const resultCount = (page: Page): Promise<string> => page.locator(".result-count").innerText();
/** Facet values with their counts, "補助金・助成金 61". */
const facet = (page: Page, name: string): Promise<string[]> =>
  page
    .locator(`[data-facet=${name}] label`)
    .evaluateAll((labels) =>
      labels.map((label) => Array.from(label.querySelectorAll("span"), (span) => span.textContent).join(" ")),
    );

/** Facets may be folded. */
async function tick(page: Page, name: string, value: string): Promise<void> {
  const group = page.locator("details", { has: page.locator(`[data-facet=${name}]`) });
  if ((await group.getAttribute("open")) === null) await group.locator("summary").click();
  await group.getByLabel(value).check();
}

describeInChromium("the pages in Chromium", (site) => {
  describe("without JavaScript", () => {
    it("a question is asked by the form, and a further one leans on it", async () => {
      const page = await site.open("/", WITHOUT_SCRIPTS);
      await page.fill("#question", "畜産クラスター事業とは何ですか");
      await page.click("#send");
      expect(await page.locator(".turn:last-child .answer-text").innerText()).toContain("(1)㉒ 畜産クラスター事業");
      await page.fill("#question", "その令和6年度補正の予算は?");
      await page.click("#send");
      expect(await page.locator(".question").count()).toBe(2);
      expect(await page.locator(".turn:last-child .answer-text").innerText()).toContain("319億円");
    });

    it("a suggestion is asked by its button, with what was asked before", async () => {
      const page = await site.open("/", WITHOUT_SCRIPTS);
      await page.locator(".suggestion").first().click();
      expect(await page.locator(".question").innerText()).toContain(chat.exampleQuestions[0]);
      const further = page.locator(".turn:last-child .suggestion").first();
      const next = await further.innerText();
      await further.click();
      expect(await page.locator(".question").count()).toBe(2);
      expect(await page.locator(".question").last().innerText()).toContain(next);
    });

    it("a mark leads to its source on the same page, and that to the measure", async () => {
      const page = await site.open("/?ask=プラチナえるぼしは何社ですか", WITHOUT_SCRIPTS);
      await page.locator("a.mark").first().click();
      const source = page.locator(".citation:target");
      expect(await source.locator("blockquote").innerText()).toContain("3,041 社(2,715 社)");
      await source.locator("a").click();
      expect(await page.locator("h1").innerText()).toContain("えるぼし認定企業への優遇措置");
    });

    it("nothing is offered that would not work", async () => {
      const page = await site.open("/?ask=プラチナえるぼしは何社ですか", WITHOUT_SCRIPTS);
      expect(await page.locator(".answer-actions, .chat-tools, #stop").count()).toBe(0);
      await page.goto(`${site.address}/measures/5-3`);
      expect(await page.locator("button[data-copy]:visible").count()).toBe(0);
    });

    it("the list is filtered by its form", async () => {
      const page = await site.open("/browse", WITHOUT_SCRIPTS);
      await page.fill("#browse-words", "省エネ");
      await tick(page, "type", "補助金・助成金");
      await page.locator("#browse-sort").selectOption("title");
      await page.click("#browse-apply");
      const { searchParams } = new URL(page.url());
      expect(Object.fromEntries(searchParams)).toEqual({ q: "省エネ", type: "補助金・助成金", sort: "title" });
      const rows = await rowNames(page);
      expect(rows.length).toBeGreaterThan(0);
      expect(await resultCount(page)).toBe(browse.found(rows.length, 183));
      expect(await page.getByLabel("補助金・助成金").isChecked()).toBe(true);
      await page.getByRole("link", { name: browse.reset }).click();
      expect(await rowNames(page)).toHaveLength(183);
    });

    it("a measure and a page of the document can be read, and any page gone to", async () => {
      const page = await site.open("/measures/5-3", WITHOUT_SCRIPTS);
      expect(await page.locator("main").innerText()).toContain("賃金規定等改定コース支給実績");
      await page.getByRole("link", { name: "p.73" }).first().click();
      expect(await page.locator("h1").innerText()).toBe(pageWords.heading(73));
      expect(await page.locator("main").innerText()).toContain("賃金規定等改定コース支給実績");
      await page.getByLabel(pageWords.goTo).fill("45");
      await page.getByRole("button", { name: pageWords.go }).click();
      expect(new URL(page.url()).pathname).toBe("/pages/45");
      expect(await page.locator("h1").innerText()).toBe(pageWords.heading(45));
    });

    it("English stays English through every form", async () => {
      const page = await site.open("/?lang=en", WITHOUT_SCRIPTS);
      await page.fill("#question", "What does (5)③ support?");
      await page.click("#send");
      expect(await page.locator(".answer-text").innerText()).toContain("Measure: (5)③");
      await page.goto(`${site.address}/pages/73?lang=en`);
      await page.getByLabel(stringsByLanguage.en.page.goTo).fill("45");
      await page.getByRole("button", { name: stringsByLanguage.en.page.go, exact: true }).click();
      expect(await page.locator("h1").innerText()).toBe(stringsByLanguage.en.page.heading(45));
      await page.goto(`${site.address}/browse?lang=en`);
      await page.fill("#browse-words", "承継");
      await page.click("#browse-apply");
      expect(await page.locator("h1").innerText()).toBe(stringsByLanguage.en.browse.title);
    });
  });

  describe("the list of measures", () => {
    /** Forgotten when the page is loaded anew. */
    const remember = (page: Page) => page.evaluate(() => Object.assign(window, { remembered: true }));
    const remembers = (page: Page): Promise<boolean> => page.evaluate(() => Reflect.get(window, "remembered") === true);
    const parameter = (page: Page, name: string, value: string): Promise<void> =>
      page.waitForURL((url) => url.searchParams.get(name) === value);

    it("filters while one types, without loading the page anew or losing the focus", async () => {
      const page = await site.open("/browse");
      expect(await page.locator("#browse-apply").isVisible()).toBe(false);
      await remember(page);
      const before = await facet(page, "type");
      await page.locator("#browse-words").pressSequentially("承継");
      await parameter(page, "q", "承継");
      const rows = await rowNames(page);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThan(40);
      expect(await resultCount(page)).toBe(browse.found(rows.length, 183));
      expect(await page.locator("#browse-status").textContent()).toBe(browse.found(rows.length, 183));
      expect(await facet(page, "type")).not.toEqual(before);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("browse-words");
      expect(await remembers(page)).toBe(true);
      // The address says all: whoever opens it sees the same.
      const other = await site.open(page.url());
      expect(await rowNames(other)).toEqual(rows);
      expect(await other.inputValue("#browse-words")).toBe("承継");
    });

    it("filters by what is ticked, says how many each choice would give, and keeps the focus on it", async () => {
      const page = await site.open("/browse");
      await remember(page);
      const ministries = await facet(page, "ministry");
      const [count = ""] = (await facet(page, "type")).filter((value) => value.startsWith("補助金・助成金"));
      await tick(page, "type", "補助金・助成金");
      await parameter(page, "type", "補助金・助成金");
      await expect.poll(async () => `補助金・助成金 ${(await rowNames(page)).length}`).toBe(count);
      expect(await facet(page, "ministry")).not.toEqual(ministries);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("type-補助金・助成金");
      expect(await page.locator("[data-selected=type]").innerText()).toBe(browse.selected(1));
      await page.keyboard.press("Space");
      await expect.poll(async () => (await rowNames(page)).length).toBe(183);
      expect(new URL(page.url()).search).toBe("");
      expect(await remembers(page)).toBe(true);
    });

    it("is put in another order", async () => {
      const page = await site.open("/browse");
      const inOrder = await rowNames(page);
      await page.locator("#browse-sort").selectOption("budget");
      await parameter(page, "sort", "budget");
      const byBudget = await rowNames(page);
      expect(byBudget[0]).not.toBe(inOrder[0]);
      expect([...byBudget].sort()).toEqual([...inOrder].sort());
      await page.locator("#browse-sort").selectOption("document");
      await expect.poll(() => rowNames(page)).toEqual(inOrder);
    });

    it("shows the last word typed, also where an earlier answer arrives later", async () => {
      const page = await site.open("/browse");
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      site.standIn(async ({ path }) => {
        if (path.endsWith("q=%E6%89%BF")) await held;
        return undefined;
      });
      await page.fill("#browse-words", "承");
      await expect.poll(() => site.askedFor("/browse")).toHaveLength(2);
      await page.fill("#browse-words", "承継");
      await parameter(page, "q", "承継");
      const rows = await rowNames(page);
      release();
      await page.waitForTimeout(300);
      expect(await rowNames(page)).toEqual(rows);
      expect(new URL(page.url()).searchParams.get("q")).toBe("承継");
    });

    it("stands as it was when one comes back from a measure", async () => {
      const page = await site.open("/browse");
      await page.locator("#browse-words").pressSequentially("承継");
      await parameter(page, "q", "承継");
      const rows = await rowNames(page);
      await page.locator("table.measures tbody th a").first().click();
      await page.waitForURL("**/measures/*");
      await page.goBack();
      expect(await page.inputValue("#browse-words")).toBe("承継");
      expect(await rowNames(page)).toEqual(rows);
    });

    it("says so where nothing fits, and how to go on", async () => {
      const page = await site.open("/browse");
      await page.fill("#browse-words", "存在しない言葉");
      await page.getByText(browse.none).waitFor();
      expect(await page.locator("table.measures, .charts").count()).toBe(0);
      await page.getByRole("link", { name: browse.reset }).click();
      await expect.poll(async () => (await rowNames(page)).length).toBe(183);
    });

    it("is saved as a CSV of the rows on the screen, in their order", async () => {
      const page = await site.open("/browse?type=融資&sort=budget");
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByText(browse.csv).click()]);
      expect(download.suggestedFilename()).toBe("shisaku.csv");
      const text = await readFile(await download.path(), "utf8");
      expect(text.startsWith("\ufeff番号,")).toBe(true);
      const [header = [], ...rows] = parseCsv(text.slice(1));
      const [number, title, url] = ["番号", "施策名", "URL"].map((name) => header.indexOf(name));
      const names = rows.map((row) => `${row[number ?? -1]} ${row[title ?? -1]}`);
      expect(names).toEqual(await rowNames(page));
      expect(names.length).toBeGreaterThan(3);
      expect(rows[0]?.[url ?? -1]).toMatch(new RegExp(`^${site.address}/measures/\\d+-\\d+$`, "u"));
    });

    it("is drawn as bars as long as their counts, which a table says too", async () => {
      const page = await site.open("/browse?type=融資");
      await page.locator(".charts summary").click();
      const bars = await page.locator("svg[aria-labelledby=by-ministry-title]").evaluate((chart) =>
        Array.from(chart.querySelectorAll("g"), (group) => ({
          name: group.querySelector(".bar-label")?.textContent ?? "",
          count: Number.parseInt(group.querySelector(".bar-count")?.textContent ?? "", 10),
          width: group.querySelector("rect")?.getBoundingClientRect().width ?? 0,
        })),
      );
      expect(bars.length).toBeGreaterThan(3);
      const [first] = bars;
      if (first === undefined) throw new Error("no bars");
      for (const { count, width } of bars) expect(width / first.width).toBeCloseTo(count / first.count, 2);
      const table = await page.locator(".cross-table tbody tr").evaluateAll((rows) =>
        rows.map((row) => ({
          name: row.querySelector("th")?.textContent ?? "",
          count: Number(row.querySelector("td")?.textContent),
        })),
      );
      expect(table).toEqual(bars.map(({ name, count }) => ({ name, count })));
      // Open charts stay open while the list changes.
      await page.fill("#browse-words", "承継");
      await parameter(page, "q", "承継");
      expect(await page.locator(".charts[open]").count()).toBe(1);
    });
  });

  describe("the pages of measures and of the document", () => {
    it("copies each form of a citation, and says so", async () => {
      const page = await site.open("/measures/5-3", { permissions: ["clipboard-read", "clipboard-write"] });
      const buttons = page.locator("button[data-copy]");
      expect(await buttons.count()).toBe(4);
      const copied: string[] = [];
      for (const button of await buttons.all()) {
        await button.click();
        await expect.poll(() => button.innerText()).toBe(measure.copied);
        copied.push(await page.evaluate(() => navigator.clipboard.readText()));
      }
      expect(copied).toEqual(await page.locator(".citation-forms dd > span").allInnerTexts());
      expect(copied[0]).toBe("(5)③キャリアアップ助成金（p.73）");
      expect(copied[3]).toBe(`${site.address}/measures/5-3`);
    });

    it("leads from page to page, and neither before the first nor past the last", async () => {
      const page = await site.open("/pages/1");
      expect(await page.locator("a[rel=prev]").count()).toBe(0);
      await page.locator("a[rel=next]").first().click();
      await page.waitForURL("**/pages/2");
      await page.locator("a[rel=prev]").first().click();
      await page.waitForURL("**/pages/1");
      const last = await page.getByLabel(pageWords.goTo).getAttribute("max");
      await page.getByLabel(pageWords.goTo).fill(last ?? "");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/pages/${last}`);
      expect(await page.locator("a[rel=next]").count()).toBe(0);
    });

    it("marks the quote of a new address on the page that is open, and says where it is not there", async () => {
      const page = await site.open("/pages/73");
      const go = (quote: string) => page.goto(`${site.address}/pages/73#q=${encodeURIComponent(quote)}&in=5-3`);
      await go("約35,000人");
      await page.locator("mark.quote-mark").waitFor();
      expect(await page.locator("mark.quote-mark").allInnerTexts()).toEqual(["約35,000人"]);
      await go("この頁にない言葉");
      await page.getByText(pageWords.notFound).waitFor();
      expect(await page.locator("mark.quote-mark").count()).toBe(0);
      await go("支給実績");
      await page.locator("mark.quote-mark").waitFor();
      expect(await page.getByText(pageWords.notFound).isVisible()).toBe(false);
    });
  });

  describe("on paper", () => {
    const visible = (page: Page, selector: string): Promise<number> =>
      page.locator(`${selector} >> visible=true`).count();

    it("an answer has its quotes whole and nothing to press", async () => {
      const page = await site.open("/", { own: true });
      await ask(page, "海外の展示会に出たい");
      await page.emulateMedia({ media: "print" });
      const quotes = page.locator(".citation blockquote");
      expect(await quotes.count()).toBeGreaterThan(1);
      for (const quote of await quotes.all()) {
        const cut = await quote.evaluate((element) => element.scrollHeight - element.clientHeight);
        expect(cut).toBeLessThanOrEqual(1);
      }
      expect(await visible(page, ".answer-text")).toBe(1);
      expect(await visible(page, "button, textarea, nav, summary, .skip-link")).toBe(0);
    });

    it.each([
      ["/measures/5-3", ".column"],
      ["/pages/73", ".column"],
      ["/browse?type=融資", "table.measures tbody tr"],
    ])("%s has its text and nothing to press", async (path, text) => {
      const page = await site.open(path, { own: true });
      await page.emulateMedia({ media: "print" });
      expect(await visible(page, text)).toBeGreaterThan(1);
      expect(await visible(page, "button, input, select, .button, .site-header nav, .page-steps, .skip-link")).toBe(0);
    });

    it("has black letters on white, also from a screen in the dark", async () => {
      const page = await site.open("/measures/5-3", { colorScheme: "dark" });
      await page.emulateMedia({ media: "print", colorScheme: "light" });
      const colours = await page.locator("body").evaluate((body) => {
        const { color, backgroundColor } = getComputedStyle(body);
        return [color, backgroundColor];
      });
      expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    });
  });
});

describe("the parser of these tests", () => {
  it("reads quotes, commas and line breaks of a CSV", () => {
    expect(parseCsv('a,"b,""c""",\r\n"d\r\ne",,f\r\n')).toEqual([
      ["a", 'b,"c"', ""],
      ["d\r\ne", "", "f"],
    ]);
  });
});
