import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { feedbackPath } from "../src/feedback/feedback-store.ts";
import { stringsByLanguage } from "../web/client/strings.ts";
import { HeldStream, inPlaceOfChat, squeezed } from "./browser-chat-steps.ts";
import { describeOnForeignSite } from "./widget-host.ts";
import { askIn, boxOf, call, focusedOn, latestIn, openWidget, settle } from "./widget-steps.ts";

const { chat, company, feedback, history, panel } = stringsByLanguage.ja;
const QUESTION = "プラチナえるぼしは何社ですか";
const WIDGET = "shisaku-navi-widget";
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

describeOnForeignSite("somebody on another site", (site) => {
  it("sees the answer grow, and opens a source before its end", async () => {
    const events = await site.eventsOf("海外の展示会に出たい");
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    const page = await site.visit();
    await openWidget(page);
    await boxOf(page).fill("海外の展示会に出たい");
    await boxOf(page).press("Enter");
    await page.getByText(chat.working).waitFor();
    const half = Math.ceil(events.length / 2);
    held.send(...events.slice(0, half));
    await latestIn(page).locator("a.mark").first().waitFor();
    const soFar = (await latestIn(page).locator(".answer-text").innerText()).length;
    expect(await page.locator(`${WIDGET} .answer-actions`).count(), "not finished").toBe(0);
    await latestIn(page).locator("a.mark").first().click();
    await page.locator("mark.quote-mark").waitFor();
    held.send(...events.slice(half));
    held.close();
    await page.locator(`${WIDGET} .answer-actions`).waitFor();
    expect((await latestIn(page).locator(".answer-text").innerText()).length).toBeGreaterThan(soFar);
  });

  it("opens a mark's words on their page, with links to measure and page on our site in a new tab", async () => {
    const page = await site.visit();
    await openWidget(page);
    const answer = await askIn(page, QUESTION);
    const [citation] = (await site.answerOf(QUESTION)).citations;
    await answer.locator("a.mark").first().click();
    const quote = page.locator("mark.quote-mark");
    await quote.first().waitFor();
    expect(squeezed((await quote.allInnerTexts()).join(""))).toBe(squeezed(citation?.quote ?? ""));
    expect(await quote.first().isVisible()).toBe(true);
    const links = page.locator(`${WIDGET} .panel-links a`);
    const fragment = `#q=${encodeURIComponent(citation?.quote ?? "")}&in=${citation?.measureId}`;
    expect(
      await links.evaluateAll((all) =>
        all.map((link) => [link.getAttribute("href"), link.getAttribute("target"), link.getAttribute("rel")]),
      ),
    ).toEqual([
      [`${site.address}/measures/${citation?.measureId}${fragment}`, "_blank", "noopener"],
      [`${site.address}/pages/${citation?.pages.first}${fragment}`, "_blank", "noopener"],
    ]);
    const [opened] = await Promise.all([page.context().waitForEvent("page"), links.first().click()]);
    await opened.locator("mark.quote-mark").first().waitFor();
    expect(new URL(opened.url()).origin).toBe(site.address);
    expect(await opened.evaluate(() => window.opener)).toBeNull();
    // The host page stays where it was.
    expect(new URL(page.url()).origin).toBe(site.origin);
  });

  it("goes on with what the answer suggests", async () => {
    const page = await site.visit();
    await openWidget(page);
    await askIn(page, QUESTION);
    const next = latestIn(page).locator(".suggestion").first();
    const question = await next.innerText();
    await next.click();
    await page.locator(`${WIDGET} .turn:nth-child(2) .answer-actions`).waitFor();
    expect(await page.locator(`${WIDGET} .turn:nth-child(2) .question`).innerText()).toContain(question);
    const messages = site.askedFor("/api/chat").map(({ body }) => (body as { messages: unknown[] }).messages);
    expect(messages.map((sent) => sent.length)).toEqual([1, 3]);
  });

  it("stops an answer, and asks it again", async () => {
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    const page = await site.visit();
    await openWidget(page);
    await boxOf(page).fill(QUESTION);
    await boxOf(page).press("Enter");
    held.send(...(await site.eventsOf(QUESTION)).slice(0, -1));
    await latestIn(page).locator(".answer-text").waitFor();
    await page.getByRole("button", { name: chat.stop }).click();
    await page.getByText(chat.stoppedHere).waitFor();
    expect(await latestIn(page).locator(".answer-text").count(), "no half answer").toBe(0);
    await settle(page);
    expect(site.askedFor("/api/chat")).toHaveLength(1);
    site.standIn(() => undefined);
    await page.getByRole("button", { name: chat.retry }).click();
    await page.locator(`${WIDGET} .answer-actions`).waitFor();
    expect(await page.locator(`${WIDGET} .turn`).count()).toBe(1);
  });

  it.each(["allowed", "unsafe"] as const)(
    "copies an answer with its sources, the focus where it was, also without https: %s origin",
    async (from) => {
      const page = await site.visit(undefined, { from });
      await openWidget(page);
      const answer = await askIn(page, QUESTION);
      const button = answer.getByRole("button", { name: chat.copy, exact: true });
      await button.click();
      await answer.getByText(chat.copied).waitFor();
      expect.soft(await button.evaluate((element) => element.matches(":focus"))).toBe(true);
      await boxOf(page).press("Control+V");
      const text = await boxOf(page).inputValue();
      expect(text).toContain("68 社");
      expect(text).toContain(`${panel.label}\n[1] (4)③ えるぼし認定企業への優遇措置（p.61`);
    },
  );

  it("shares an answer by an address of our site", async () => {
    const page = await site.visit(undefined, CLIPBOARD);
    await openWidget(page);
    const answer = await askIn(page, QUESTION);
    await answer.getByRole("button", { name: chat.share }).click();
    await answer.getByText(chat.shared).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toBe(`${site.address}/?ask=${encodeURIComponent(QUESTION)}`);
  });

  it("says what was thought of an answer, which our server keeps", async () => {
    const page = await site.visit();
    await openWidget(page);
    const answer = await askIn(page, QUESTION);
    await answer.getByRole("button", { name: feedback.notUseful }).click();
    await page.getByLabel(feedback.comment).fill("対象者を知りたかった");
    await page.getByLabel(feedback.comment).press("Enter");
    await answer.getByText(feedback.thanks, { exact: true }).waitFor();
    const lines = (await readFile(feedbackPath(site.running.settings.DATA_DIR), "utf8")).trim().split("\n");
    const anchor = await answer.locator(".citation").first().getAttribute("id");
    const [mark, word] = lines.slice(-2).map((line) => JSON.parse(line));
    expect(mark).toMatchObject({ useful: false });
    expect(word).toMatchObject({ answerId: mark.answerId, comment: "対象者を知りたかった" });
    expect(anchor).toBe(`citation-${mark.answerId}-1`);
  });

  it("tells of the company once, sees it as chips, and takes them away", async () => {
    const page = await site.visit();
    await openWidget(page);
    await page.getByText(company.heading).click();
    await page.getByLabel(company.industry).fill("金属加工");
    await page.getByLabel(company.prefecture).selectOption("新潟県");
    await page.getByRole("button", { name: company.save }).click();
    const chips = page.locator(`${WIDGET} .chip`);
    expect(await chips.count()).toBe(2);
    await askIn(page, "うちに合う支援策は?");
    await page.getByRole("button", { name: company.remove("新潟県") }).click();
    await page.reload();
    await openWidget(page);
    expect(await chips.count()).toBe(1);
    await askIn(page, "うちに合う支援策をもう一度");
    const companies = site.askedFor("/api/chat").map(({ body }) => (body as { company?: unknown }).company);
    expect(companies).toEqual([{ industry: "金属加工", prefecture: "新潟県" }, { industry: "金属加工" }]);
  });

  it("clears the conversation, also from the tab's memory, once sure", async () => {
    const page = await site.visit();
    await openWidget(page);
    await askIn(page, QUESTION);
    const asked: string[] = [];
    const answers = [false, true];
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      void (answers.shift() === true ? dialog.accept() : dialog.dismiss());
    });
    const clear = page.getByRole("button", { name: history.clear });
    await clear.click();
    expect(await page.locator(`${WIDGET} .turn`).count()).toBe(1);
    await clear.click();
    await page.locator(`${WIDGET} .turn`).waitFor({ state: "detached" });
    expect(asked).toEqual([history.confirmClear, history.confirmClear]);
    const kept = await page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
    expect(kept).not.toContain("えるぼし");
    await page.reload();
    await openWidget(page);
    expect(await page.locator(`${WIDGET} .turn`).count()).toBe(0);
  });

  it("shows markup in a question as text", async () => {
    const page = await site.visit();
    await call(page, "ask", "<img src=x onerror=alert(1)>海外の展示会に出たい");
    expect(await page.locator(`${WIDGET} .question`).innerText()).toContain("<img src=x onerror=alert(1)>海外");
    expect(await page.locator(`${WIDGET} img`).count()).toBe(0);
  });

  describe("with a phone", () => {
    it.each([375, 320])("has it over the whole screen, nothing sticking out, at %i px", async (width) => {
      const page = await site.visit(undefined, { width, height: 640 });
      await openWidget(page);
      await askIn(page, "海外の展示会に出たい");
      const screen = { x: 0, y: 0, width, height: 640 };
      expect(await page.locator(`${WIDGET} .window`).boundingBox()).toEqual(screen);
      const outside = () =>
        page.locator(`${WIDGET} .window :is(p, li, a, button, textarea, h2, h3, blockquote)`).evaluateAll((all) =>
          all.flatMap((element) => {
            const { left, right, width: wide } = element.getBoundingClientRect();
            return wide > 1 && (left < 0 || right > window.innerWidth)
              ? [`${element.localName}.${element.className}`]
              : [];
          }),
        );
      expect(await outside(), "answered").toEqual([]);
      await latestIn(page).locator("a.mark").first().click();
      await page.locator("mark.quote-mark").waitFor();
      expect(await outside(), "with a quote").toEqual([]);
    });

    it("turned, keeps what is typed and where it is typed", async () => {
      const page = await site.visit(undefined, { width: 375, height: 700 });
      await openWidget(page);
      await page.keyboard.type("補助");
      await page.setViewportSize({ width: 700, height: 375 });
      await page.locator(`${WIDGET} .window:not(:modal)`).waitFor();
      expect(await focusedOn(page)).toBe("textarea#question");
      expect(await boxOf(page).inputValue()).toBe("補助");
    });
  });
});
