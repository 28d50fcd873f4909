import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { bundleClient } from "../src/bundle-client.ts";
import { stringsByLanguage } from "../web/client/strings.ts";
import { launcherStrings } from "../web/client/widget/launcher-strings.ts";
import { LAUNCHER_STYLE } from "../web/client/widget/launcher-style.ts";
import { readWidgetOptions, WIDGET_ATTRIBUTES } from "../web/client/widget/widget-options.ts";
import { realApp } from "./real-app.ts";
import { describeOnForeignSite, EVENT_NAMES } from "./widget-host.ts";
import { HOST_POLICIES } from "./widget-policies.ts";
import { launcherOf, openWidget } from "./widget-steps.ts";

const NAVI = "https://navi.example.jp";
const guidePath = (file: string): string => fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
const guide = readFileSync(guidePath("widget.md"), "utf8");

/** The rows of the first table below a heading: cells without white space around them, the table's own head left out. */
function tableBelow(heading: string): string[][] {
  const [, section = ""] = guide.split(`\n${heading}\n`);
  const [table = ""] = /(?:^\|.*\n)+/mu.exec(section) ?? [];
  const rows = table.trim().split("\n").slice(2);
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/u)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands between the first backquotes of each row, without the brackets of a method. */
const namesBelow = (heading: string): string[] =>
  tableBelow(heading).map(([cell = ""]) => /`([^`(]+)/u.exec(cell)?.[1] ?? "");

/** The examples a web master copies; one with an ellipsis has to be completed first. */
const examples = Array.from(guide.matchAll(/```html\n([\s\S]*?)```/gu), ([, code = ""]) => code);

describe("docs/widget.md", () => {
  it("has each attribute of the element once, and no other", () => {
    expect(namesBelow("## 属性").toSorted()).toEqual([...WIDGET_ATTRIBUTES].toSorted());
  });

  it("says what stands in for an absent attribute", () => {
    const standard = Object.fromEntries(
      tableBelow("## 属性").map(([name = "", , absent = ""]) => [name.slice(1, -1), absent]),
    );
    const read = readWidgetOptions(() => null, { server: NAVI, language: "ja" });
    expect(standard).toMatchObject({
      heading: launcherStrings.ja.heading,
      launcher: launcherStrings.ja.launcher,
      position: `\`${read.position}\``,
      mode: `\`${read.mode}\``,
    });
  });

  it("has each custom property once with its value, and no other", async () => {
    const style = `${LAUNCHER_STYLE}${await bundleClient("styles/widget.css")}`;
    const used = new Set(style.match(/--shisaku-navi-[\w-]+/gu));
    expect(namesBelow("## 色・書体・大きさ").toSorted()).toEqual(Array.from(used).toSorted());
    const colours = Array.from(LAUNCHER_STYLE.matchAll(/var\((--shisaku-navi-[\w-]+), (#[0-9a-f]{6})\)/gu));
    expect(colours).toHaveLength(8);
    const rows = tableBelow("## 色・書体・大きさ").map(([name = "", , value = ""]) => `${name} ${value}`);
    for (const [, name, value] of colours) expect(rows).toContain(`\`${name}\` \`${value}\``);
  });

  it("has each event once, and no other", () => {
    expect(namesBelow("イベントは要素に届き、ページの上へ伝わります。").toSorted()).toEqual(EVENT_NAMES.toSorted());
  });

  it("has each policy that is tested, and no other", () => {
    const tested = HOST_POLICIES.map(({ headers }) => {
      const { "Content-Security-Policy": policy, "Cross-Origin-Embedder-Policy": embedder } = headers(NAVI);
      return `\`${policy ?? `Cross-Origin-Embedder-Policy: ${embedder}`}\``;
    });
    const rows = tableBelow(
      "次のそれぞれの下で、ボタン、回答、引用、評価のすべてが違反なしに動くことを、テストで確かめています（`tests/widget-policies.test.ts`）。",
    );
    expect(rows.map(([cell]) => cell)).toEqual(tested);
  });

  it("names the ministries as the document does", async () => {
    const { app } = await realApp();
    const { measures } = (await (await app.request("/api/measures?limit=500")).json()) as {
      measures: { ministries: { name: string }[]; topic: string }[];
    };
    const [, values = ""] = tableBelow("## 属性").find(([name]) => name === "`ministry`") ?? [];
    const named = values.split("：")[1]?.split("、") ?? [];
    const known = new Set(measures.flatMap(({ ministries }) => ministries.map(({ name }) => name)));
    expect(named.toSorted()).toEqual(Array.from(known).toSorted());
    const [, topics = ""] = tableBelow("## 属性").find(([name]) => name === "`topic`") ?? [];
    expect(measures.map(({ topic }) => topic)).toContain(/：「([^」]+)」など/u.exec(topics)?.[1]);
  });

  it("says what readers see in the words they see", () => {
    const { widget, history } = stringsByLanguage.ja;
    for (const words of [widget.policy, widget.origin, history.clear, launcherStrings.ja.failed])
      expect(guide).toContain(words);
  });

  it("has its pictures", () => {
    const pictures = Array.from(guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/gu), ([, file = ""]) => file);
    expect(pictures).toHaveLength(3);
    for (const file of pictures) expect(existsSync(guidePath(file)), file).toBe(true);
  });
});

describeOnForeignSite("what docs/widget.md gives to copy", (site) => {
  it.each(examples.map((code, index) => [index + 1, code] as const))(
    "works as it stands: example %i",
    async (_n, code) => {
      const page = await site.visit({ body: code.replaceAll(NAVI, site.address) });
      await openWidget(page);
      expect(await page.locator("shisaku-navi-widget").count()).toBe(1);
      expect(site.requested).toContainEqual(expect.stringMatching(/^\/widget\/panel-/u));
    },
  );

  it("tells of an answer, in the example that does", async () => {
    const page = await site.visit({
      body: (examples.find((code) => code.includes("answered")) ?? "").replaceAll(NAVI, site.address),
    });
    await launcherOf(page).waitFor();
    await page.click("#ask-succession");
    await page.getByText(/出典 \d+ 件の答えが届きました。/u).waitFor();
  });

  it("has each method and value of the element, and no other", async () => {
    const page = await site.visit();
    await launcherOf(page).waitFor();
    const own = await page.evaluate(() =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(document.querySelector("shisaku-navi-widget"))),
    );
    const standard = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
    expect(namesBelow("## スクリプトから使う").toSorted()).toEqual(
      own.filter((name) => !standard.includes(name)).toSorted(),
    );
  });
});
