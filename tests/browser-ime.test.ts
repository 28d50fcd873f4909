import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { ask } from "./browser-chat-steps.ts";
import { describeInChromium } from "./in-chromium.ts";
import { InputMethod } from "./input-method.ts";

const { feedback } = stringsByLanguage.ja;

/** Long enough for a request to reach the server, had the page sent one. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(250);

describeInChromium("Japanese typed with an input method", (site) => {
  interface Box {
    name: string;
    /** The address that what is typed goes to. */
    path: string;
    /** Opens the box and gives it the focus. */
    open: () => Promise<Page>;
    textSent: () => unknown;
  }

  const boxes: Box[] = [
    {
      name: "the question box",
      path: "/api/chat",
      open: async () => {
        const page = await site.open("/");
        await page.focus("#question");
        return page;
      },
      textSent: () =>
        (site.askedFor("/api/chat")[0]?.body as { messages: { content: string }[] } | undefined)?.messages[0]?.content,
    },
    {
      name: "the box for a word about an answer",
      path: "/api/feedback",
      open: async () => {
        const page = await site.open("/");
        const answer = await ask(page, "プラチナえるぼしは何社ですか");
        await answer.getByRole("button", { name: feedback.useful }).click();
        await page.getByLabel(feedback.comment).focus();
        site.received = [];
        return page;
      },
      textSent: () => (site.askedFor("/api/feedback")[0]?.body as { comment?: string } | undefined)?.comment,
    },
  ];

  describe.each(boxes)("in $name", ({ path, open, textSent }) => {
    it("is not sent by an Enter while it is composed", async () => {
      const page = await open();
      const method = await InputMethod.on(page);
      await method.compose("しょうけい");
      await method.press("Enter", 13);
      await settle(page);
      expect(await method.noted()).toContain("keydown Enter 13 true");
      expect(site.askedFor(path)).toEqual([]);
    });

    it("is not sent by the Enter that takes the composition over", async () => {
      const page = await open();
      const method = await InputMethod.on(page);
      await method.compose("承継");
      await method.press("Enter", 229);
      await method.commit("承継");
      await settle(page);
      expect(await method.noted()).toEqual(["compositionstart", "keydown Enter 229 true", "compositionend"]);
      expect(site.askedFor(path)).toEqual([]);
    });

    it("is not sent by that Enter in Safari's order, after the composition's end", async () => {
      const page = await open();
      const method = await InputMethod.on(page);
      await method.compose("承継");
      await method.commit("承継");
      await method.enterOfSafari();
      await settle(page);
      expect(await method.noted()).toEqual(["compositionstart", "compositionend", "keydown Enter 229 false"]);
      expect(site.askedFor(path)).toEqual([]);
    });

    it("is sent once, whole, by the next plain Enter", async () => {
      const page = await open();
      const method = await InputMethod.on(page);
      await method.compose("じぎょう");
      await method.commit("事業");
      await method.compose("しょうけい");
      await method.press("Enter", 229);
      await method.commit("承継");
      await page.keyboard.press("Enter");
      await expect.poll(() => site.askedFor(path)).not.toEqual([]);
      await settle(page);
      expect(site.askedFor(path)).toHaveLength(1);
      expect(textSent()).toBe("事業承継");
    });
  });

  it("is not overwritten in the question box while an answer arrives above it", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    site.standIn(async ({ path }) => {
      if (path === "/api/chat") await held;
      return undefined;
    });
    const page = await site.open("/");
    await page.fill("#question", "プラチナえるぼしは何社ですか");
    await page.keyboard.press("Enter");
    await page.locator("#stop").waitFor();
    const method = await InputMethod.on(page);
    await method.compose("くるみん");
    release();
    await page.locator(".answer-actions").waitFor();
    expect(await page.inputValue("#question")).toBe("くるみん");
    await method.commit("くるみんは?");
    expect(await page.inputValue("#question")).toBe("くるみんは?");
    expect(await method.noted()).toEqual(["compositionstart", "compositionend"]);
  });

  it("filters the list of measures once it is taken over, not while it is composed", async () => {
    const page = await site.open("/browse");
    await page.focus("#browse-words");
    site.received = [];
    const method = await InputMethod.on(page);
    for (const text of ["し", "しょ", "しょうけい"]) {
      await method.compose(text);
      await settle(page);
    }
    await method.press("Enter", 229);
    await settle(page);
    expect(site.askedFor("/browse")).toEqual([]);
    await method.commit("承継");
    await page.waitForURL((url) => url.searchParams.get("q") === "承継");
    await settle(page);
    expect(site.askedFor("/browse")).toHaveLength(1);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("browse-words");
  });
});
