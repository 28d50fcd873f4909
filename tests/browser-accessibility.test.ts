import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { stringsByLanguage } from "../web/client/strings.ts";
import { violations } from "./browser-axe.ts";
import { ask, inPlaceOfChat, latest, type } from "./browser-chat-steps.ts";
import { describeInChromium, type Site } from "./in-chromium.ts";

const QUESTION = "海外の展示会に出たい";
const QUOTED = `/pages/73#q=${encodeURIComponent("有期雇用労働者等の基本給の賃金規定等を3%以上増額改定した場合に助成しており")}&in=5-3`;
const NARROW = { width: 320 };
const PHONE = { width: 375 };
const DARK = { colorScheme: "dark" } as const;
const FORCED = { forcedColors: "active" } as const;
type Look = Parameters<Site["open"]>[1];

/** The states of the site that a person meets, each opened in a look. */
function states(site: Site) {
  const path = (address: string) => (look: Look) => site.open(address, look);
  const answered = async (look: Look): Promise<Page> => {
    const page = await site.open("/", look);
    await ask(page, QUESTION);
    return page;
  };
  return {
    chat: path("/"),
    answered,
    panel: async (look: Look) => {
      const page = await answered(look);
      await page.locator("a.mark").first().click();
      await page.locator("mark.quote-mark").waitFor();
      return page;
    },
    formsOpen: async (look: Look) => {
      const page = await answered(look);
      for (const summary of await page.locator(".chat-tools summary").all()) await summary.click();
      await page.getByLabel(stringsByLanguage.ja.company.industry).fill("旅館");
      await page.keyboard.press("Enter");
      await page.locator(".chip").waitFor();
      await page.locator(".company summary").click();
      await page.getByRole("button", { name: stringsByLanguage.ja.feedback.useful }).click();
      await page.locator(".feedback-comment").waitFor();
      return page;
    },
    underWay: async (look: Look) => {
      site.standIn(inPlaceOfChat(() => new Promise(() => {})));
      const page = await site.open("/", look);
      await type(page, QUESTION);
      await page.locator("#stop").waitFor();
      return page;
    },
    failed: async (look: Look) => {
      site.forgive(/503/u);
      site.standIn(inPlaceOfChat(() => new Response("", { status: 503 })));
      const page = await site.open("/", look);
      await type(page, QUESTION);
      await latest(page).locator(".trouble").waitFor();
      return page;
    },
    browse: path("/browse"),
    filtered: path("/browse?section=5"),
    chartsOpen: async (look: Look) => {
      const page = await site.open("/browse?type=融資", look);
      await page.locator("main details").evaluateAll((all) => {
        for (const details of all) details.setAttribute("open", "");
      });
      return page;
    },
    nothingFound: path("/browse?q=存在しない言葉&ministry=どこか"),
    measure: path("/measures/5-3"),
    longMeasure: path("/measures/3-13"),
    page: path("/pages/45"),
    quoted: async (look: Look) => {
      const page = await site.open(QUOTED, look);
      await page.locator("mark.quote-mark").waitFor();
      return page;
    },
    notFound: (look: Look) => {
      site.forgive(/404/u);
      return site.open("/measures/5-99", look);
    },
    englishChat: async (look: Look) => {
      const page = await site.open("/?lang=en", look);
      await ask(page, "What does (5)③ support?");
      return page;
    },
    englishBrowse: path("/browse?section=5&lang=en"),
    englishMeasure: path("/measures/5-3?lang=en"),
  };
}

type State = keyof ReturnType<typeof states>;
const looks: [name: string, look: Look, states: readonly State[]][] = [
  [
    "on a wide screen",
    {},
    [
      ...([
        "chat",
        "answered",
        "panel",
        "formsOpen",
        "underWay",
        "failed",
        "browse",
        "chartsOpen",
        "nothingFound",
      ] as const),
      ...(["measure", "longMeasure", "page", "quoted", "notFound"] as const),
      ...(["englishChat", "englishBrowse", "englishMeasure"] as const),
    ],
  ],
  ["on a phone", PHONE, ["answered", "panel", "formsOpen", "chartsOpen", "measure", "quoted"]],
  ["at 320 px", NARROW, ["chat", "answered", "filtered", "measure"]],
  ["in the dark", DARK, ["panel", "formsOpen", "failed", "chartsOpen", "measure", "quoted", "notFound"]],
  ["in forced colours", FORCED, ["panel", "filtered", "measure"]],
];

describeInChromium("WCAG 2.2 AA as axe tells it", (site) => {
  describe.each(looks)("%s", (_name, look, names) => {
    it.each(names)("finds nothing wrong: %s", async (name) => {
      const page = await states(site)[name](look);
      expect(await violations(page)).toEqual([]);
    });
  });

  it("is told of what is wrong: a pale letter, a button without a name, a small target", async () => {
    const page = await site.open("/measures/5-3");
    await page.locator("main").evaluate((main) => {
      main.innerHTML =
        '<p><font color="#bbbbbb">薄い字</font></p><button></button><a href="/">一</a><a href="/">二</a>';
      for (const link of main.querySelectorAll<HTMLElement>("a"))
        link.style.cssText = "display:inline-block;height:9px";
    });
    const rules = (await violations(page)).map((found) => found.split(":")[0]);
    expect(rules).toEqual(expect.arrayContaining(["color-contrast", "button-name", "target-size"]));
  });
});
