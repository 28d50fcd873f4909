import type { CDPSession, Page } from "playwright-core";

/** What an input method does to the box that has the focus, inside a shadow tree too. */
export class InputMethod {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** Also notes each key press and each end of a composition as the page sees it. */
  static async on(page: Page): Promise<InputMethod> {
    await page.evaluate(() => {
      const noted: string[] = [];
      Object.assign(window, { noted });
      const listen = (event: Event): void => {
        const key = event instanceof KeyboardEvent ? ` ${event.key} ${event.keyCode} ${event.isComposing}` : "";
        noted.push(`${event.type}${key}`);
      };
      for (const name of ["keydown", "compositionstart", "compositionend"])
        document.addEventListener(name, listen, true);
    });
    return new InputMethod(page, await page.context().newCDPSession(page));
  }

  noted(): Promise<string[]> {
    return this.#page.evaluate(() => Reflect.get(window, "noted"));
  }

  async compose(text: string): Promise<void> {
    await this.#session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  async commit(text: string): Promise<void> {
    await this.#session.send("Input.insertText", { text });
  }

  /** A key with the code that a browser gives it: its own, or 229 where the input method took it. */
  async press(key: "Enter" | "Escape", windowsVirtualKeyCode: number): Promise<void> {
    const parameters = { key, code: key, windowsVirtualKeyCode };
    await this.#session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...parameters });
    await this.#session.send("Input.dispatchKeyEvent", { type: "keyUp", ...parameters });
  }

  /** Safari: the composition has ended already when its Enter arrives, which tells by nothing but its key code. */
  async enterOfSafari(): Promise<void> {
    await this.#page.evaluate(() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      const init = { key: "Enter", keyCode: 229, bubbles: true, composed: true, cancelable: true };
      focused?.dispatchEvent(new KeyboardEvent("keydown", init));
    });
  }
}
