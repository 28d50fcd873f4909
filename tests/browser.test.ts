import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realApp } from "./real-app.ts";

/** A Chromium of the machine; without one these tests are skipped and say so. */
function chromiumPath(): string | undefined {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

const executablePath = chromiumPath();
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe.skipIf(executablePath === undefined)("the chat page in Chromium", () => {
  let server: ServerType;
  let context: BrowserContext;
  let folder: string;
  let address: string;
  const faults: string[] = [];

  beforeAll(async () => {
    const { app } = await realApp({ ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0" });
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve());
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), "chromium-"));
    context = await chromium.launchPersistentContext(folder, { executablePath: executablePath ?? "", args: FLAGS });
  });

  afterAll(async () => {
    await context?.close();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (path: string, width = 1280): Promise<Page> => {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${address}${path}`);
    return page;
  };

  const ask = async (page: Page, question: string): Promise<void> => {
    await page.fill("textarea", question);
    await page.keyboard.press("Enter");
  };

  it("answers a typed question with a quote, its number and its page", async () => {
    const page = await open("/");
    await ask(page, "プラチナえるぼしは何社ですか");
    const answer = page.locator("#turns");
    await answer.getByText("3,041 社(2,715 社)").first().waitFor();
    expect(await answer.innerText()).toContain("(4)③ えるぼし認定企業への優遇措置");
    expect(await answer.innerText()).toContain("p.61");
    await page.close();
  });

  it("understands a follow-up from the conversation alone", async () => {
    const page = await open("/");
    await ask(page, "畜産クラスター事業とは何ですか");
    await page.getByText("(1)㉒ 畜産クラスター事業").first().waitFor();
    await ask(page, "その令和6年度補正の予算は?");
    await page.getByText("319億円").first().waitFor();
    await page.close();
  });

  it("opens the measure that a citation names, with both columns", async () => {
    const page = await open("/");
    await ask(page, "(5)⑫の受講者数は?");
    const link = page.locator("#turns a[href$='/measures/5-12']").first();
    await link.waitFor();
    const measure = await open((await link.getAttribute("href")) ?? "");
    expect(await measure.locator("main").innerText()).toContain("令和6年度 53,352 人");
    await Promise.all([page.close(), measure.close()]);
  });

  it("shows markup in a question as text", async () => {
    const page = await open("/");
    await ask(page, "<img src=x onerror=alert(1)>海外の展示会に出たい");
    await page.getByText("<img src=x onerror=alert(1)>海外の展示会に出たい").waitFor();
    expect(await page.locator("#turns img").count()).toBe(0);
    await page.close();
  });

  it.each(["/", "/measures/1-17", "/pages/45"])("does not scroll sideways at 375 px on %s", async (path) => {
    const page = await open(path, 375);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await page.close();
  });

  it("writes no error to the console on any of these pages", () => {
    expect(faults).toEqual([]);
  });
});
