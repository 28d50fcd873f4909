import type { Page } from "playwright-core";
import { stringsByLanguage } from "../web/client/strings.ts";
import { launcherStrings } from "../web/client/widget/launcher-strings.ts";
import { inPlaceOfChat } from "./browser-chat-steps.ts";
import { chamberPage } from "./widget-chamber-page.ts";
import { type ForeignSite, type Look, tag } from "./widget-host.ts";
import { askIn, boxOf, latestIn, launcherOf, openWidget, windowOf } from "./widget-steps.ts";

export const QUESTION = "海外の展示会に出たい";
const WIDGET = "shisaku-navi-widget";
const { company, feedback } = stringsByLanguage.ja;

export async function openQuote(page: Page): Promise<void> {
  await latestIn(page).locator("a.mark").first().click();
  await page.locator("mark.quote-mark").first().waitFor();
}

/** A company's chip, its form, and the word that may follow a judgement. */
export async function openForms(page: Page): Promise<void> {
  await page.getByText(company.heading).click();
  await page.getByLabel(company.industry).fill("旅館");
  await page.getByRole("button", { name: company.save }).click();
  await page.locator(`${WIDGET} .chip`).waitFor();
  await page.getByText(company.heading).click();
  await page.getByRole("button", { name: feedback.useful }).click();
  await page.locator(`${WIDGET} .feedback-comment`).waitFor();
}

/** The states of the widget on a host page that a person meets, each opened in a look. */
export function states(site: ForeignSite) {
  const line = (attributes: Readonly<Record<string, string>> = {}) =>
    chamberPage(tag(`${site.address}/widget.js`, attributes));
  const closed = async (look: Look, host = line()): Promise<Page> => {
    const page = await site.visit(host, look);
    await launcherOf(page).waitFor();
    return page;
  };
  const open = async (look: Look, host = line()): Promise<Page> => {
    const page = await closed(look, host);
    await openWidget(page);
    return page;
  };
  const answered = async (look: Look): Promise<Page> => {
    const page = await open(look);
    await askIn(page, QUESTION);
    return page;
  };
  return {
    closed: (look: Look) => closed(look),
    open: (look: Look) => open(look),
    answered,
    quote: async (look: Look) => {
      const page = await answered(look);
      await openQuote(page);
      return page;
    },
    underWay: async (look: Look) => {
      site.standIn(inPlaceOfChat(() => new Promise(() => {})));
      const page = await open(look);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await page.locator(`${WIDGET} #stop`).waitFor();
      return page;
    },
    failed: async (look: Look) => {
      site.forgive(/503/u);
      site.standIn(inPlaceOfChat(() => new Response("", { status: 503 })));
      const page = await open(look);
      await boxOf(page).fill(QUESTION);
      await boxOf(page).press("Enter");
      await latestIn(page).locator(".trouble").waitFor();
      return page;
    },
    notLoaded: async (look: Look) => {
      site.forgive(/503|could not be loaded/u);
      site.standIn(({ path }) => (path.startsWith("/widget/panel") ? new Response("", { status: 503 }) : undefined));
      const page = await closed(look);
      await launcherOf(page).click();
      await windowOf(page).getByText(launcherStrings.ja.failed).waitFor();
      return page;
    },
    inline: async (look: Look) => {
      const placed = `<section><h2>支援策を探す</h2><${WIDGET} mode="inline" greeting="資料から答えます。"></${WIDGET}></section>`;
      const page = await open(look, chamberPage(tag(`${site.address}/widget.js`), placed));
      await askIn(page, QUESTION);
      return page;
    },
    inlineClosed: (look: Look) =>
      closed(look, chamberPage(tag(`${site.address}/widget.js`), `<${WIDGET} mode="inline"></${WIDGET}>`)),
    english: async (look: Look) => {
      const page = await open(look, line({ "data-language": "en" }));
      await askIn(page, "What does (5)③ support?");
      await openQuote(page);
      return page;
    },
  };
}
