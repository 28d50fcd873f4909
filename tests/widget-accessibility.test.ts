import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { launcherStrings } from "../web/client/widget/launcher-strings.ts";
import { violations } from "./browser-axe.ts";
import { HeldStream, inPlaceOfChat } from "./browser-chat-steps.ts";
import { InputMethod } from "./input-method.ts";
import { describeOnForeignSite, type Look } from "./widget-host.ts";
import { openForms, openQuote, QUESTION, states } from "./widget-states.ts";
import { askIn, boxOf, focusedOn, latestIn, launcherOf, openWidget, settle, windowOf } from "./widget-steps.ts";

const WIDGET = "shisaku-navi-widget";
const { chat } = stringsByLanguage.ja;
const PHONE = { width: 375 };
const DARK = { colorScheme: "dark" } as const;

const LOOKS: [name: string, look: Look][] = [
  ["on a wide screen", {}],
  ["on a phone", { width: 375 }],
  ["at 320 px", { width: 320 }],
  ["in the dark", { colorScheme: "dark" }],
  ["in forced colours", { forcedColors: "active" }],
];

describeOnForeignSite("WCAG 2.2 AA as axe tells it, page and widget together", (site) => {
  it.each(LOOKS)("finds nothing wrong on the way from the closed button to a quote: %s", async (_name, look) => {
    const page = await states(site).closed(look);
    const found: Record<string, string[]> = { closed: await violations(page) };
    await openWidget(page);
    found.open = await violations(page);
    await askIn(page, QUESTION);
    found.answered = await violations(page);
    await openForms(page);
    found.formsOpen = await violations(page);
    await openQuote(page);
    found.quote = await violations(page);
    expect(found).toEqual({ closed: [], open: [], answered: [], formsOpen: [], quote: [] });
  });

  it.each([
    ["underWay", {}],
    ["failed", {}],
    ["failed", DARK],
    ["failed", PHONE],
    ["notLoaded", {}],
    ["inlineClosed", {}],
    ["inline", {}],
    ["inline", PHONE],
    ["inline", DARK],
    ["english", {}],
    ["english", PHONE],
  ] as const)("finds nothing wrong in other states: %s with %j", async (state, look) => {
    expect(await violations(await states(site)[state](look))).toEqual([]);
  });

  it("would find what is wrong inside the widget", async () => {
    const page = await states(site).open({});
    await page.evaluate(() => {
      const root = document.querySelector("shisaku-navi-widget")?.shadowRoot;
      root?.querySelector("label[for=question]")?.remove();
      root?.querySelector("textarea")?.removeAttribute("placeholder");
    });
    expect(await violations(page)).toEqual([expect.stringContaining("label: shisaku-navi-widget")]);
  });

  describe("whoever goes by the keyboard", () => {
    it("finds the button by name, opens, and comes back to it by Escape", async () => {
      const page = await states(site).closed({});
      const button = page.getByRole("button", { name: launcherStrings.ja.launcher });
      expect(await button.getAttribute("aria-expanded")).toBe("false");
      await button.focus();
      await page.keyboard.press("Enter");
      await boxOf(page).waitFor();
      expect(await button.getAttribute("aria-expanded")).toBe("true");
      expect(await focusedOn(page)).toBe("textarea#question");
      expect(await page.getByRole("dialog", { name: launcherStrings.ja.heading }).count()).toBe(1);
      await page.keyboard.press("Escape");
      expect(await windowOf(page).isVisible()).toBe(false);
      expect(await focusedOn(page)).toBe("button.launcher");
      expect(await button.getAttribute("aria-expanded")).toBe("false");
    });

    it.each([1280, 375])("closes only the quote by Escape, then the chat, at %i px", async (width) => {
      const page = await states(site).answered({ width });
      await latestIn(page).locator("a.mark").nth(1).focus();
      await page.keyboard.press("Enter");
      await page.locator("mark.quote-mark").first().waitFor();
      expect(await focusedOn(page)).toBe("h2#panel-heading");
      await page.keyboard.press("Escape");
      await page.locator(`${WIDGET} .panel`).waitFor({ state: "detached" });
      expect(await windowOf(page).isVisible()).toBe(true);
      await expect.poll(() => focusedOn(page)).toBe("a.mark");
      expect(
        await latestIn(page)
          .locator("a.mark")
          .nth(1)
          .evaluate((mark) => mark.matches(":focus")),
      ).toBe(true);
      await page.keyboard.press("Escape");
      expect(await windowOf(page).isVisible()).toBe(false);
      expect(await focusedOn(page)).toBe("button.launcher");
    });

    it("goes from the page's end through button and chat, in the order they are seen, and on", async () => {
      const page = await states(site).open({});
      await page.locator("dl a").last().focus();
      const stops: string[] = [];
      for (let pressed = 0; pressed < 11; pressed++) {
        await page.keyboard.press("Tab");
        stops.push(await focusedOn(page));
      }
      expect(stops).toEqual([
        "button.launcher",
        "button.window-close",
        "summary.",
        ...chat.exampleQuestions.map(() => "button.suggestion"),
        "textarea#question",
        "button#send",
        "body.",
        "a.",
      ]);
    });

    it("does not leave a quote for the chat behind it", async () => {
      const page = await states(site).quote({});
      const stops = new Set<string>();
      for (let pressed = 0; pressed < 12; pressed++) {
        await page.keyboard.press("Tab");
        stops.add(await focusedOn(page));
      }
      expect(stops).toContain("button.quiet");
      expect(stops).not.toContain("textarea#question");
      expect(stops).not.toContain("a.mark");
    });

    it("on a phone stays within the open chat", async () => {
      const page = await states(site).answered(PHONE);
      expect(await launcherOf(page).isVisible()).toBe(false);
      const inside = async () => (await page.evaluate(() => document.activeElement?.localName)) ?? "";
      const hosts = new Set<string>();
      const stops = new Set<string>();
      for (let pressed = 0; pressed < 40; pressed++) {
        await page.keyboard.press("Tab");
        hosts.add(await inside());
        stops.add(await focusedOn(page));
      }
      expect(stops).toContain("textarea#question");
      expect(stops).toContain("button.window-close");
      // Between the last stop and the first the browser's own controls come, where the page has the focus on its body.
      expect(Array.from(hosts).toSorted()).toEqual(["body", WIDGET]);
    });

    it("sees where the focus is: nothing in the widget lies over it", async () => {
      const page = await states(site).answered({});
      const covered: string[] = [];
      for (let pressed = 0; pressed < 25; pressed++) {
        await page.keyboard.press("Tab");
        const found = await page.evaluate(() => {
          const root = document.activeElement?.shadowRoot;
          const element = root?.activeElement;
          if (!root || !element) return undefined;
          const { left, top, width, height } = element.getBoundingClientRect();
          const hit = root.elementFromPoint(left + width / 2, top + Math.min(height / 2, 10));
          const shown = hit !== null && (hit === element || element.contains(hit) || hit.contains(element));
          return shown ? undefined : `${element.localName}.${element.className}`;
        });
        if (found !== undefined) covered.push(found);
      }
      expect(covered).toEqual([]);
    });

    it("goes between question and answer by F6", async () => {
      const page = await states(site).answered({});
      expect(await focusedOn(page)).toBe("textarea#question");
      await page.keyboard.press("F6");
      expect(await focusedOn(page)).toBe("div.answer");
      await page.keyboard.press("F6");
      expect(await focusedOn(page)).toBe("textarea#question");
    });

    it.each([1280, 375])("can press everything: nothing is smaller than 24 by 24 pixels, at %i px", async (width) => {
      const page = await states(site).answered({ width });
      await openForms(page);
      await openQuote(page);
      const small = await page
        .locator(`${WIDGET} :is(a, button, input, select, textarea, summary)`)
        .evaluateAll((all) =>
          all.flatMap((element) => {
            const { width: wide, height } = (element.closest("label") ?? element).getBoundingClientRect();
            if (!element.checkVisibility() || wide <= 1) return [];
            const style = getComputedStyle(element);
            const inText = style.display === "inline" && Number.parseFloat(style.lineHeight) >= 20;
            return (wide < 24 || height < 24) && !inText
              ? [`${element.className} ${element.textContent} ${wide} x ${height}`]
              : [];
          }),
        );
      expect(small).toEqual([]);
    });
  });

  it("tells a screen reader once that it begins and once that the answer is there, and nothing between", async () => {
    const events = await site.eventsOf(QUESTION);
    const { citations } = await site.answerOf(QUESTION);
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    const page = await states(site).open({});
    const live = page.locator(`${WIDGET} #live`);
    expect([await live.getAttribute("aria-live"), await live.getAttribute("aria-atomic")]).toEqual(["polite", "true"]);
    await live.evaluate((region) => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await boxOf(page).fill(QUESTION);
    await boxOf(page).press("Enter");
    for (const event of events) {
      held.send(event);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await page.locator(`${WIDGET} .answer-actions`).waitFor();
    expect(await page.evaluate(() => Reflect.get(window, "said"))).toEqual([
      chat.begun,
      chat.finished(citations.length),
    ]);
    expect(await live.evaluate((region) => region.closest("[inert]") === null)).toBe(true);
  });

  it("is heard although a quote is open when the answer is there", async () => {
    const events = await site.eventsOf(QUESTION);
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    const page = await states(site).open({});
    await boxOf(page).fill(QUESTION);
    await boxOf(page).press("Enter");
    held.send(...events.slice(0, -1));
    await openQuote(page);
    held.send(...events.slice(-1));
    const live = page.locator(`${WIDGET} #live`);
    await expect.poll(() => live.textContent()).toContain("出典は");
    expect(await live.evaluate((region) => region.closest("[inert]")?.className)).toBeUndefined();
  });

  describe("Japanese typed with an input method", () => {
    const typing = async (): Promise<{ page: Page; method: InputMethod }> => {
      const page = await states(site).open({});
      return { page, method: await InputMethod.on(page) };
    };

    it("is not sent by an Enter while it is composed", async () => {
      const { page, method } = await typing();
      await method.compose("しょうけい");
      await method.press("Enter", 13);
      await settle(page);
      expect(await method.noted()).toContain("keydown Enter 13 true");
      expect(site.askedFor("/api/chat")).toEqual([]);
    });

    it("is not sent by the Enter that takes the composition over", async () => {
      const { page, method } = await typing();
      await method.compose("承継");
      await method.press("Enter", 229);
      await method.commit("承継");
      await settle(page);
      expect(await method.noted()).toEqual(["compositionstart", "keydown Enter 229 true", "compositionend"]);
      expect(site.askedFor("/api/chat")).toEqual([]);
    });

    it("is not sent by that Enter in Safari's order, after the composition's end", async () => {
      const { page, method } = await typing();
      await method.compose("承継");
      await method.commit("承継");
      await method.enterOfSafari();
      await settle(page);
      expect(await method.noted()).toEqual(["compositionstart", "compositionend", "keydown Enter 229 false"]);
      expect(site.askedFor("/api/chat")).toEqual([]);
    });

    it("is sent once, whole, by the next plain Enter", async () => {
      const { page, method } = await typing();
      await method.compose("じぎょう");
      await method.commit("事業");
      await method.compose("しょうけい");
      await method.press("Enter", 229);
      await method.commit("承継");
      await page.keyboard.press("Enter");
      await expect.poll(() => site.askedFor("/api/chat")).not.toEqual([]);
      await settle(page);
      const bodies = site.askedFor("/api/chat").map(({ body }) => body);
      expect(bodies).toMatchObject([{ messages: [{ role: "user", content: "事業承継" }] }]);
    });

    it("does not close the chat by the Escape that gives a composition up", async () => {
      const { page, method } = await typing();
      await method.compose("しょうけい");
      await method.press("Escape", 229);
      await settle(page);
      expect(await method.noted()).toContain("keydown Escape 229 true");
      expect(await windowOf(page).isVisible()).toBe(true);
    });
  });
});
