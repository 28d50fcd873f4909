import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { violations } from "./browser-axe.ts";
import { describeInChromium } from "./in-chromium.ts";

/** Opens an operation of the page, "POST /api/chat", and gives its part of the page. */
async function openOperation(page: Page, method: string, path: string) {
  const operation = page
    .locator(`.opblock-${method.toLowerCase()}`)
    .filter({ has: page.locator(`[data-path="${path}"]`) });
  await operation.locator(".opblock-summary-control").click();
  await operation.locator(".opblock-body").waitFor();
  return operation;
}

const drawn = (page: Page): Promise<void> => page.locator(".opblock").first().waitFor();

/** `describeInChromium` itself fails a test whose page asks another host or writes an error, a breach of the policy among them. */
describeInChromium("the API's description in Chromium", (site) => {
  it("shows each operation under its heading, from this server alone", async () => {
    const page = await site.open("/docs");
    await drawn(page);
    const shown = await page.locator(".opblock-summary").evaluateAll((all) => all.map((one) => one.textContent ?? ""));
    const response = await site.running.app.request("/openapi.json");
    const { paths } = (await response.json()) as { paths: Record<string, object> };
    expect(shown).toHaveLength(Object.values(paths).flatMap((item) => Object.keys(item)).length);
    for (const path of Object.keys(paths)) expect(shown.join("\n").replaceAll("\u200b", "")).toContain(path);
    expect(await page.locator("h3.opblock-tag").allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^質問/u), expect.stringMatching(/^検索/u)]),
    );
    expect(site.received.map(({ path }) => path)).toContain("/openapi.json");
  });

  it("shows every operation in full without breaking the site's policy", async () => {
    const page = await site.open("/docs");
    await drawn(page);
    await page.locator(".opblock-summary-control, .models-control").evaluateAll((all) => {
      for (const control of all) if (control instanceof HTMLElement) control.click();
    });
    const operations = await page.locator(".opblock").count();
    const drawing = { timeout: 40_000 };
    await expect.poll(() => page.locator(".opblock-body .responses-wrapper").count(), drawing).toBe(operations);
    await page.locator(".models .json-schema-2020-12").first().waitFor(drawing);
    expect(await page.locator(".opblock-body .highlight-code").count()).toBeGreaterThan(40);
    expect(await page.locator(".errors-wrapper").count()).toBe(0);
  }, 60_000);

  it("asks this server when an operation is tried, and shows the answer", async () => {
    const page = await site.open("/docs");
    await drawn(page);
    const chat = await openOperation(page, "POST", "/api/chat");
    await chat.getByRole("button", { name: "Try it out" }).click();
    await chat.locator("textarea").fill('{"messages":[{"role":"user","content":"(5)③の予算は?"}]}');
    await chat.getByRole("button", { name: "Execute" }).click();
    const live = chat.locator(".live-responses-table");
    await live.waitFor();
    expect(await live.locator(".response-col_status").last().textContent()).toContain("200");
    expect(await live.textContent()).toContain("19.9億円");
    expect(site.askedFor("/api/chat")).toMatchObject([
      { method: "POST", body: { messages: [{ content: "(5)③の予算は?" }] } },
    ]);
  });

  it("fills in examples that find something as they stand", async () => {
    const page = await site.open("/docs");
    await drawn(page);
    const list = await openOperation(page, "GET", "/api/measures");
    await list.getByRole("button", { name: "Try it out" }).click();
    await list.getByRole("button", { name: "Execute" }).click();
    const live = list.locator(".live-responses-table");
    await live.waitFor();
    expect(await live.textContent()).toContain("キャリアアップ助成金");
    expect(site.askedFor("/api/measures")).toHaveLength(1);
  });

  it("asks the server that gave the page, though the site is known by another name", async () => {
    site.standIn(async ({ path }) => {
      if (path !== "/openapi.json") return undefined;
      const description = await (await site.running.app.request(path)).text();
      return new Response(
        JSON.stringify({ ...JSON.parse(description), servers: [{ url: "https://navi.example.jp" }] }),
      );
    });
    const page = await site.open("/docs");
    await drawn(page);
    const measure = await openOperation(page, "GET", "/api/measures/{id}");
    await measure.getByRole("button", { name: "Try it out" }).click();
    await measure.getByRole("button", { name: "Execute" }).click();
    await measure.locator(".live-responses-table").waitFor();
    expect(await measure.locator(".request-url").textContent()).toContain(`${site.address}/api/measures/5-3`);
  });

  it.each([375, 320])("is read without scrolling sideways at %i px", async (width) => {
    const page = await site.open("/docs", { width, height: 700 });
    await drawn(page);
    const chat = await openOperation(page, "POST", "/api/chat");
    await openOperation(page, "GET", "/api/measures");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const beyond = await chat.locator("button, select, textarea, pre").evaluateAll((all) =>
      all.flatMap((one) => {
        const { left, right, width: wide } = one.getBoundingClientRect();
        return wide > 0 && (left < 0 || right > innerWidth) ? [one.className] : [];
      }),
    );
    expect(beyond).toEqual([]);
    await chat.getByRole("button", { name: "Try it out" }).click();
    await chat.getByRole("button", { name: "Execute" }).click();
    await chat.locator(".live-responses-table").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  it("is dark where the reader's screen is", async () => {
    const page = await site.open("/docs", { colorScheme: "dark" });
    await drawn(page);
    const lightness = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const [red = 0, green = 0, blue = 0] = getComputedStyle(element).color.match(/\d+/gu)?.map(Number) ?? [];
          return (red + green + blue) / 3;
        });
    expect(await lightness(".swagger-ui .info .title")).toBeGreaterThan(160);
    expect(await lightness(".swagger-ui .opblock-summary-path")).toBeGreaterThan(160);
  });

  it("says so where the description cannot be had", async () => {
    site.forgive(/500/u);
    site.standIn(({ path }) => (path === "/openapi.json" ? new Response("", { status: 500 }) : undefined));
    const page = await site.open("/docs");
    await page.getByText("API の説明を読み込めませんでした。 (500)").waitFor();
  });

  it("has nothing wrong around what Swagger UI draws, as axe tells it", async () => {
    const page = await site.open("/docs");
    await drawn(page);
    // What Swagger UI draws is Swagger UI's.
    await page.locator(".swagger-ui").evaluate((drawing) => drawing.remove());
    expect(await violations(page)).toEqual([]);
  });
});
