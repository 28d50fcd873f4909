import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import type { Citation } from "../src/answer/citation.ts";
import { stringsByLanguage } from "../web/client/strings.ts";
import { ask, inPlaceOfChat, type } from "./browser-chat-steps.ts";
import { PAYLOADS } from "./browser-payloads.ts";
import { describeInChromium, type Site } from "./in-chromium.ts";

const { chat, company } = stringsByLanguage.ja;

/** Opens a page that notes what its content security policy had to stop, and counts every dialog and window it opens. */
async function openWatched(site: Site, path: string): Promise<Page> {
  const page = await site.open("/browse?section=10", { own: true });
  await page.addInitScript(() => {
    const stopped: string[] = [];
    Object.assign(window, { stopped });
    document.addEventListener("securitypolicyviolation", (event) =>
      stopped.push(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
    for (const name of ["alert", "confirm", "prompt", "open"] as const)
      Object.assign(window, { [name]: () => stopped.push(`called: ${name}`) });
  });
  await page.goto(`${site.address}${path}`);
  return page;
}

/** Everything on a page that a text could have become: that ran, that would run, that asks for something, that covers. */
const become = (page: Page, within = "html"): Promise<string[]> =>
  page.evaluate((frame) => {
    const addresses = ["href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href", "background"];
    const ours =
      "html, head, title, body, meta[name], meta[property], meta[charset], link[rel], svg.bar-chart, svg.bar-chart *";
    const strange =
      "img, picture, iframe, frame, object, embed, video, audio, source, math, svg, style, base, template, marquee, meta[http-equiv], :not(head) > link, script:not([src^='/assets/'])";
    const found: string[] = [...(Reflect.get(window, "stopped") ?? ["not watched"])];
    if (Reflect.get(window, "ran") !== undefined) found.push("a script ran");
    for (const element of document.querySelectorAll(`${frame}, ${frame} *`)) {
      if (element.matches(strange) && !element.matches(ours)) found.push(`element: ${element.outerHTML.slice(0, 80)}`);
      for (const { name, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$/iu.test(name)) found.push(`attribute: ${name}=${value}`);
        if (addresses.includes(name.toLowerCase()) && new URL(value, document.baseURI).origin !== location.origin)
          found.push(`address: ${name}=${value}`);
      }
    }
    return found;
  }, within);

/** What each payload became, of those that became anything. */
type Became = [payload: string, found: string[]][];

const slices = Array.from({ length: Math.ceil(PAYLOADS.length / 20) }, (_, index) => ({
  from: index * 20,
  payloads: PAYLOADS.slice(index * 20, (index + 1) * 20),
}));

describeInChromium("the site in Chromium", (site) => {
  describe("a text that tries to become more than text", () => {
    it("comes in more than fifty-five kinds", () => {
      expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(55);
    });

    it("is caught by the eye of these tests where it becomes an element, a handler, an address", async () => {
      const page = await openWatched(site, "/");
      site.forgive(/Content Security Policy|404/u);
      await page.evaluate(() => {
        const div = document.createElement("div");
        div.innerHTML = "<img src=/x onerror=ran=1><a href=javascript:ran=1>押す</a><p style=color:red>";
        document.body.append(div);
      });
      await expect
        .poll(() => become(page))
        .toEqual([
          "policy: script-src-attr inline",
          "policy: style-src-attr inline",
          expect.stringContaining("element: <img"),
          expect.stringContaining("attribute: onerror"),
          expect.stringContaining("address: href=javascript:"),
          expect.stringContaining("attribute: style"),
        ]);
    });

    const hostile = (payload: string, n: number): Answer => {
      const citation: Citation = {
        n: 1,
        edition: "2025-02",
        measureId: n % 2 === 0 ? "5-3" : payload,
        number: payload,
        title: payload,
        pages: { first: 73, last: 73, exact: n % 3 > 0 },
        column: "policy",
        quote: payload,
        url: `javascript:ran=1//${payload}`,
      };
      return {
        id: payload,
        kind: "answer",
        answer: `${payload} [1]\n\n**${payload}**\n\n- ${payload}\n  - ${payload} [1]\n1. ${payload}`,
        citations: [citation],
        measures: [payload],
        suggestions: [payload, `続き ${payload}`],
        notice: payload,
        mode: "extractive",
        tookMs: 0,
        edition: payload,
      };
    };
    it.each(slices)("stays text as a question, payload $from and on", async ({ payloads }) => {
      site.standIn(inPlaceOfChat(() => Response.json({ ...hostile("", 0), citations: [], suggestions: [] })));
      const page = await openWatched(site, "/");
      for (const payload of payloads) await ask(page, payload);
      expect(await become(page)).toEqual([]);
      const shown = await page
        .locator(".question")
        .evaluateAll((headings) => headings.map((heading) => heading.lastChild?.textContent));
      expect(shown).toEqual(payloads.map((payload) => payload.trim()));
      await page.reload();
      await page.locator(".history summary").click();
      expect(await become(page), "restored from the browser's storage").toEqual([]);
    });

    const events = (answer: Answer): string =>
      [
        ["answer-start", { id: answer.id }],
        ...answer.citations.map((citation) => ["source-document", citation] as const),
        ["text-delta", { text: answer.answer }],
        ["answer-end", answer],
      ]
        .map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        .join("");

    it.each(slices)("stays text in a hostile server's answer, payload $from and on", async ({ payloads }) => {
      site.forgive(/404|400/u);
      const page = await openWatched(site, "/");
      const became: Became = [];
      for (const [index, payload] of payloads.entries()) {
        const answer = hostile(payload, index);
        site.standIn(
          inPlaceOfChat(() =>
            index % 2 === 0
              ? Response.json(answer)
              : new Response(events(answer), { headers: { "Content-Type": "text/event-stream" } }),
          ),
        );
        const shown = await ask(page, "答えて");
        await shown
          .locator("a.mark")
          .first()
          .evaluate((chip: HTMLElement) => chip.click());
        await page.locator(".panel .page-layout, .panel .trouble").waitFor();
        const found = await become(page, ".panel");
        if (found.length > 0) became.push([payload, found]);
        await page.keyboard.press("Escape");
      }
      expect(became).toEqual([]);
      expect(await become(page)).toEqual([]);
      expect(await page.locator(".answer-notice").allTextContents()).toEqual([...payloads]);
      await page.reload();
      expect(await become(page), "restored from the browser's storage").toEqual([]);
    });

    it.each(slices)("stays text in a hostile server's error, payload $from and on", async ({ payloads }) => {
      site.forgive(/500/u);
      const page = await openWatched(site, "/");
      for (const [index, payload] of payloads.entries()) {
        const error = { code: payload, message: payload, hint: payload };
        const event = `event: answer-error\ndata: ${JSON.stringify(error)}\n\n`;
        site.standIn(
          inPlaceOfChat(() =>
            index % 2 === 0
              ? Response.json({ error }, { status: 500, headers: { "Retry-After": "<b>9</b>" } })
              : new Response(event, { headers: { "Content-Type": "text/event-stream" } }),
          ),
        );
        await type(page, "答えて");
        await page.locator(`.turn:nth-child(${index + 1}) .trouble`).waitFor();
      }
      expect(await become(page)).toEqual([]);
      expect(await page.locator(".trouble p:first-child").allTextContents()).toEqual([...payloads]);
    });

    describe("in an address", () => {
      const repeated = (name: string, payloads: readonly string[]): string =>
        payloads.map((payload) => `${name}=${encodeURIComponent(payload)}`).join("&");
      /** How many payloads an address takes, and the address. */
      const addresses: [name: string, taken: number, of: (payloads: readonly string[]) => string][] = [
        ["shared questions", 5, (payloads) => `/?${repeated("ask", payloads)}`],
        [
          "a prefilled question",
          5,
          (payloads) => `/?${repeated("lang", payloads)}&q=${encodeURIComponent(payloads.join(" "))}`,
        ],
        ["a quote on a page", 1, ([payload = ""]) => `/pages/73#q=${encodeURIComponent(payload)}&in=5-3`],
        ["a quote on a measure", 4, (payloads) => `/measures/5-3#q=${encodeURIComponent(payloads.join(" "))}`],
        ["the words of the list", 4, (payloads) => `/browse?q=${encodeURIComponent(payloads.join(" "))}`],
        [
          "the filters of the list",
          5,
          (payloads) =>
            `/browse?${["ministry", "type", "section", "topic", "sort", "year"].map((name) => repeated(name, payloads)).join("&")}`,
        ],
        [
          "a path",
          4,
          (payloads) =>
            `/measures/${encodeURIComponent(payloads.join(" "))}?x=${encodeURIComponent(payloads[0] ?? "")}`,
        ],
      ];
      it.each(addresses)("stays text: %s", async (_name, taken, of) => {
        site.forgive(/40\d/u);
        const page = await openWatched(site, "/");
        const became: Became = [];
        for (let from = 0; from < PAYLOADS.length; from += taken) {
          const address = of(PAYLOADS.slice(from, from + taken));
          await page.goto(`${site.address}${address}`);
          const found = await become(page);
          if (!page.url().startsWith(`${site.address}/`)) found.push(`went to ${page.url()}`);
          if (found.length > 0) became.push([address, found]);
        }
        expect(became).toEqual([]);
      });
    });

    it("stays text in the company's profile and in what the browser has stored", async () => {
      const page = await openWatched(site, "/");
      await page.getByText(company.heading).click();
      await page.getByLabel(company.industry).fill("<img src=x onerror=ran=1>");
      await page.getByLabel(company.needs).fill("<svg onload=ran=1>、</textarea><script>ran=1</script>");
      await page.getByRole("button", { name: company.save }).click();
      expect(await page.locator(".chip").count()).toBe(3);
      expect(await become(page)).toEqual([]);
      await page.evaluate(() => {
        const key = "shisaku-navi::2025-02:";
        localStorage.setItem(
          `${key}conversations`,
          `[{"id":"<img src=x onerror=ran=1>","startedAt":"x","turns":[{}]}, 7]`,
        );
        localStorage.setItem(`${key}company`, `{"industry":{"toString":"<svg onload=ran=1>"},"needs":["<b>",{}]}`);
      });
      await page.reload();
      await page.getByRole("button", { name: chat.send }).waitFor();
      expect(await become(page)).toEqual([]);
      await ask(page, "海外の展示会に出たい");
    });
  });

  describe("the whole site", () => {
    it("asks nothing of any other host, on any page and through the whole chat", async () => {
      const page = await openWatched(site, "/");
      await ask(page, "海外の展示会に出たい");
      await page.locator("a.mark").first().click();
      await page.locator("mark.quote-mark").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: stringsByLanguage.ja.feedback.useful }).click();
      await page.locator(".feedback-comment").waitFor();
      site.forgive(/404/u);
      for (const path of ["/?lang=en", "/browse", "/measures/5-3", "/pages/73", "/pages/45", "/nowhere"]) {
        await page.goto(`${site.address}${path}`);
        expect(await become(page), path).toEqual([]);
      }
      expect(site.received.length).toBeGreaterThan(15);
      expect(Array.from(site.origins)).toEqual([site.address]);
    });
  });
});
