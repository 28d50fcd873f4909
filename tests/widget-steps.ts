import type { Locator, Page } from "playwright-core";

/** What a person, or the script of the page, does with the widget on a host page, for all its tests. */

/** An event of the widget as the page's document heard it. */
interface WidgetEvent {
  name: string;
  detail: unknown;
}

/** A person's path to the chat; Playwright's selectors reach into open shadow trees. */
export const launcherOf = (page: Page): Locator => page.locator("shisaku-navi-widget .launcher");
export const windowOf = (page: Page): Locator => page.locator("shisaku-navi-widget .window");
export const boxOf = (page: Page): Locator => page.locator("shisaku-navi-widget textarea");
export const latestIn = (page: Page): Locator => page.locator("shisaku-navi-widget .turn:last-child .answer");

export async function openWidget(page: Page): Promise<void> {
  await launcherOf(page).click();
  await boxOf(page).waitFor();
}

/** Asks in the open widget and waits for the whole answer. */
export async function askIn(page: Page, question: string): Promise<Locator> {
  const before = await page.locator("shisaku-navi-widget .turn").count();
  await boxOf(page).fill(question);
  await boxOf(page).press("Enter");
  await page.locator(`shisaku-navi-widget .turn:nth-child(${before + 1}) .answer-actions`).waitFor();
  return latestIn(page);
}

/** Long enough for a silent request or event to show, had there been one. */
export const settle = (page: Page): Promise<void> => page.waitForTimeout(300);

type Method = "open" | "close" | "ask";

/** Calls a method of the page's widget, as the page's own script would. */
export const call = (page: Page, method: Method, ...values: string[]): Promise<void> =>
  page.evaluate(
    async ([name, given]) => {
      const widget = document.querySelector("shisaku-navi-widget");
      if (widget !== null) await Reflect.get(widget, name).apply(widget, given);
    },
    [method, values] as const,
  );

/** Sets an attribute of the page's widget; undefined takes it away. */
export const setAttribute = (page: Page, name: string, value: string | undefined): Promise<void> =>
  page.evaluate(
    ([attribute, given]) => {
      const widget = document.querySelector("shisaku-navi-widget");
      if (given === undefined) widget?.removeAttribute(attribute);
      else widget?.setAttribute(attribute, given);
    },
    [name, value] as const,
  );

/** What the page was told by the widget, in order. */
export const toldTo = (page: Page): Promise<WidgetEvent[]> => page.evaluate(() => Reflect.get(window, "told"));

/** What the page's own content policy has refused: "connect-src http://…". */
export const violatedOn = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(window, "violated"));

/** What has the focus, inside the widget too: "textarea#question", "button.launcher". */
export const focusedOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (element === null) return "";
    return element.id !== "" ? `${element.localName}#${element.id}` : `${element.localName}.${element.className}`;
  });

/** The language in which a screen reader speaks a part of the widget: the nearest `lang`, out of the shadow tree if need be. */
export const spokenIn = (part: Locator): Promise<string> =>
  part.evaluate((element) => {
    for (let at: Node | null = element; at !== null; at = at instanceof ShadowRoot ? at.host : at.parentNode)
      if (at instanceof Element && at.hasAttribute("lang")) return at.getAttribute("lang") ?? "";
    return "";
  });
