import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { ask, HeldStream, inPlaceOfChat, type } from "./browser-chat-steps.ts";
import { describeInChromium } from "./in-chromium.ts";

const { history } = stringsByLanguage.ja;
const FIRST = "プラチナえるぼしは何社ですか";
const SECOND = "畜産クラスター事業とは何ですか";

const questions = (page: Page): Promise<string[]> =>
  page.locator(".question").evaluateAll((headings) => headings.map((heading) => heading.lastChild?.textContent ?? ""));
const listed = (page: Page): Promise<string[]> => page.locator(".history-open > span:first-child").allTextContents();
const stored = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage));

async function openHistory(page: Page): Promise<void> {
  await page.locator(".history summary").click();
  await page.locator(".history[open]").waitFor();
}

/** Two conversations, the second on the screen. */
async function converseTwice(page: Page): Promise<void> {
  await ask(page, FIRST);
  await page.getByRole("button", { name: history.startNew }).click();
  await ask(page, SECOND);
}

describeInChromium("the conversations of a browser", (site) => {
  it("are kept over a reload, with what a follow-up leans on, and without asking anew", async () => {
    const page = await site.open("/");
    await ask(page, SECOND);
    const before = await page.locator(".answer-text").innerText();
    await page.reload();
    expect(await page.locator(".answer-text").innerText()).toBe(before);
    expect(site.askedFor("/api/chat")).toHaveLength(1);
    const followUp = await ask(page, "その令和6年度補正の予算は?");
    expect(await followUp.innerText()).toContain("319億円");
  });

  it("are listed newest first, and opened again as they were", async () => {
    const page = await site.open("/");
    await converseTwice(page);
    expect(await questions(page)).toEqual([SECOND]);
    await openHistory(page);
    expect(await listed(page)).toEqual([SECOND, FIRST]);
    await page.getByRole("button", { name: FIRST }).first().click();
    expect(await questions(page)).toEqual([FIRST]);
    await page.locator("a.mark").first().click();
    await page.locator("mark.quote-mark").waitFor();
    await ask(page, "くるみんは?");
    expect(await listed(page)).toEqual([FIRST, SECOND]);
    expect(await page.locator(".history-open").first().innerText()).toContain(history.questions(2));
    await page.reload();
    expect(await questions(page)).toEqual([FIRST, "くるみんは?"]);
  });

  it("go one by one: another one leaves the screen as it is, the one shown leaves it empty", async () => {
    const page = await site.open("/");
    await converseTwice(page);
    await openHistory(page);
    await page.getByRole("button", { name: history.removeNamed(FIRST) }).click();
    expect(await listed(page)).toEqual([SECOND]);
    expect(await questions(page)).toEqual([SECOND]);
    await page.getByRole("button", { name: history.removeNamed(SECOND) }).click();
    await expect.poll(() => questions(page)).toEqual([]);
    expect(await page.locator(".history").count()).toBe(0);
    expect(await stored(page)).toEqual([]);
    await page.reload();
    expect(await questions(page)).toEqual([]);
  });

  it("go all at once, but only after a yes", async () => {
    const page = await site.open("/");
    await converseTwice(page);
    await openHistory(page);
    const answers = [false, true];
    page.on("dialog", (dialog) => void (answers.shift() ? dialog.accept() : dialog.dismiss()));
    await page.getByRole("button", { name: history.removeAll }).click();
    expect(await listed(page)).toEqual([SECOND, FIRST]);
    await page.getByRole("button", { name: history.removeAll }).click();
    await expect.poll(() => questions(page)).toEqual([]);
    expect(await stored(page)).toEqual([]);
  });

  it("go by the button of the conversation shown, after a yes", async () => {
    const page = await site.open("/");
    await converseTwice(page);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.getByRole("button", { name: history.clear }).click();
    await expect.poll(() => questions(page)).toEqual([]);
    await openHistory(page);
    expect(await listed(page)).toEqual([FIRST]);
  });

  it("are one a tab, and two tabs lose none of each other's", async () => {
    const one = await site.open("/");
    const other = await site.open("/", { beside: one });
    await ask(one, FIRST);
    await ask(other, SECOND);
    await ask(one, "くるみんは?");
    expect(await questions(other)).toEqual([SECOND]);
    await one.reload();
    expect(await questions(one)).toEqual([FIRST, "くるみんは?"]);
    expect(await listed(one)).toEqual([FIRST, SECOND]);
  });

  it("end an answer under way when another one is begun, and it appears in neither", async () => {
    const page = await site.open("/");
    await ask(page, FIRST);
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    await type(page, SECOND);
    await page.locator("#stop").waitFor();
    await page.getByRole("button", { name: history.startNew }).click();
    site.standIn(() => undefined);
    await ask(page, "くるみんは?");
    expect(await questions(page)).toEqual(["くるみんは?"]);
    await openHistory(page);
    expect(await listed(page)).toEqual(["くるみんは?", FIRST]);
    expect(await page.locator(".history-open").last().innerText()).toContain(history.questions(1));
  });

  it("of a shared address are kept once, however often it is loaded", async () => {
    const page = await site.open(`/?ask=${encodeURIComponent(FIRST)}`);
    await page.locator(".answer-actions").waitFor();
    await page.reload();
    await page.reload();
    await openHistory(page);
    expect(await listed(page)).toEqual([FIRST]);
  });

  it("of a shared address keep what was asked further over a reload", async () => {
    const page = await site.open(`/?ask=${encodeURIComponent(SECOND)}`);
    await ask(page, "その令和6年度補正の予算は?");
    await page.reload();
    expect(await questions(page)).toEqual([SECOND, "その令和6年度補正の予算は?"]);
  });

  it("live in memory where the browser keeps nothing for the site", async () => {
    const page = await site.open("/measures/5-3", { own: true });
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("denied", "SecurityError");
          },
        });
      }
    });
    await page.goto(site.address);
    await converseTwice(page);
    await openHistory(page);
    expect(await listed(page)).toEqual([SECOND, FIRST]);
  });
});
