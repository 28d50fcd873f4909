import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { describeOnForeignSite, tag } from "./widget-host.ts";
import { HOST_POLICIES, WITHOUT_CONNECT_SRC } from "./widget-policies.ts";
import { askIn, boxOf, latestIn, launcherOf, openWidget, settle, toldTo, violatedOn } from "./widget-steps.ts";

const QUESTION = "プラチナえるぼしは何社ですか";
const { widget, chat } = stringsByLanguage.ja;

/** What each policy refuses to a page that does not keep it: the proof that it is in force. Each must come to "refused". */
const trespasses: Record<string, (page: Page, navi: string) => Promise<string>> = {
  "styles of the page's own only": (page) =>
    page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "html { outline-style: dotted }";
      document.head.append(style);
      return getComputedStyle(document.documentElement).outlineStyle === "dotted" ? "allowed" : "refused";
    }),
  "scripts by nonce": (page) =>
    page.evaluate(() => {
      document.body.setAttribute("onclick", "window.ran = 1");
      document.body.click();
      return "ran" in window ? "allowed" : "refused";
    }),
  "isolated from other origins": (page, navi) =>
    page.evaluate((source) => {
      const image = new Image();
      image.src = source;
      return image.decode().then(
        () => "allowed",
        () => (window.crossOriginIsolated ? "refused" : "not isolated"),
      );
    }, `${navi}/assets/icon.svg`),
  "trusted types required": (page) =>
    page.evaluate(() => {
      try {
        document.body.innerHTML = "<b></b>";
        return "allowed";
      } catch {
        return "refused";
      }
    }),
  "no trusted type at all": (page) =>
    page.evaluate(() => {
      try {
        Reflect.get(window, "trustedTypes").createPolicy("page", {});
        return "allowed";
      } catch {
        return "refused";
      }
    }),
  "nothing but what the widget needs": (page, navi) =>
    page.evaluate((source) => {
      const image = new Image();
      image.src = source;
      return image.decode().then(
        () => "allowed",
        () => "refused",
      );
    }, `${navi}/assets/icon.svg`),
};

describeOnForeignSite("on a page with a policy", (site) => {
  it.each(HOST_POLICIES)("answers, cites, and breaks nothing: $name", async ({ name, headers, attributes }) => {
    const page = await site.visit({
      headers: headers(site.address),
      body: tag(`${site.address}/widget.js`, attributes),
    });
    const ground = await launcherOf(page).evaluate((launcher) => getComputedStyle(launcher).backgroundColor);
    expect(ground, "the launcher has its style").toBe("rgb(0, 23, 193)");
    await openWidget(page);
    expect(await (await askIn(page, QUESTION)).innerText()).toContain("3,041 社");
    await page.locator("shisaku-navi-widget a.mark").first().click();
    await page.locator("mark.quote-mark").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: stringsByLanguage.ja.feedback.useful }).click();
    await expect.poll(async () => (await toldTo(page)).map((event) => event.name)).toContain("feedback");
    expect(await violatedOn(page)).toEqual([]);
    expect(site.said).toEqual([]);
    // The policy's own report about the trespasser.
    site.forgive(/./u);
    expect(await trespasses[name]?.(page, site.address)).toBe("refused");
  });

  it("that is our own, on the page that shows the widget, needs no exception", async () => {
    const page = await site.visit({ body: "" });
    await page.goto(`${site.address}/widget/demo`);
    await openWidget(page);
    await askIn(page, QUESTION);
    expect(await violatedOn(page)).toEqual([]);
    await page.locator("button[data-copy]").first().waitFor();
    const lines = await page.locator("pre code").allInnerTexts();
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const copy = await site.visit({ body: line });
      await openWidget(copy);
      await copy.close();
    }
  });

  it.each([
    ["connect-src", "connect-src 'self'"],
    ["default-src", "default-src 'self'"],
  ])("that lets the script run but not ask, says so to reader and developer: %s", async (_name, rest) => {
    const value = rest.startsWith("default-src") ? WITHOUT_CONNECT_SRC(site.address) : rest;
    site.forgive(/violates the following Content Security Policy|Refused to connect/u);
    const page = await site.visit({
      headers: { "Content-Security-Policy": value },
      body: tag(`${site.address}/widget.js`),
    });
    await openWidget(page);
    await boxOf(page).fill(QUESTION);
    await boxOf(page).press("Enter");
    await latestIn(page).locator(".trouble").waitFor();
    expect(await latestIn(page).innerText()).toContain(widget.policy);
    expect(await page.getByRole("button", { name: chat.retry }).count(), "it would fail again").toBe(0);
    await settle(page);
    const said = site.said.filter((text) => text.startsWith("施策ナビ"));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("connect-src");
    expect(said[0]).toContain(site.address);
    site.forgive(/^施策ナビ/u);
    expect(site.askedFor("/api/chat")).toEqual([]);
  });
});
