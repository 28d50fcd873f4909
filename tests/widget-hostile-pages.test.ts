import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { describeOnForeignSite, type ForeignSite, type HostPage, tag } from "./widget-host.ts";
import { askIn, boxOf, launcherOf, openWidget, settle } from "./widget-steps.ts";

const QUESTION = "プラチナえるぼしは何社ですか";
const LONG = `<p>${"長い文。<br>".repeat(150)}</p>`;

/** What a page may do to everything on it. */
const RESETS: readonly string[] = [
  "html { font-size: 62.5% }",
  "html { font-size: 30px; line-height: 5; letter-spacing: 1em; text-transform: uppercase; text-align: right; white-space: pre }",
  "* { all: unset !important; font: 40px cursive !important; color: red !important; display: inline !important }",
  "* { margin: 30px !important; padding: 30px !important; border: 5px solid red !important; float: left !important }",
  "html, body { visibility: hidden; pointer-events: none; cursor: none; user-select: none; direction: rtl }",
  "button, textarea, a, dialog, div { display: none !important; background: red !important; min-height: 200px !important }",
  ":root, body { --text: red; --ground: red; --accent: red; --link: red; --line: red; --font: cursive; --radius: 9px; --own-accent: red }",
  "* { --text: red; --text-muted: red; --ground: red; --accent: red; --link: red; --line: red; --font: cursive; --radius: 9px }",
  "shisaku-navi-widget { position: absolute; left: -999px; opacity: 0; transform: scale(0); filter: blur(9px); clip-path: inset(50%) }",
];

/** Size and look of everything in the widget, with the answer and a quote open. */
async function drawn(site: ForeignSite, head: string): Promise<string[]> {
  const page = await site.visit({ head, body: tag(`${site.address}/widget.js`) });
  // By script: the page may keep the pointer away.
  await page.evaluate(() =>
    document.querySelector("shisaku-navi-widget")?.shadowRoot?.querySelector("button")?.click(),
  );
  await askIn(page, QUESTION);
  await page.locator("shisaku-navi-widget a.mark").first().click();
  await page.locator("mark.quote-mark").waitFor();
  // The quote is scrolled to after the frame that it is first drawn in.
  const frame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  for (let drawnFrames = 0; drawnFrames < 3; drawnFrames++) await frame();
  const look = await page.evaluate(() =>
    Array.from(document.querySelector("shisaku-navi-widget")?.shadowRoot?.querySelectorAll("*") ?? [], (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const { color, backgroundColor, fontSize, fontFamily, direction, visibility, opacity } = style;
      const words = [color, backgroundColor, fontSize, fontFamily, direction, visibility, opacity].join(" ");
      return `${element.localName}.${element.className} ${x} ${y} ${width} ${height} ${words}`;
    }),
  );
  await page.close();
  return look;
}

/** Pages on which something else lies over everything, or which clip, move or fade all they contain. */
const COVERS: [name: string, page: Omit<HostPage, "root">][] = [
  [
    "a layer with the highest z-index",
    { body: `<div style="position:fixed;inset:0;z-index:2147483647;background:#fee"></div>` },
  ],
  ["a body that clips", { head: "<style>body { overflow: clip; height: 10px; contain: strict }</style>" }],
  ["a body that is moved and faded", { head: "<style>body { transform: translate(-500px); opacity: 0 }</style>" }],
  ["a body that is filtered", { head: "<style>body { filter: blur(20px); will-change: transform }</style>" }],
];

const LAYOUTS: [name: string, css: string][] = [
  ["plain", ""],
  [
    "a grid with its footer at the bottom",
    "body { display: grid; grid-template-rows: auto 1fr auto; gap: 40px; min-height: 100vh }",
  ],
  [
    "a column that spreads what it holds",
    "body { display: flex; flex-direction: column; justify-content: space-between; gap: 40px; min-height: 100vh }",
  ],
  ["a row", "body { display: flex; gap: 40px }"],
  ["distance between neighbours", "body > * + * { margin-top: 40px !important }"],
];

describeOnForeignSite("on a page that minds only itself", (site) => {
  const loader = (attributes: Readonly<Record<string, string>> = {}): string =>
    tag(`${site.address}/widget.js`, attributes);

  it("looks to the pixel as on an empty page, whatever the page's style", async () => {
    const plain = await drawn(site, "");
    expect(plain.length).toBeGreaterThan(100);
    const found: Record<string, string[]> = {};
    for (const css of RESETS) {
      const here = await drawn(site, `<style>${css}</style>`);
      found[css] = here.filter((element, index) => element !== plain[index]).slice(0, 3);
    }
    expect(found).toEqual(Object.fromEntries(RESETS.map((css) => [css, []])));
  });

  it.each(COVERS)("can be seen and pressed: %s", async (_name, { head = "", body = "" }) => {
    const page = await site.visit({ head, body: `${body}${loader()}` });
    // Playwright presses only what the pointer would meet.
    await openWidget(page);
    await page.keyboard.type("補助金");
    expect(await boxOf(page).inputValue()).toBe("補助金");
    await page.locator("shisaku-navi-widget .window-close").click();
    await launcherOf(page).click();
    await boxOf(page).waitFor();
  });

  it.each(LAYOUTS)("moves nothing when it comes: %s", async (_name, css) => {
    const page = await site.visit({
      head: `<style>${css}</style>`,
      body: `<h1>商工会</h1><main>お知らせ</main><footer>終わり</footer>${loader({ "data-manual": "" })}`,
    });
    const places = () =>
      page.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        const own = Array.from(document.querySelectorAll("h1, main, footer"), (element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return `${element.localName} ${x} ${y} ${width} ${height}`;
        });
        return [`${scrollWidth} x ${scrollHeight}`, ...own];
      });
    const before = await places();
    await page.evaluate(() => document.body.append(document.createElement("shisaku-navi-widget")));
    await launcherOf(page).waitFor();
    expect(await places()).toEqual(before);
    await openWidget(page);
    expect(await places()).toEqual(before);
  });

  it("counts no layout shift, closed or opened by the page itself", async () => {
    const body = `<h1>商工会</h1>${LONG}`;
    for (const attributes of [{}, { "data-open": "" }]) {
      const page = await site.visit({ body: `${body}${loader(attributes as Readonly<Record<string, string>>)}` });
      await launcherOf(page).waitFor();
      await settle(page);
      const shifts = await page.evaluate(
        () =>
          new Promise<number[]>((resolve) => {
            const observer = new PerformanceObserver((list) => resolve(list.getEntries().map(shiftOf)));
            const shiftOf = (entry: PerformanceEntry): number => Reflect.get(entry, "value");
            observer.observe({ type: "layout-shift", buffered: true });
            // Without any shift the observer is never called.
            setTimeout(() => resolve([]), 200);
          }),
      );
      expect(shifts).toEqual([]);
    }
  });

  it("leaves no name behind, and nothing in the page's own elements", async () => {
    const names = (page: Page) => page.evaluate(() => Object.getOwnPropertyNames(window).toSorted());
    const without = await site.visit({ body: "<p>x</p>" });
    const page = await site.visit({ body: `<p>x</p>${loader()}` });
    await openWidget(page);
    await askIn(page, QUESTION);
    expect(await names(page)).toEqual(await names(without));
    const own = await page.evaluate(() => Array.from(document.querySelectorAll("*"), ({ localName }) => localName));
    expect(own).toEqual(["html", "head", "title", "meta", "body", "p", "script", "shisaku-navi-widget"]);
  });

  describe("keeps to itself", () => {
    it("what is typed, where the page has shortcuts of single keys", async () => {
      const page = await site.visit({
        body: `<input id="search"><script>
          document.addEventListener("keydown", (event) => {
            if (event.key !== "s" || /^(?:INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
            event.preventDefault();
            document.querySelector("#search").focus();
          });</script>${loader()}`,
      });
      await openWidget(page);
      await page.keyboard.type("subsidies");
      expect(await boxOf(page).inputValue()).toBe("subsidies");
    });

    it("its scrolling, while it answers and shows a quote in the middle of a long page", async () => {
      const page = await site.visit({
        body: `${LONG.slice(0, 300)}<shisaku-navi-widget mode="inline"></shisaku-navi-widget>${LONG}${loader()}`,
      });
      await openWidget(page);
      await page.evaluate(() => document.querySelector("shisaku-navi-widget")?.scrollIntoView({ block: "center" }));
      const before = await page.evaluate(() => window.scrollY);
      await askIn(page, QUESTION);
      await askIn(page, "海外の展示会に出たい");
      expect(await page.evaluate(() => window.scrollY)).toBe(before);
      await page.locator("shisaku-navi-widget a.mark").last().click();
      await page.locator("mark.quote-mark").waitFor();
      await settle(page);
      expect(await page.evaluate(() => window.scrollY)).toBe(before);
    });

    it.each([1280, 375])("all it shows: no part but its lists scrolls, at %i px", async (width) => {
      const page = await site.visit({ body: loader() }, { width });
      const overflowing = () =>
        page
          .locator("shisaku-navi-widget :is(.window, .window-content, .chat-app, .panel)")
          .evaluateAll((parts) =>
            parts.flatMap(({ className, scrollHeight, clientHeight, scrollWidth, clientWidth, scrollTop }) =>
              scrollHeight > clientHeight || scrollWidth > clientWidth || scrollTop > 0
                ? [`${className}: ${scrollWidth} x ${scrollHeight} in ${clientWidth} x ${clientHeight} at ${scrollTop}`]
                : [],
            ),
          );
      await openWidget(page);
      await askIn(page, "海外の展示会に出たい");
      expect(await overflowing(), "answered").toEqual([]);
      await page.locator("shisaku-navi-widget a.mark").first().click();
      await page.locator("mark.quote-mark").waitFor();
      await settle(page);
      expect(await overflowing(), "with a quote").toEqual([]);
    });
  });
});
