import { describe, expect, it } from "vitest";
import { widgetFiles } from "../src/widget-files.ts";
import { launcherStrings } from "../web/client/widget/launcher-strings.ts";
import { describeOnForeignSite, type HostPage, tag } from "./widget-host.ts";
import { askIn, boxOf, focusedOn, launcherOf, openWidget, settle, windowOf } from "./widget-steps.ts";

const QUESTION = "プラチナえるぼしは何社ですか";
const WIDGET = "shisaku-navi-widget";

describeOnForeignSite("one line in a page", (site) => {
  const loader = (attributes: Readonly<Record<string, string>> = {}): string =>
    tag(`${site.address}/widget.js`, attributes);

  it("shows a named button at once, in the task that ran the script", async () => {
    const page = await site.visit({
      head: `<script>
        // Called when the script's task ends, before anything else can run.
        new MutationObserver(() => {
          const widget = document.querySelector("${WIDGET}");
          if (widget === null || "seen" in window) return;
          const launcher = widget.shadowRoot.querySelector("button");
          const { left, top, width, height } = launcher.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + height / 2);
          window.seen = { text: launcher.textContent, shown: launcher.checkVisibility(), hit: hit === widget };
        }).observe(document, { childList: true, subtree: true });
      </script>`,
      body: loader(),
    });
    await launcherOf(page).waitFor();
    const seen = await page.evaluate(() => Reflect.get(window, "seen"));
    expect(seen).toEqual({ text: launcherStrings.ja.launcher, shown: true, hit: true });
  });

  it("loads one small file until somebody opens it, and the chat once then", async () => {
    const page = await site.visit();
    await launcherOf(page).hover();
    await settle(page);
    expect(site.requested).toEqual(["/widget.js"]);
    await openWidget(page);
    await page.keyboard.press("Escape");
    await openWidget(page);
    expect(site.requested).toEqual(["/widget.js", expect.stringMatching(/^\/widget\/panel-[\w-]+\.js$/u)]);
  });

  it("keeps nothing before it is used, then only the conversation, only for this tab", async () => {
    const page = await site.visit();
    const kept = () =>
      page.evaluate(() => ({
        cookies: document.cookie,
        always: Object.keys(localStorage),
        here: Object.keys(sessionStorage).filter((key) => !key.startsWith("shisaku-navi:widget:")),
        ours: Object.keys(sessionStorage).length,
      }));
    await launcherOf(page).waitFor();
    expect(await kept()).toEqual({ cookies: "", always: [], here: [], ours: 0 });
    await openWidget(page);
    await askIn(page, QUESTION);
    expect(await kept()).toEqual({ cookies: "", always: [], here: [], ours: 2 });
    await page.reload();
    await openWidget(page);
    expect(await page.locator(`${WIDGET} .question`).innerText()).toContain(QUESTION);
    const other = await site.visit(undefined, { beside: page });
    await openWidget(other);
    expect(await other.locator(`${WIDGET} .question`).count()).toBe(0);
  });

  it.each([
    ["in the head", (line: string): HostPage => ({ head: line })],
    ["in the head, run as soon as it is there", (line) => ({ head: line.replace(" defer", " async") })],
    ["in the head, run before the page is read", (line) => ({ head: line.replace(" defer", "") })],
    ["twice", (line) => ({ body: line + line })],
    ["with the parameter that WordPress adds", (line) => ({ body: line.replace("widget.js", "widget.js?ver=6.8") })],
  ])("gives one widget that answers: %s", async (_name, pageWith) => {
    const page = await site.visit(pageWith(loader()));
    await openWidget(page);
    await askIn(page, QUESTION);
    expect(await page.locator(WIDGET).count()).toBe(1);
  });

  it("adds none of its own where the page has put one, or says data-manual", async () => {
    const placed = await site.visit({ body: `<main><${WIDGET}></${WIDGET}></main>${loader()}` });
    await openWidget(placed);
    expect(await placed.locator(WIDGET).evaluateAll((all) => all.map((one) => one.parentElement?.localName))).toEqual([
      "main",
    ]);
    const manual = await site.visit({ body: loader({ "data-manual": "" }) });
    await settle(manual);
    expect(await manual.locator(WIDGET).count()).toBe(0);
    await manual.evaluate((name) => document.body.append(document.createElement(name)), WIDGET);
    await openWidget(manual);
  });

  it("works from a module that the page loads itself, under a name of its choice", async () => {
    const page = await site.visit({
      body: `<my-help heading="相談"></my-help><script type="module">
        import { ShisakuNaviWidget } from "${site.address}/widget/widget.mjs";
        window.registered = customElements.getName?.(ShisakuNaviWidget) ?? null;
        customElements.define("my-help", ShisakuNaviWidget);
      </script>`,
    });
    await page.locator("my-help .launcher").click();
    await page.locator("my-help textarea").fill(QUESTION);
    await page.keyboard.press("Enter");
    await page.locator("my-help .answer-actions").waitFor();
    expect(await page.evaluate(() => Reflect.get(window, "registered")), "importing registers nothing").toBeNull();
    expect(await page.locator(WIDGET).count()).toBe(0);
    expect(site.requested.filter((path) => path.startsWith("/widget"))).toEqual([
      "/widget/widget.mjs",
      expect.stringMatching(/^\/widget\/panel-/u),
    ]);
  });

  describe("held to one version", () => {
    it("runs where its hash is right", async () => {
      const { version } = await widgetFiles()();
      const page = await site.visit({
        body: tag(`${site.address}/widget/${version.name}`, {
          integrity: version.integrity,
          crossorigin: "anonymous",
        }),
      });
      await openWidget(page);
      await askIn(page, QUESTION);
      expect(site.requested[0]).toBe(`/widget/${version.name}`);
    });

    it("does not run where its hash is wrong, and the page is as it was", async () => {
      const { version } = await widgetFiles()();
      const integrity = `sha384-${"A".repeat(64)}`;
      site.forgive(/integrity/u);
      const page = await site.visit({
        body: `<p id="own">本文</p>${tag(`${site.address}/widget/${version.name}`, { integrity, crossorigin: "anonymous" })}`,
      });
      await settle(page);
      expect(await page.locator(WIDGET).count()).toBe(0);
      expect(await page.locator("#own").innerText()).toBe("本文");
      expect(site.said).toEqual([expect.stringContaining("integrity")]);
    });
  });

  it("gives two widgets of a page a conversation each", async () => {
    const page = await site.visit({
      body: `<${WIDGET} id="one" mode="inline"></${WIDGET}><${WIDGET} id="two" mode="inline"></${WIDGET}>${loader()}`,
    });
    for (const [id, question] of [
      ["one", QUESTION],
      ["two", "海外の展示会に出たい"],
    ] as const) {
      await page.locator(`#${id} .launcher`).click();
      await page.locator(`#${id} textarea`).fill(question);
      await page.keyboard.press("Enter");
      await page.locator(`#${id} .answer-actions`).waitFor();
    }
    const questions = () => Promise.all(["one", "two"].map((id) => page.locator(`#${id} .question`).allTextContents()));
    const asked = [[expect.stringContaining(QUESTION)], [expect.stringContaining("海外の展示会に出たい")]];
    expect(await questions()).toEqual(asked);
    await page.locator("#two a.mark").first().click();
    await page.locator("#two mark.quote-mark").waitFor();
    expect(await page.locator("#one .panel").count()).toBe(0);
    await page.reload();
    for (const id of ["one", "two"]) await page.locator(`#${id} .launcher`).click();
    await page.locator("#two .question").waitFor();
    expect(await questions()).toEqual(asked);
    expect(site.requested.filter((path) => path.includes("panel-"))).toHaveLength(2);
  });

  describe("taken out of the page and put back", () => {
    const putBack = () => {
      const widget = document.querySelector("shisaku-navi-widget");
      widget?.remove();
      if (widget !== null) document.body.append(widget);
    };

    it("closed, opens and answers as before", async () => {
      const page = await site.visit();
      await openWidget(page);
      await page.keyboard.press("Escape");
      await page.evaluate(putBack);
      await openWidget(page);
      await askIn(page, QUESTION);
      expect(await page.locator(`${WIDGET} .turn`).count()).toBe(1);
    });

    it.each([1280, 375])("open, is open where it was, with its conversation, at %i px", async (width) => {
      const page = await site.visit(undefined, { width });
      await openWidget(page);
      await askIn(page, QUESTION);
      const before = await windowOf(page).boundingBox();
      const modal = () => windowOf(page).evaluate((dialog) => dialog.matches(":modal"));
      const wasModal = await modal();
      await page.evaluate(putBack);
      await settle(page);
      expect(await windowOf(page).boundingBox()).toEqual(before);
      expect(await modal()).toBe(wasModal);
      await askIn(page, "海外の展示会に出たい");
      expect(await page.locator(`${WIDGET} .turn`).count()).toBe(2);
    });

    it("changed meanwhile, is as it is told to be", async () => {
      const page = await site.visit({ body: `<${WIDGET} mode="inline"></${WIDGET}>${loader()}` });
      await launcherOf(page).waitFor();
      await page.evaluate(() => {
        const widget = document.querySelector("shisaku-navi-widget");
        widget?.remove();
        widget?.setAttribute("mode", "launcher");
        widget?.setAttribute("position", "left");
        if (widget) document.body.append(widget);
      });
      expect(await launcherOf(page).boundingBox()).toMatchObject({ x: 16, y: 800 - 16 - 48 });
      await openWidget(page);
    });

    it("while it answers, stops, and can be asked again", async () => {
      site.standIn(({ path }) => (path === "/api/chat" ? new Promise(() => {}) : undefined));
      const page = await site.visit();
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await page.locator(`${WIDGET} #stop`).waitFor();
      await page.evaluate(putBack);
      await page.locator(`${WIDGET} .stopped`).waitFor();
      site.standIn(() => undefined);
      await page.locator(`${WIDGET} .retry`).click();
      await page.locator(`${WIDGET} .answer-actions`).waitFor();
    });
  });

  it("does not take the focus from a page that it comes to", async () => {
    const page = await site.visit({ body: `<input id="own" autofocus>${loader()}` });
    await launcherOf(page).waitFor();
    await settle(page);
    expect(await focusedOn(page)).toBe("input#own");
  });
});

describeOnForeignSite(
  "a server below a path",
  (site) => {
    it.each(["/widget.js", "/widget/widget.mjs"])("is asked at its own address by %s", async (file) => {
      const module = `<${WIDGET}></${WIDGET}><script type="module">
        import { ShisakuNaviWidget } from "${site.address}${file}";
        customElements.define("${WIDGET}", ShisakuNaviWidget);</script>`;
      const page = await site.visit({ body: file.endsWith(".mjs") ? module : tag(`${site.address}${file}`) });
      await openWidget(page);
      await askIn(page, QUESTION);
      await page.locator(`${WIDGET} a.mark`).first().click();
      await page.locator("mark.quote-mark").waitFor();
      expect(site.address).toMatch(/\/navi$/u);
      expect(await page.locator(`${WIDGET} .panel-links a`).first().getAttribute("href")).toMatch(
        new RegExp(`^${site.address}/measures/`, "u"),
      );
    });
  },
  { BASE_PATH: "/navi" },
);
