import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { launcherStrings } from "../web/client/widget/launcher-strings.ts";
import { HeldStream, inPlaceOfChat } from "./browser-chat-steps.ts";
import type { Received } from "./in-chromium.ts";
import { describeOnForeignSite, tag } from "./widget-host.ts";
import {
  askIn,
  boxOf,
  call,
  focusedOn,
  latestIn,
  launcherOf,
  openWidget,
  settle,
  toldTo,
  windowOf,
} from "./widget-steps.ts";

const { chat, error, panel, widget } = stringsByLanguage.ja;
const QUESTION = "プラチナえるぼしは何社ですか";
const WIDGET = "shisaku-navi-widget";
const isPanel = ({ path }: Received): boolean => path.startsWith("/widget/panel-");
const asksForStream = ({ accept }: Received): boolean => accept.includes("text/event-stream");

/** Something that happens when the test says so. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** A port of this machine on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describeOnForeignSite("when something goes wrong", (site) => {
  describe("the host page", () => {
    it("is shown and read while the loader is slow", async () => {
      const held = gate();
      site.standIn(async ({ path }) => {
        if (path === "/widget.js") await held.passed;
        return undefined;
      });
      const line = tag(`${site.address}/widget.js`).replace(" defer", " async");
      const page = await site.visit(
        {
          head: `<script>document.addEventListener("DOMContentLoaded", () => { window.ready = true; })</script>`,
          body: `<h1>商工会</h1>${line}<p id="end">本文</p>`,
        },
        { waitUntil: "commit" },
      );
      await expect.poll(() => site.askedFor("/widget.js").length).toBe(1);
      await page.locator("#end").waitFor();
      await expect.poll(() => page.evaluate(() => Reflect.get(window, "ready"))).toBe(true);
      expect(await page.locator(WIDGET).count()).toBe(0);
      held.open();
      await openWidget(page);
    });

    it("is as it was where the server is absent", async () => {
      site.forgive(/ERR_CONNECTION_REFUSED/u);
      const absent = `http://127.0.0.1:${await deadPort()}`;
      site.allow(absent);
      const page = await site.visit({ body: `<p id="own">本文</p>${tag(`${absent}/widget.js`)}` });
      expect(await page.locator("#own").innerText()).toBe("本文");
      expect(await page.locator(WIDGET).count()).toBe(0);
    });

    describe("while the chat itself loads slowly", () => {
      it("shows that it loads, and can be left meanwhile", async () => {
        const held = gate();
        site.standIn(async (received) => {
          if (isPanel(received)) await held.passed;
          return undefined;
        });
        const page = await site.visit({ body: `<input id="own">${tag(`${site.address}/widget.js`)}` });
        await launcherOf(page).click();
        await windowOf(page).getByText(launcherStrings.ja.loading).waitFor();
        await page.keyboard.press("Escape");
        expect(await windowOf(page).isVisible()).toBe(false);
        await page.focus("#own");
        held.open();
        await settle(page);
        expect(await windowOf(page).isVisible()).toBe(false);
        expect(await focusedOn(page)).toBe("input#own");
        await openWidget(page);
        expect(site.requested.filter((path) => path.includes("panel-"))).toHaveLength(1);
      });

      it("does not call somebody back who went on meanwhile", async () => {
        const held = gate();
        site.standIn(async (received) => {
          if (isPanel(received)) await held.passed;
          return undefined;
        });
        const page = await site.visit({ body: `<input id="own">${tag(`${site.address}/widget.js`)}` });
        await launcherOf(page).click();
        await windowOf(page).getByText(launcherStrings.ja.loading).waitFor();
        await page.focus("#own");
        held.open();
        await boxOf(page).waitFor();
        await settle(page);
        expect(await focusedOn(page)).toBe("input#own");
      });
    });

    it.each([
      ["breaks off", /ERR_EMPTY_RESPONSE/u],
      ["is refused", /status of 503/u],
    ])("says so when the chat's file %s, to the developer too, and loads it when opened again", async (name, fault) => {
      site.forgive(fault);
      site.forgive(/^施策ナビ.*could not be loaded/u);
      site.standIn((received, { outgoing }) => {
        if (!isPanel(received)) return undefined;
        if (name === "breaks off") outgoing.destroy();
        return new Response("", { status: 503 });
      });
      const page = await site.visit();
      await launcherOf(page).click();
      await windowOf(page).getByText(launcherStrings.ja.failed).waitFor();
      expect(site.said.filter((text) => text.startsWith("施策ナビ"))).toEqual([
        expect.stringContaining(`${site.address}/widget/panel-`),
      ]);
      await page.keyboard.press("Escape");
      expect(await focusedOn(page)).toBe("button.launcher");
      site.standIn(() => undefined);
      await openWidget(page);
      await askIn(page, QUESTION);
    });
  });

  describe("a question that", () => {
    const accepts = (): string[] => site.askedFor("/api/chat").map(({ accept }) => accept);

    it("gets no answer yet is under way, and can be stopped and asked again", async () => {
      site.standIn(inPlaceOfChat(() => new Promise(() => {})));
      const page = await site.visit();
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await page.getByText(chat.working).waitFor();
      await page.getByRole("button", { name: chat.stop }).click();
      await page.getByText(chat.stoppedHere).waitFor();
      await settle(page);
      expect(accepts()).toEqual(["text/event-stream"]);
    });

    it("is cut off is received anew, whole, once", async () => {
      const held = new HeldStream();
      const events = await site.eventsOf(QUESTION);
      site.standIn(inPlaceOfChat((received) => (asksForStream(received) ? held.response : undefined)));
      const page = await site.visit();
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      held.send(...events.slice(0, -1));
      await latestIn(page).locator(".answer-text").waitFor();
      held.close();
      await page.locator(`${WIDGET} .answer-actions`).waitFor();
      expect(accepts()).toEqual(["text/event-stream", "application/json"]);
      expect((await toldTo(page)).map(({ name }) => name)).toEqual(["open", "ask", "answer"]);
    });

    it("cannot be received at all says so, is not sent a third time, and can be asked again", async () => {
      site.forgive(/ERR_EMPTY_RESPONSE/u);
      site.standIn(
        inPlaceOfChat((_received, { outgoing }) => {
          outgoing.destroy();
          return new Response("");
        }),
      );
      const page = await site.visit();
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      const retry = page.getByRole("button", { name: chat.retry });
      await retry.waitFor();
      expect(await latestIn(page).innerText()).toContain(error.connection);
      await settle(page);
      expect(new Set(accepts())).toEqual(new Set(["text/event-stream", "application/json"]));
      expect(site.said.filter((text) => text.startsWith("施策ナビ"))).toEqual([]);
      site.standIn(() => undefined);
      await retry.click();
      await page.locator(`${WIDGET} .answer-actions`).waitFor();
    });

    it("comes too often says when it may come again", async () => {
      site.forgive(/429/u);
      const body = { error: { code: "too_many_requests", message: "質問が多すぎます。", hint: "待ってください。" } };
      site.standIn(inPlaceOfChat(() => Response.json(body, { status: 429, headers: { "Retry-After": "17" } })));
      const page = await site.visit();
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await page.getByText(chat.wait(17)).waitFor();
      await settle(page);
      expect(accepts()).toHaveLength(1);
    });

    it("comes from a site that is not allowed says so to the reader, and to the developer what to do", async () => {
      site.forgive(/blocked by CORS policy|ERR_FAILED/u);
      const page = await site.visit(undefined, { from: "refused" });
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await latestIn(page).locator(".trouble").waitFor();
      expect(await latestIn(page).innerText()).toContain(widget.origin);
      expect(await page.getByRole("button", { name: chat.retry }).count(), "it would fail again").toBe(0);
      const said = site.said.filter((text) => text.startsWith("施策ナビ"));
      expect(said).toHaveLength(1);
      for (const part of [site.refusedOrigin, site.address, "ALLOWED_ORIGINS"]) expect(said[0]).toContain(part);
      site.forgive(/^施策ナビ/u);
      expect(accepts(), "the browser keeps the question back").toEqual([]);
    });

    it("comes from a sandboxed page without storage is refused as from any unknown site", async () => {
      site.forgive(/blocked by CORS policy|ERR_FAILED|^施策ナビ: null may not ask/u);
      const page = await site.visit({
        headers: { "Content-Security-Policy": "sandbox allow-scripts" },
        body: tag(`${site.address}/widget.js`),
      });
      await openWidget(page);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await latestIn(page).getByText(widget.origin).waitFor();
    });

    it("fails in the stream says what the server says", async () => {
      const failed = `event: answer-error\ndata: ${JSON.stringify({ code: "internal_error", message: "内部の誤りです。" })}\n\n`;
      site.standIn(inPlaceOfChat(() => new Response(failed, { headers: { "Content-Type": "text/event-stream" } })));
      const page = await site.visit();
      await call(page, "ask", QUESTION);
      expect(await latestIn(page).innerText()).toContain("内部の誤りです。");
      expect(accepts()).toEqual(["text/event-stream"]);
    });
  });

  it("shows a quote by itself, with the links, whose page cannot be loaded", async () => {
    site.forgive(/503/u);
    site.standIn(({ path }) => (path.startsWith("/api/pages/") ? new Response("{}", { status: 503 }) : undefined));
    const page = await site.visit();
    await openWidget(page);
    await askIn(page, QUESTION);
    await latestIn(page).locator("a.mark").first().click();
    await page.getByText(panel.failed).waitFor();
    expect(await page.locator(`${WIDGET} .panel blockquote`).innerText()).toContain("3,041 社");
    expect(await page.locator(`${WIDGET} .panel-links a`).count()).toBe(2);
  });
});
