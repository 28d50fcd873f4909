import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { ask } from "./browser-chat-steps.ts";
import { describeInChromium, type Site } from "./in-chromium.ts";

const PATHS = [
  "/",
  "/browse",
  "/browse?q=補助金",
  "/measures/1-17",
  "/measures/3-13",
  "/pages/45",
  "/pages/73",
  "/measures/99-99",
  "/?lang=en",
  "/browse?lang=en",
];

/** What sticks out to the right of the page: nothing, unless it scrolls within a frame of its own. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth - width;
    if (wide <= 0) return [];
    const outside = Array.from(document.querySelectorAll("body *")).filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return [`${wide}px too wide`, ...outside.slice(0, 5).map((element) => `${element.tagName}.${element.className}`)];
  });

interface Stop {
  name: string;
  /** Whether something else lies over all of it, or it is outside of what can be seen. */
  covered: boolean;
}

/** Where the focus goes with Tab, or backwards, until it has been everywhere. */
async function walk(page: Page, key: "Tab" | "Shift+Tab" = "Tab"): Promise<Stop[]> {
  await page.evaluate(() => {
    const stops: { name: string; covered: boolean }[] = [];
    const seen = new Set<Element>();
    Object.assign(window, { stops, around: false });
    const isOver = (element: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (hit === element || element.contains(hit) || hit.contains(element));
    };
    document.addEventListener(
      "keyup",
      ({ key: released }) => {
        const element = document.activeElement;
        if (released !== "Tab" || element === null || element === document.body) return;
        if (seen.has(element)) {
          Object.assign(window, { around: true });
          return;
        }
        seen.add(element);
        const shows = Array.from(element.getClientRects()).some(({ left, right, top, bottom }) =>
          [
            [(left + right) / 2, (top + bottom) / 2],
            [left + 2, top + 2],
            [right - 2, top + 2],
            [left + 2, bottom - 2],
            [right - 2, bottom - 2],
          ].some(([x = 0, y = 0]) => isOver(element, x, y)),
        );
        const text = element.getAttribute("aria-label") ?? element.textContent ?? "";
        stops.push({ name: `${element.tagName} ${element.id || text.trim().slice(0, 30)}`, covered: !shows });
      },
      true,
    );
    // From the page's first stop on; a sheet keeps the focus within.
    document.querySelector<HTMLElement>(".skip-link")?.focus();
  });
  for (let pressed = 0; pressed < 400; pressed++) {
    await page.keyboard.press(key);
    if (pressed % 8 === 7 && (await page.evaluate(() => Reflect.get(window, "around")))) break;
  }
  return page.evaluate(() => Reflect.get(window, "stops"));
}

const covered = (stops: readonly Stop[]): string[] => stops.flatMap((stop) => (stop.covered ? [stop.name] : []));

/** Everything on the page that can be pressed and is smaller than 24 by 24 CSS pixels (WCAG 2.5.8), links in running text aside. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    return Array.from(document.querySelectorAll<HTMLElement>(targets)).flatMap((element) => {
      const style = getComputedStyle(element);
      const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
      if (!element.checkVisibility() || width <= 1) return [];
      // The lines of a text keep its links apart.
      const inText = style.display === "inline" && Number.parseFloat(style.lineHeight) >= 20;
      const isSmall = height < 24 || width < 24;
      return isSmall && !inText ? [`${element.tagName} ${element.textContent?.slice(0, 20)} ${width} x ${height}`] : [];
    });
  });

async function answered(site: Site, width: number): Promise<Page> {
  const page = await site.open("/", { width });
  await ask(page, "海外の展示会に出たい");
  await ask(page, "(1)⑫の予算は?");
  return page;
}

async function withPanel(site: Site, width: number): Promise<Page> {
  const page = await answered(site, width);
  await page.locator("a.mark").first().click();
  await page.locator("mark.quote-mark").waitFor();
  return page;
}

async function formsOpen(site: Site, width: number): Promise<Page> {
  const page = await answered(site, width);
  for (const summary of await page.locator(".chat-tools summary").all()) await summary.click();
  return page;
}

describeInChromium("on every screen", (site) => {
  describe("whoever goes by the keyboard", () => {
    describe.each([
      ["on a wide screen", 1280],
      ["on a phone", 375],
    ])("%s", (_name, width) => {
      const pages: [name: string, least: number, open: () => Promise<Page>][] = [
        ["the answered chat", 25, () => answered(site, width)],
        ["the chat with its forms open", 30, () => formsOpen(site, width)],
        ["the list", 30, () => site.open("/browse?section=5", { width })],
        ["a measure", 20, () => site.open("/measures/5-3", { width })],
        ["a page", 12, () => site.open("/pages/73", { width })],
      ];
      it.each(pages)("can press everything and sees where the focus is all the way: %s", async (_page, least, open) => {
        const page = await open();
        expect(await smallTargets(page), "smaller than 24 by 24 pixels").toEqual([]);
        const stops = await walk(page);
        expect(stops.length).toBeGreaterThanOrEqual(least);
        expect(covered(stops)).toEqual([]);
      });

      it("sees where the focus is on the way back through the chat", async () => {
        const stops = await walk(await answered(site, width), "Shift+Tab");
        expect(stops.length).toBeGreaterThanOrEqual(25);
        expect(covered(stops)).toEqual([]);
      });
    });

    it("goes through chat and panel side by side, neither over the other's focus", async () => {
      const page = await withPanel(site, 1280);
      expect(await smallTargets(page), "smaller than 24 by 24 pixels").toEqual([]);
      const stops = await walk(page);
      expect(stops.map(({ name }) => name)).toContain(`BUTTON ${stringsByLanguage.ja.panel.close}`);
      expect(stops.map(({ name }) => name)).toContain("TEXTAREA question");
      expect(covered(stops)).toEqual([]);
    });

    it("stays within the sheet while it lies over the chat", async () => {
      const page = await withPanel(site, 375);
      expect(await smallTargets(page), "smaller than 24 by 24 pixels").toEqual([]);
      const stops = await walk(page);
      expect(stops.length).toBeGreaterThanOrEqual(4);
      expect(stops.map(({ name }) => name)).not.toContain("TEXTAREA question");
      expect(covered(stops)).toEqual([]);
    });

    it("reaches the content past the header by the skip link", async () => {
      const page = await site.open("/browse?section=5");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("browse-words");
    });
  });

  describe("no page scrolls sideways", () => {
    describe.each([375, 320])("at %i px", (width) => {
      it("as a page of its own", async () => {
        site.forgive(/404/u);
        const page = await site.open("/", { width });
        const found: Record<string, string[]> = {};
        for (const path of PATHS) {
          await page.goto(new URL(path, site.address).href);
          found[path] = await sticksOut(page);
        }
        expect(found).toEqual(Object.fromEntries(PATHS.map((path) => [path, []])));
      });

      it("as the chat with its answers, its forms open, and the panel", async () => {
        const page = await site.open("/", { width });
        await ask(page, "海外の展示会に出たい");
        await ask(page, "(1)⑫の予算は?");
        expect(await sticksOut(page), "answered").toEqual([]);
        for (const summary of await page.locator(".chat-tools summary").all()) await summary.click();
        expect(await sticksOut(page), "company and history open").toEqual([]);
        await page.locator("a.mark").first().click();
        await page.locator("mark.quote-mark").waitFor();
        expect(await sticksOut(page), "panel open").toEqual([]);
        const body = await page.locator(".panel-body").evaluate((frame) => frame.scrollWidth - frame.clientWidth);
        expect(body, "within the panel").toBeLessThanOrEqual(0);
      });

      it("as the list with its charts and filters open", async () => {
        const page = await site.open("/browse", { width });
        for (const summary of await page.locator("main summary").all()) await summary.click();
        expect(await sticksOut(page)).toEqual([]);
      });
    });

    it("with words of a hundred letters in the question and its answer", async () => {
      const page = await site.open("/", { width: 320 });
      await ask(page, "W".repeat(120));
      expect(await sticksOut(page)).toEqual([]);
    });
  });
});
