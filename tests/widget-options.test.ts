import { describe, expect, it } from "vitest";
import type { Measure } from "../ingest/collection.ts";
import { stringsByLanguage } from "../web/client/strings.ts";
import { launcherStrings } from "../web/client/widget/launcher-strings.ts";
import { describeOnForeignSite, EVENT_NAMES, tag } from "./widget-host.ts";
import {
  askIn,
  boxOf,
  call,
  focusedOn,
  launcherOf,
  openWidget,
  setAttribute,
  settle,
  spokenIn,
  toldTo,
  windowOf,
} from "./widget-steps.ts";

const QUESTION = "プラチナえるぼしは何社ですか";
const WIDGET = "shisaku-navi-widget";
const { feedback } = stringsByLanguage.ja;
const LONG = `<p>${"長い文。<br>".repeat(150)}</p>`;

describeOnForeignSite("a web master", (site) => {
  const loader = (attributes: Readonly<Record<string, string>> = {}): string =>
    tag(`${site.address}/widget.js`, attributes);
  const visitWith = (attributes: Readonly<Record<string, string>>) => site.visit({ body: loader(attributes) });
  const names = async (page: Parameters<typeof toldTo>[0]) => (await toldTo(page)).map(({ name }) => name);

  describe("chooses by attribute", () => {
    it("the words of button, heading and greeting, which stay words", async () => {
      const page = await visitWith({
        "data-launcher": "補助金の相談<b>",
        "data-heading": "商工会の窓口 & <i>相談</i>",
        "data-greeting": "<img src=x onerror=alert(1)>こんにちは",
      });
      expect(await launcherOf(page).textContent()).toBe("補助金の相談<b>");
      await openWidget(page);
      expect(await windowOf(page).getAttribute("aria-label")).toBe("商工会の窓口 & <i>相談</i>");
      expect(await page.locator(`${WIDGET} .window-title`).textContent()).toBe("商工会の窓口 & <i>相談</i>");
      expect(await page.locator(`${WIDGET} .greeting`).textContent()).toBe("<img src=x onerror=alert(1)>こんにちは");
      await setAttribute(page, "heading", "別の窓口");
      await setAttribute(page, "launcher", undefined);
      expect(await page.locator(`${WIDGET} .window-title`).textContent()).toBe("別の窓口");
      expect(await launcherOf(page).textContent()).toBe(launcherStrings.ja.launcher);
    });

    it("the side, from the start and later", async () => {
      const page = await visitWith({ "data-position": "left" });
      await openWidget(page);
      expect([(await launcherOf(page).boundingBox())?.x, (await windowOf(page).boundingBox())?.x]).toEqual([16, 16]);
      await setAttribute(page, "position", "right");
      const right = await windowOf(page).boundingBox();
      expect((right?.x ?? 0) + (right?.width ?? 0)).toBe(1280 - 16);
    });

    it("to have it in the text, where it takes its place and stays in it", async () => {
      const page = await site.visit({
        body: `<div id="place" style="width: 500px; margin: 100px"><${WIDGET} mode="inline"></${WIDGET}></div>${loader()}`,
      });
      await launcherOf(page).waitFor();
      const place = { x: 108, y: 100, width: 500, height: 560 };
      expect(await page.locator("#place").boundingBox()).toEqual(place);
      await openWidget(page);
      expect(await page.locator("#place").boundingBox()).toEqual(place);
      expect(await windowOf(page).boundingBox()).toEqual(place);
      await page.setViewportSize({ width: 375, height: 700 });
      expect(await windowOf(page).evaluate((dialog) => dialog.matches(":modal")), "never over the page").toBe(false);
    });

    it.each([
      ["inline", "launcher"],
      ["launcher", "inline"],
    ])("another mode than it began with: %s, then %s", async (before, after) => {
      const place = (mode: string) =>
        `<div id="place" style="width: 500px; margin: 100px"><${WIDGET} mode="${mode}"></${WIDGET}></div>${loader()}`;
      const page = await site.visit({ body: place(before) });
      await launcherOf(page).waitFor();
      await setAttribute(page, "mode", after);
      const fresh = await site.visit({ body: place(after) });
      await launcherOf(fresh).waitFor();
      expect(await launcherOf(page).boundingBox()).toEqual(await launcherOf(fresh).boundingBox());
      const onTop = (popover: Element): boolean => popover.matches(":popover-open");
      const layer = `${WIDGET} .layer`;
      expect(await page.locator(layer).evaluate(onTop)).toBe(await fresh.locator(layer).evaluate(onTop));
    });

    it.each([
      ["en", {}, "en"],
      ["ja", { "data-language": "en" }, "en"],
      ["en", { "data-language": "ja" }, "ja"],
      ["en-US", {}, "en"],
      ["EN", {}, "en"],
      ["fr", {}, "ja"],
    ] as const)("the language, or has that of the page: lang=%s with %j", async (lang, attributes, expected) => {
      const page = await site.visit({ root: `lang="${lang}"`, body: loader(attributes as Record<string, string>) });
      expect(await launcherOf(page).textContent()).toBe(launcherStrings[expected].launcher);
      expect(await spokenIn(launcherOf(page)), "as a screen reader speaks the button").toMatch(RegExp(expected, "iu"));
      await openWidget(page);
      expect(await spokenIn(boxOf(page))).toMatch(RegExp(expected, "iu"));
      expect(await boxOf(page).getAttribute("placeholder")).toBe(stringsByLanguage[expected].chat.placeholder);
    });

    it("English: the answer and what leads to our pages are English", async () => {
      const page = await visitWith({ "data-language": "en" });
      await openWidget(page);
      const answer = await askIn(page, "What does (5)③ support?");
      expect(await answer.innerText()).toContain("Measure: (5)③ キャリアアップ助成金");
      expect(site.askedFor("/api/chat").at(-1)?.body).toMatchObject({ language: "en" });
      expect(await answer.locator(".citation a").first().getAttribute("href")).toMatch(/\?lang=en#q=/u);
    });

    it("the questions to begin with, which ask themselves when pressed", async () => {
      const page = await visitWith({ "data-questions": ` ${QUESTION} |海外の展示会に出たい||` });
      await openWidget(page);
      const shown = page.locator(`${WIDGET} .suggestion`);
      expect(await shown.allInnerTexts()).toEqual([QUESTION, "海外の展示会に出たい"]);
      await shown.first().click();
      await page.locator(`${WIDGET} .answer-actions`).waitFor();
      expect(site.askedFor("/api/chat").at(-1)?.body).toMatchObject({
        messages: [{ role: "user", content: QUESTION }],
      });
    });

    it("what is answered from: ministry and topic go with each question", async () => {
      const page = await visitWith({ "data-ministry": "厚労省, 経産省", "data-topic": "両立支援のための環境整備" });
      await openWidget(page);
      await askIn(page, "使える補助金はありますか");
      const filters = { ministry: ["厚労省", "経産省"], topic: ["両立支援のための環境整備"] };
      expect(site.askedFor("/api/chat").map(({ body }) => (body as { filters?: unknown }).filters)).toEqual([filters]);
      const plain = await site.visit();
      await openWidget(plain);
      await askIn(plain, "使える補助金はありますか");
      expect(site.askedFor("/api/chat").at(-1)?.body).not.toHaveProperty("filters");
    });

    it("that only measures of one ministry are cited", async () => {
      const page = await visitWith({ "data-ministry": "厚労省" });
      await openWidget(page);
      const answer = await askIn(page, "人手不足に使える支援を教えて");
      const links = await answer
        .locator(".citation a")
        .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) {
        const [, id] = /measures\/([\d-]+)/u.exec(link) ?? [];
        const measure = await (await site.running.app.request(`/api/measures/${id}`)).json();
        expect((measure as Measure).ministries.map(({ name }) => name)).toContain("厚労省");
      }
    });

    it("another server; an address that is none counts as absent", async () => {
      const page = await site.visit({
        body: `<${WIDGET} id="other" server="${site.refusedOrigin}/"></${WIDGET}><${WIDGET} id="none" server="javascript:alert(1)" mode="inline"></${WIDGET}>${loader()}`,
      });
      site.forgive(/CORS|ERR_FAILED|could not be loaded/u);
      await page.locator("#other .launcher").click();
      await page.getByText(launcherStrings.ja.failed).waitFor();
      await page.locator("#none .launcher").click();
      await page.locator("#none textarea").waitFor();
    });
  });

  describe("opens it from the start", () => {
    it("by attribute, without taking the focus or moving the page", async () => {
      const page = await site.visit({
        body: `<input id="own" autofocus>${LONG}<${WIDGET} mode="inline" open></${WIDGET}>${loader()}`,
      });
      await boxOf(page).waitFor();
      await settle(page);
      expect(await page.evaluate(() => window.scrollY)).toBe(0);
      expect(await focusedOn(page)).toBe("input#own");
    });

    it("and finds in the attribute whether it is open", async () => {
      const page = await site.visit();
      const attribute = () => page.locator(WIDGET).getAttribute("open");
      await launcherOf(page).waitFor();
      expect(await attribute()).toBeNull();
      await openWidget(page);
      expect(await attribute()).toBe("");
      await page.keyboard.press("Escape");
      expect(await attribute()).toBeNull();
      await setAttribute(page, "open", "");
      await boxOf(page).waitFor();
      await setAttribute(page, "open", undefined);
      expect(await windowOf(page).isVisible()).toBe(false);
      expect(await names(page)).toEqual(["open", "close", "open", "close"]);
    });
  });

  it("gives it the colours, font and size of the site, also in the dark", async () => {
    const head = `<style>${WIDGET} {
      --shisaku-navi-accent: rgb(10, 90, 10); --shisaku-navi-on-accent: rgb(255, 255, 200);
      --shisaku-navi-ground: rgb(250, 250, 240); --shisaku-navi-text: rgb(20, 20, 40);
      --shisaku-navi-accent-dark: rgb(140, 230, 140); --shisaku-navi-on-accent-dark: rgb(0, 20, 0);
      --shisaku-navi-ground-dark: rgb(10, 20, 10); --shisaku-navi-text-dark: rgb(230, 240, 230);
      --shisaku-navi-font: serif; --shisaku-navi-width: 380px; --shisaku-navi-height: 500px;
    }</style>`;
    const look = async (colorScheme: "light" | "dark") => {
      const page = await site.visit({ head, body: loader() }, { colorScheme });
      await openWidget(page);
      const colours = (part: Element) => {
        const { color, backgroundColor, fontFamily } = getComputedStyle(part);
        return [color, backgroundColor, fontFamily];
      };
      const box = await windowOf(page).boundingBox();
      return {
        launcher: await launcherOf(page).evaluate(colours),
        window: await windowOf(page).evaluate(colours),
        chat: await page.locator(`${WIDGET} .window-content`).evaluate(colours),
        send: (await page.locator(`${WIDGET} #send`).evaluate(colours)).slice(0, 2),
        size: [box?.width, box?.height],
      };
    };
    const [accent, onAccent, ground, text] = [
      "rgb(10, 90, 10)",
      "rgb(255, 255, 200)",
      "rgb(250, 250, 240)",
      "rgb(20, 20, 40)",
    ];
    expect(await look("light")).toEqual({
      launcher: [onAccent, accent, "serif"],
      window: [text, ground, "serif"],
      chat: [text, ground, "serif"],
      send: [onAccent, accent],
      size: [380, 500],
    });
    const dark = ["rgb(230, 240, 230)", "rgb(10, 20, 10)", "serif"];
    expect(await look("dark")).toEqual({
      launcher: ["rgb(0, 20, 0)", "rgb(140, 230, 140)", "serif"],
      window: dark,
      chat: dark,
      send: ["rgb(0, 20, 0)", "rgb(140, 230, 140)"],
      size: [380, 500],
    });
  });

  it.each(["launcher", "inline"])("does without it on paper, and where it is hidden: %s", async (mode) => {
    const page = await site.visit({ body: `<${WIDGET} mode="${mode}"></${WIDGET}>${loader()}` });
    await launcherOf(page).waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await launcherOf(page).isVisible(), "printed").toBe(false);
    await page.emulateMedia({ media: "screen" });
    expect(await launcherOf(page).isVisible()).toBe(true);
    await setAttribute(page, "hidden", "");
    expect(await launcherOf(page).isVisible(), "hidden").toBe(false);
  });

  describe("by script", () => {
    it("opens, asks and closes, and is told of each and of the answer", async () => {
      const page = await site.visit();
      await call(page, "open");
      expect(await focusedOn(page)).toBe("textarea#question");
      await call(page, "open");
      await call(page, "ask", QUESTION);
      await call(page, "close");
      await call(page, "close");
      const told = await toldTo(page);
      expect(told.map(({ name }) => name)).toEqual(["open", "ask", "answer", "close"]);
      expect(told[1]?.detail).toEqual({ question: QUESTION });
      const { citations, answer } = await site.answerOf(QUESTION);
      expect(told[2]?.detail).toMatchObject({ question: QUESTION, answer: { answer, citations } });
    });

    it("asks in one step, and the widget opens by itself", async () => {
      const page = await site.visit();
      await call(page, "ask", QUESTION);
      expect(await page.locator(`${WIDGET} .answer-actions`).isVisible()).toBe(true);
    });

    it("is told what was thought of an answer once it is stored", async () => {
      const page = await site.visit();
      await call(page, "ask", QUESTION);
      site.forgive(/503/u);
      site.standIn(({ path }) => (path === "/api/feedback" ? new Response("{}", { status: 503 }) : undefined));
      await page.getByRole("button", { name: feedback.notUseful }).click();
      await page.getByText(feedback.failed).waitFor();
      expect(await names(page)).not.toContain("feedback");
      site.standIn(() => undefined);
      await page.getByRole("button", { name: feedback.useful }).click();
      await page.getByText(feedback.comment).waitFor();
      expect((await toldTo(page)).at(-1)).toEqual({
        name: "feedback",
        detail: { answerId: expect.stringMatching(/\S/u), useful: true },
      });
    });

    it("hears nothing of a question that got no answer but that it was asked", async () => {
      site.forgive(/503/u);
      site.standIn(({ path }) => (path === "/api/chat" ? new Response("", { status: 503 }) : undefined));
      const page = await site.visit();
      await call(page, "ask", QUESTION);
      expect(await names(page)).toEqual(["open", "ask"]);
    });

    it("closes it without taking the focus from where somebody is", async () => {
      const page = await site.visit({ body: `<input id="own">${loader()}` });
      await openWidget(page);
      await page.focus("#own");
      await call(page, "close");
      expect(await focusedOn(page)).toBe("input#own");
    });

    it("hears all events at the element itself, under names that are all the widget has", async () => {
      const page = await site.visit({ body: `<${WIDGET}></${WIDGET}>${loader()}` });
      await page.evaluate((events) => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        for (const name of events)
          document.querySelector("shisaku-navi-widget")?.addEventListener(name, ({ type }) => heard.push(type));
      }, EVENT_NAMES);
      await call(page, "ask", QUESTION);
      await page.getByRole("button", { name: feedback.useful }).click();
      await page.getByText(feedback.comment).waitFor();
      await call(page, "close");
      const heard = await page.evaluate(() => Reflect.get(window, "heard"));
      expect(heard).toEqual(["open", "ask", "answer", "feedback", "close"]);
    });
  });
});
