import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { feedbackPath } from "../src/feedback/feedback-store.ts";
import { stringsByLanguage } from "../web/client/strings.ts";
import { ask, latest, squeezed, type } from "./browser-chat-steps.ts";
import { describeInChromium } from "./in-chromium.ts";

const { chat, company, feedback, history, panel } = stringsByLanguage.ja;
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const ERUBOSHI = "プラチナえるぼしは何社ですか";
const ERUBOSHI_QUOTE =
  "えるぼし認定企業数(総数) R6年度(9月末時点):3,041 社(2,715 社)(うちプラチナえるぼし 68 社(56 社)) ※()内は令和6年3月時点";

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.id || activeElement?.className || activeElement?.tagName || "";
  });

describeInChromium("the chat", (site) => {
  it("answers a typed question with a quote, its number and its page", async () => {
    const page = await site.open("/");
    const text = await (await ask(page, ERUBOSHI)).innerText();
    expect(text).toContain("3,041 社(2,715 社)");
    expect(text).toContain("(4)③ えるぼし認定企業への優遇措置");
    expect(text).toContain("p.61");
  });

  it("understands a follow-up from the conversation alone", async () => {
    const page = await site.open("/");
    await ask(page, "畜産クラスター事業とは何ですか");
    expect(await latest(page).innerText()).toContain("(1)㉒ 畜産クラスター事業");
    await ask(page, "その令和6年度補正の予算は?");
    expect(await latest(page).innerText()).toContain("319億円");
  });

  it("asks what a suggestion says when it is pressed, and hands the focus to its answer", async () => {
    const page = await site.open("/");
    const [first = ""] = chat.exampleQuestions;
    await page.getByRole("button", { name: first }).click();
    await page.locator(".answer-actions").waitFor();
    expect(await page.locator(".question").innerText()).toContain(first);
    const further = page.locator(".suggestion").first();
    const next = await further.innerText();
    await further.click();
    await page.locator(".turn:nth-child(2) .answer-actions").waitFor();
    expect(await page.locator(".turn:nth-child(2) .question").innerText()).toContain(next);
    expect(await latest(page).evaluate((answer) => answer === document.activeElement)).toBe(true);
    // Suggestions lean on all that was said: only the newest answer has them.
    expect(await page.locator(".turn:first-child .suggestion").count()).toBe(0);
  });

  it("shows markup in a question as text", async () => {
    const page = await site.open("/");
    await ask(page, "<img src=x onerror=alert(1)>海外の展示会に出たい");
    expect(await page.locator(".question").innerText()).toContain("<img src=x onerror=alert(1)>海外の展示会に出たい");
    expect(await page.locator("#turns img").count()).toBe(0);
  });

  it("has an English face, and answers an English reader in English", async () => {
    const { chat: english } = stringsByLanguage.en;
    const page = await site.open("/?lang=en");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.locator("#send").innerText()).toBe(english.send);
    const text = await (await ask(page, "What does (5)③ support?")).innerText();
    expect(text).toContain("Measure: (5)③ キャリアアップ助成金");
    expect(site.askedFor("/api/chat")[0]?.body).toMatchObject({ language: "en" });
    expect(await page.getByRole("button", { name: english.copy, exact: true }).count()).toBe(1);
    const next = page.locator("a.mark").first();
    await next.click();
    expect(await page.locator(".panel-links a").first().getAttribute("href")).toMatch(
      /^\/measures\/\d+-\d+\?lang=en#q=/u,
    );
  });

  it("gives an English reader who presses a suggestion the figure that a Japanese one gets", async () => {
    const page = await site.open("/?lang=en");
    await ask(page, "What does (5)③ support?");
    await page.getByRole("button", { name: "(5)③の実績は?" }).click();
    await page.locator(".turn:nth-child(2) .answer-actions").waitFor();
    expect(await latest(page).locator(".answer-text").innerText()).toContain("約35,000人");
  });

  describe("a citation in the chat", () => {
    it("opens the panel with the quote marked in its column, gives the focus back on Escape", async () => {
      const page = await site.open("/");
      const chip = (await ask(page, ERUBOSHI)).locator("a.mark").first();
      await chip.click();
      const mark = page.locator("dialog.panel mark.quote-mark");
      await mark.waitFor();
      expect(squeezed(await mark.innerText())).toBe(squeezed(ERUBOSHI_QUOTE));
      expect(await page.locator(".panel-place").innerText()).toBe("p.61・フォローアップ");
      expect(await focused(page)).toBe("panel-heading");
      await page.keyboard.press("Escape");
      expect(await page.locator("dialog.panel").count()).toBe(0);
      expect(await chip.evaluate((link) => link === document.activeElement)).toBe(true);
    });

    it("opens as a sheet over the chat on a phone, and gives the focus back on Escape and by its button", async () => {
      const page = await site.open("/", { width: 375 });
      const chip = (await ask(page, ERUBOSHI)).locator("a.mark").first();
      const isFocused = (): Promise<boolean> => chip.evaluate((link) => link === document.activeElement);
      await chip.click();
      await page.locator("dialog.panel:modal mark.quote-mark").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog.panel").waitFor({ state: "detached" });
      expect(await isFocused(), "after Escape").toBe(true);
      await chip.click();
      await page.getByRole("button", { name: panel.close }).click();
      await page.locator("dialog.panel").waitFor({ state: "detached" });
      expect(await isFocused(), "after the button").toBe(true);
    });

    it("opens from its entry in the list of sources too, and another one in the open panel", async () => {
      const page = await site.open("/");
      const answer = await ask(page, "補助金の施策を並べて");
      const entries = answer.locator(".citation-head a");
      await entries.nth(0).click();
      const heading = page.locator("#panel-heading");
      await page.locator("mark.quote-mark").waitFor();
      expect(await heading.innerText()).toContain(await entries.nth(0).innerText());
      await entries.nth(1).click();
      await expect.poll(() => heading.innerText()).toContain(await entries.nth(1).innerText());
      await page.locator("mark.quote-mark").waitFor();
      expect(await page.locator("dialog.panel").count()).toBe(1);
    });

    it("is closed with the conversation that it belongs to", async () => {
      const page = await site.open("/");
      await (await ask(page, ERUBOSHI)).locator("a.mark").first().click();
      await page.locator("mark.quote-mark").waitFor();
      await page.getByRole("button", { name: history.startNew }).click();
      await page.locator("dialog.panel").waitFor({ state: "detached", timeout: 2000 });
      expect(await focused(page)).toBe("question");
    });

    it("stays a link: with the control key it opens the measure in a tab of its own, quote marked", async () => {
      const page = await site.open("/");
      const entry = (await ask(page, ERUBOSHI)).locator(".citation-head a").first();
      const opened = page.context().waitForEvent("page");
      await entry.click({ modifiers: ["Control"] });
      const measure = await opened;
      const mark = measure.locator("main mark.quote-mark");
      await mark.waitFor();
      expect(new URL(measure.url()).pathname).toBe("/measures/4-3");
      expect(squeezed(await mark.innerText())).toBe(squeezed(ERUBOSHI_QUOTE));
      expect(await page.locator("dialog.panel").count()).toBe(0);
    });

    it("leads through the panel to the whole measure, with both columns", async () => {
      const page = await site.open("/");
      await (await ask(page, "(5)⑫の受講者数は?")).locator("a.mark").first().click();
      await page.getByRole("link", { name: panel.measure }).click();
      await page.waitForURL("**/measures/5-12*");
      const text = await page.locator("main").innerText();
      expect(text).toContain("取組方針");
      expect(text).toContain("令和6年度 53,352 人");
    });
  });

  describe("the keyboard and the screen reader in the chat", () => {
    it("goes by F6 from the box to the answer, and back", async () => {
      const page = await site.open("/");
      await ask(page, ERUBOSHI);
      expect(await focused(page)).toBe("question");
      await page.keyboard.press("F6");
      expect(await focused(page)).toBe("answer");
      await page.keyboard.press("F6");
      expect(await focused(page)).toBe("question");
    });

    it("says twice an answer what goes on, and never the answer or what was said before", async () => {
      const page = await site.open("/");
      await page.evaluate(() => {
        const live = document.getElementById("live");
        const said: string[] = [];
        Object.assign(window, { said });
        if (live === null) throw new Error("no live region");
        new MutationObserver(() => said.push(live.textContent ?? "")).observe(live, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      });
      const said = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, "said"));
      await ask(page, ERUBOSHI);
      expect(await said()).toEqual([chat.begun, chat.finished(1)]);
      await ask(page, "畜産クラスター事業とは何ですか");
      const sources = await latest(page).locator(".citation").count();
      expect(await said()).toEqual([chat.begun, chat.finished(1), chat.begun, chat.finished(sources)]);
      await page.reload();
      await latest(page).waitFor();
      expect(await page.locator("#live").textContent()).toBe("");
    });

    it("starts a new line on Shift+Enter and sends on Enter", async () => {
      const page = await site.open("/");
      await page.fill("#question", "プラチナえるぼしは");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("何社ですか");
      expect(await page.inputValue("#question")).toBe("プラチナえるぼしは\n何社ですか");
      expect(site.askedFor("/api/chat")).toEqual([]);
      await page.keyboard.press("Enter");
      await page.locator(".answer-actions").waitFor();
      expect(await page.inputValue("#question")).toBe("");
    });
  });

  describe("what can be done with an answer", () => {
    it("is judged by one press, stored before it is thanked for, and a word may follow", async () => {
      const page = await site.open("/");
      const answer = await ask(page, ERUBOSHI);
      const stored = page.waitForResponse("**/api/feedback");
      await answer.getByRole("button", { name: feedback.notUseful }).click();
      expect((await stored).status()).toBe(201);
      await page.getByLabel(feedback.comment).fill("対象者を知りたかった");
      await page.getByLabel(feedback.comment).press("Enter");
      await answer.getByText(feedback.thanks, { exact: true }).waitFor();
      const lines = (await readFile(feedbackPath(site.running.settings.DATA_DIR), "utf8")).trim().split("\n");
      const [mark, word] = lines.slice(-2).map((line) => JSON.parse(line));
      const anchor = await answer.locator(".citation").getAttribute("id");
      expect(`citation-${mark.answerId}-1`).toBe(anchor);
      expect(mark).toMatchObject({ useful: false });
      expect(word).toEqual({ ...mark, id: word.id, receivedAt: word.receivedAt, comment: "対象者を知りたかった" });
    });

    it("says so when the judgement could not be stored", async () => {
      const page = await site.open("/");
      const answer = await ask(page, ERUBOSHI);
      site.forgive(/503/u);
      site.standIn(({ path }) => (path === "/api/feedback" ? new Response("{}", { status: 503 }) : undefined));
      await answer.getByRole("button", { name: feedback.useful, exact: true }).click();
      await answer.getByText(feedback.failed).waitFor();
      const thumb = answer.getByRole("button", { name: feedback.useful, exact: true });
      expect(await thumb.getAttribute("aria-pressed"), "nothing is stored").toBe("false");
    });

    it("is copied as text with its sources", async () => {
      const page = await site.open("/", CLIPBOARD);
      const answer = await ask(page, ERUBOSHI);
      await answer.getByRole("button", { name: chat.copy, exact: true }).click();
      await answer.getByText(chat.copied).waitFor();
      const text = await clipboard(page);
      expect(text).toContain("68 社");
      expect(text).toContain(
        `出典\n[1] (4)③ えるぼし認定企業への優遇措置（p.61・フォローアップ）「${ERUBOSHI_QUOTE}」`,
      );
      expect(text).not.toContain("**");
    });

    it("is shared by an address that shows the same answers to somebody else", async () => {
      const page = await site.open("/", CLIPBOARD);
      await ask(page, "畜産クラスター事業とは何ですか");
      await ask(page, "その令和6年度補正の予算は?");
      await latest(page).getByRole("button", { name: chat.share }).click();
      await latest(page).getByText(chat.shared).waitFor();
      const other = await site.open(await clipboard(page));
      expect(await other.locator(".question").allInnerTexts()).toEqual(await page.locator(".question").allInnerTexts());
      expect(await other.locator(".answer-text").allInnerTexts()).toEqual(
        await page.locator(".answer-text").allInnerTexts(),
      );
      await other.locator("a.mark").first().click();
      await other.locator("mark.quote-mark").waitFor();
    });
  });

  describe("the company's profile", () => {
    it("goes with each question until its chips are taken away", async () => {
      const page = await site.open("/");
      await page.getByText(company.heading).click();
      await page.getByLabel(company.industry).fill("金属加工");
      await page.getByLabel(company.employees).fill("４５人");
      await page.getByLabel(company.prefecture).selectOption("新潟県");
      await page.getByLabel(company.needs).fill("電気代、人手不足");
      await page.getByRole("button", { name: company.save }).click();
      const chips = page.locator(".chip");
      expect(await chips.allInnerTexts()).toHaveLength(5);
      await ask(page, "うちに合う支援策は?");
      await page.getByRole("button", { name: company.remove("新潟県") }).click();
      await page.getByRole("button", { name: company.remove("電気代") }).click();
      await page.reload();
      await ask(page, "うちに合う支援策をもう一度");
      for (let left = await chips.count(); left > 0; left--) await chips.first().click();
      await ask(page, ERUBOSHI);
      const companies = site.askedFor("/api/chat").map(({ body }) => (body as { company?: unknown }).company);
      expect(companies).toEqual([
        { industry: "金属加工", employees: 45, prefecture: "新潟県", needs: ["電気代", "人手不足"] },
        { industry: "金属加工", employees: 45, needs: ["人手不足"] },
        undefined,
      ]);
    });

    it("asks at once which support fits the company", async () => {
      const page = await site.open("/");
      await page.getByText(company.heading).click();
      await page.getByLabel(company.needs).fill("後継ぎがいない");
      await page.getByRole("button", { name: company.ask }).click();
      await page.locator(".answer-actions").waitFor();
      expect(await page.locator(".question").innerText()).toContain(company.askQuestion);
      expect(site.askedFor("/api/chat")[0]?.body).toMatchObject({ company: { needs: ["後継ぎがいない"] } });
      expect(await latest(page).locator(".citation").count()).toBeGreaterThan(0);
    });

    it("is sent nowhere before a question is asked", async () => {
      const page = await site.open("/");
      await page.getByText(company.heading).click();
      await page.getByLabel(company.industry).fill("旅館");
      await page.getByRole("button", { name: company.save }).click();
      await page.locator(".chip").waitFor();
      expect(site.received.filter(({ method }) => method === "POST")).toEqual([]);
    });
  });

  describe("the question box", () => {
    it("asks nothing while it is empty or an answer is under way", async () => {
      const page = await site.open("/");
      await type(page, "   ");
      expect(site.askedFor("/api/chat")).toEqual([]);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      site.standIn(async ({ path }) => {
        if (path === "/api/chat") await held;
        return undefined;
      });
      await type(page, ERUBOSHI);
      await page.locator("#stop").waitFor();
      await type(page, "次の質問");
      expect(await page.inputValue("#question"), "what was typed meanwhile stays").toBe("次の質問");
      release();
      await page.locator(".answer-actions").waitFor();
      expect(site.askedFor("/api/chat")).toHaveLength(1);
    });

    it("takes over the question that a measure's page hands it, without asking", async () => {
      const page = await site.open("/measures/5-3");
      await page.locator("a.button").click();
      await page.waitForURL("**/?q=*");
      expect(await page.inputValue("#question")).toBe("(5)③キャリアアップ助成金について教えてください");
      expect(await focused(page)).toBe("question");
      expect(site.askedFor("/api/chat")).toEqual([]);
    });
  });
});
