import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { answerOf, ask, eventsOf, HeldStream, inPlaceOfChat, latest, type } from "./browser-chat-steps.ts";
import { describeInChromium, type Received } from "./in-chromium.ts";

const { chat, error } = stringsByLanguage.ja;
const QUESTION = "海外の展示会に出たい";
interface ChatBody {
  messages: unknown[];
}
const asksForStream = ({ accept }: Received): boolean => accept.includes("text/event-stream");

const messagesOf = (received: Received | undefined): unknown => (received?.body as Partial<ChatBody>)?.messages;

/** Long enough for a silent request to show, had the page made one. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(400);

describeInChromium("an answer under way", (site) => {
  const accepts = (): string[] => site.askedFor("/api/chat").map(({ accept }) => accept);

  it("is shown as it arrives, before its end, with marks that open their sources", async () => {
    const events = await eventsOf(site, QUESTION);
    const answer = await answerOf(site, QUESTION);
    const end = events.length - 1;
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    const page = await site.open("/");
    await type(page, QUESTION);
    await page.getByText(chat.working).waitFor();
    const half = Math.ceil((answer.citations.length + end) / 2);
    held.send(...events.slice(0, half));
    const text = latest(page).locator(".answer-text");
    await text.locator("li").first().waitFor();
    const soFar = await text.innerText();
    expect(await page.locator(".answer-actions").count(), "not finished").toBe(0);
    expect(await page.locator("#stop").count()).toBe(1);
    await text.locator("a.mark").first().click();
    await page.locator("mark.quote-mark").waitFor();
    held.send(...events.slice(half));
    held.close();
    await page.locator(".answer-actions").waitFor();
    const whole = await text.innerText();
    expect(whole.startsWith(soFar.slice(0, -3))).toBe(true);
    expect(whole.length).toBeGreaterThan(soFar.length);
    expect(await page.locator("#stop").count()).toBe(0);
    expect(await latest(page).locator(".citation").count()).toBe(answer.citations.length);
  });

  it("never shows half of a sign of its Markdown while it grows", async () => {
    const { answer } = await answerOf(site, QUESTION);
    const events = await eventsOf(site, QUESTION);
    const held = new HeldStream();
    site.standIn(inPlaceOfChat(() => held.response));
    const page = await site.open("/");
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(document.querySelector(".answer-text")?.textContent ?? "")).observe(
        document.body,
        { childList: true, characterData: true, subtree: true },
      );
    });
    await type(page, QUESTION);
    held.send(...events.filter((event) => event.startsWith("event: source-document")));
    for (const [at, sign] of Array.from(answer).entries()) {
      held.send(`event: text-delta\ndata: ${JSON.stringify({ text: sign })}\n\n`);
      // Now and then the page gets to draw.
      if (at % 7 === 0) await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    const lastWords = answer
      .slice(answer.lastIndexOf("\n"))
      .replace(/[*[\]\d]/gu, "")
      .trim();
    await page.getByText(lastWords.slice(-8)).last().waitFor();
    const seen: string[] = await page.evaluate(() => Reflect.get(window, "seen"));
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.map((text) => text.slice(-20)).filter((end) => /\*|\[/u.test(end))).toEqual([]);
  });

  it("is received anew, whole, when its stream breaks off, and the page says so", async () => {
    const events = await eventsOf(site, QUESTION);
    const held = new HeldStream();
    let answerWhole = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      answerWhole = resolve;
    });
    site.standIn(
      inPlaceOfChat(async (received) => {
        if (asksForStream(received)) return held.response;
        await waiting;
        return undefined;
      }),
    );
    const page = await site.open("/");
    await type(page, QUESTION);
    held.send(...events.slice(0, -1));
    await latest(page).locator(".answer-text").waitFor();
    held.close();
    await page.getByText(chat.resumed).waitFor();
    answerWhole();
    await page.locator(".answer-actions").waitFor();
    expect(accepts()).toEqual(["text/event-stream", "application/json"]);
  });

  it("is received anew when the connection itself breaks", async () => {
    site.forgive(/ERR_/u);
    const [start = ""] = await eventsOf(site, QUESTION);
    const held = new HeldStream();
    let breakOff = (): void => {};
    site.standIn(
      inPlaceOfChat((received, { outgoing }) => {
        if (!asksForStream(received)) return undefined;
        breakOff = () => outgoing.destroy();
        return held.response;
      }),
    );
    const page = await site.open("/");
    await type(page, QUESTION);
    held.send(start);
    await latest(page).locator(".answer-text").waitFor({ state: "attached" });
    breakOff();
    await page.locator(".answer-actions").waitFor();
    expect(accepts()).toEqual(["text/event-stream", "application/json"]);
  });

  describe("that cannot be had", () => {
    it("is asked for again only when the button is pressed", async () => {
      site.standIn(
        inPlaceOfChat((received) =>
          asksForStream(received)
            ? new Response("event: answer-start\ndata: {", { headers: { "Content-Type": "text/event-stream" } })
            : new Response("<html>gateway</html>", { headers: { "Content-Type": "text/html" } }),
        ),
      );
      const page = await site.open("/");
      await type(page, QUESTION);
      const retry = page.getByRole("button", { name: chat.retry });
      await retry.waitFor();
      expect(await latest(page).innerText()).toContain(error.connection);
      expect(await latest(page).locator(".answer-text").count(), "no half answer").toBe(0);
      await settle(page);
      expect(accepts()).toEqual(["text/event-stream", "application/json"]);
      await retry.click();
      await expect.poll(accepts).toHaveLength(4);
      await retry.waitFor();
      await settle(page);
      expect(accepts()).toHaveLength(4);
      site.standIn(() => undefined);
      await retry.click();
      await page.locator(".answer-actions").waitFor();
      expect(accepts()).toHaveLength(5);
      expect(await page.locator(".turn").count()).toBe(1);
    });

    it("is not asked for twice where the server has said no", async () => {
      site.forgive(/503/u);
      site.standIn(inPlaceOfChat(() => new Response("", { status: 503 })));
      const page = await site.open("/");
      await type(page, QUESTION);
      await page.getByRole("button", { name: chat.retry }).waitFor();
      await settle(page);
      expect(accepts()).toEqual(["text/event-stream"]);
      expect(await latest(page).innerText()).toContain("503");
    });

    it("says what the server's stream says went wrong", async () => {
      const failed = `event: answer-error\ndata: ${JSON.stringify({ code: "internal_error", message: "内部の誤りです。" })}\n\n`;
      site.standIn(inPlaceOfChat(() => new Response(failed, { headers: { "Content-Type": "text/event-stream" } })));
      const page = await site.open("/");
      await type(page, QUESTION);
      await page.getByText("内部の誤りです。", { exact: true }).waitFor();
      await settle(page);
      expect(accepts()).toEqual(["text/event-stream"]);
      expect(await page.locator("#live").textContent()).toBe(chat.failed("内部の誤りです。"));
    });

    it("says after how long a person who asked too often can ask again", async () => {
      site.forgive(/429/u);
      const body = {
        error: { code: "too_many_requests", message: "質問が多すぎます。", hint: "少し待ってください。" },
      };
      site.standIn(inPlaceOfChat(() => Response.json(body, { status: 429, headers: { "Retry-After": "17" } })));
      const page = await site.open("/");
      await type(page, QUESTION);
      await page.getByText(chat.wait(17)).waitFor();
      expect(await latest(page).innerText()).toContain("質問が多すぎます。");
      await settle(page);
      expect(accepts()).toHaveLength(1);
    });

    it("cannot be asked again as it stands where the question itself was refused", async () => {
      site.forgive(/413/u);
      const page = await site.open("/");
      await type(page, "長".repeat(1001));
      await latest(page).locator(".trouble").waitFor();
      expect(await latest(page).innerText()).toContain("1000文字以内");
      expect(await page.getByRole("button", { name: chat.retry }).count()).toBe(0);
      // The conversation goes on without it.
      await ask(page, QUESTION);
      expect(messagesOf(site.askedFor("/api/chat")[1])).toHaveLength(1);
    });
  });

  describe("that is stopped", () => {
    it("ends at once, asks nothing more, and can be asked again", async () => {
      const events = await eventsOf(site, QUESTION);
      const held = new HeldStream();
      site.standIn(inPlaceOfChat(() => held.response));
      const page = await site.open("/");
      await type(page, QUESTION);
      held.send(...events.slice(0, -1));
      await latest(page).locator(".answer-text").waitFor();
      await page.getByRole("button", { name: chat.stop }).click();
      await page.getByText(chat.stoppedHere).waitFor();
      expect(await latest(page).locator(".answer-text").count(), "no half answer").toBe(0);
      expect(await page.locator("#live").textContent()).toBe(chat.stopped);
      await settle(page);
      expect(accepts()).toEqual(["text/event-stream"]);
      site.standIn(() => undefined);
      await page.getByRole("button", { name: chat.retry }).click();
      await page.locator(".answer-actions").waitFor();
      expect(await page.locator(".turn").count()).toBe(1);
    });

    it("keeps a stopped question out of the conversation", async () => {
      const held = new HeldStream();
      site.standIn(inPlaceOfChat(() => held.response));
      const page = await site.open("/");
      await type(page, "止める質問");
      await page.getByRole("button", { name: chat.stop }).click();
      await page.getByText(chat.stoppedHere).waitFor();
      site.standIn(() => undefined);
      await ask(page, QUESTION);
      expect(messagesOf(site.askedFor("/api/chat")[1])).toHaveLength(1);
      await page.reload();
      await page.locator(".answer-actions").waitFor();
      expect(await page.locator(".question").allInnerTexts()).toHaveLength(1);
    });
  });
});
