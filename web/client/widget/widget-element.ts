import type { Answer } from "../../../src/answer/answer.ts";
import { focusedElement } from "../focused-element.ts";
import type { Feedback } from "../send-feedback.ts";
import { launcherStrings } from "./launcher-strings.ts";
import { LAUNCHER_STYLE } from "./launcher-style.ts";
import { readWidgetOptions, WIDGET_ATTRIBUTES, type WidgetOptions } from "./widget-options.ts";
import type { MountedPanel } from "./widget-panel.tsx";

/** What the element tells the page, as CustomEvents that bubble. */
export interface WidgetEvents {
  open: undefined;
  close: undefined;
  ask: { question: string };
  answer: { question: string; answer: Answer };
  feedback: Feedback;
}

export type SendWidgetEvent = <Name extends keyof WidgetEvents>(name: Name, detail: WidgetEvents[Name]) => void;

/** Below this width an open widget fills the screen, and the page behind it cannot be reached. */
const FULL_SCREEN = "(max-width: 480px)";

let instances = 0;

/** Adds an element to `parent`; text, never markup. */
function add<Name extends keyof HTMLElementTagNameMap>(
  parent: Node,
  name: Name,
  attributes: Readonly<Record<string, string>>,
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.textContent = text;
  parent.appendChild(made);
  return made;
}

/**
 * `<shisaku-navi-widget>`: a button on another site's page; the chat behind it is loaded when it is first opened. Works in an open
 * shadow root with constructed style sheets only, so that neither the page's style nor its content policy reaches it.
 * Importing the class registers nothing. `panelAddress` gives the panel's module below a server.
 */
export function createWidgetClass(defaultServer: string, panelAddress: (server: string) => string) {
  return class ShisakuNaviWidget extends HTMLElement {
    static readonly observedAttributes = WIDGET_ATTRIBUTES;
    readonly #number = ++instances;
    readonly #media = window.matchMedia(FULL_SCREEN);
    #layer: HTMLElement | undefined;
    #launcher: HTMLButtonElement | undefined;
    #dialog: HTMLDialogElement | undefined;
    #content: HTMLElement | undefined;
    #panel: Promise<MountedPanel> | undefined;

    connectedCallback(): void {
      if (this.shadowRoot === null) this.#build();
      this.#showLayer();
      this.#media.addEventListener("change", this.#reshow);
      if (this.isOpen) this.#reshow();
      else if (this.hasAttribute("open")) void this.#open(false);
    }

    disconnectedCallback(): void {
      this.#media.removeEventListener("change", this.#reshow);
      void this.#panel?.then(
        (panel) => panel.stop(),
        () => undefined,
      );
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      if (this.shadowRoot === null || before === now) return;
      if (name === "open") {
        if (now === null) this.close();
        else void this.#open(false);
        return;
      }
      if (name === "mode") {
        this.#showLayer();
        this.#reshow();
      }
      // The words of launcher and heading follow at once; the chat takes the others when it is next loaded.
      this.#label();
    }

    get isOpen(): boolean {
      return this.#dialog?.open ?? false;
    }

    /** Opens the chat, loading it first where need be. Resolves when it is ready; a failed load is shown, not thrown. */
    async open(): Promise<void> {
      await this.#open(true);
    }

    /** Opened by an attribute or with the page, it leaves the focus where it is. */
    async #open(withFocus: boolean): Promise<void> {
      const dialog = this.#dialog;
      if (dialog === undefined) return;
      if (!dialog.open) {
        // Unlike show(), the attribute leaves focus and scrolling as they are.
        if (withFocus || (this.#media.matches && this.#options.mode === "launcher")) this.#show();
        else dialog.open = true;
        this.toggleAttribute("open", true);
        this.#launcher?.setAttribute("aria-expanded", "true");
        this.#send("open", undefined);
      }
      await this.#load().then(
        (panel) => {
          if (withFocus && this.isOpen && this.shadowRoot?.activeElement) panel.focus();
        },
        () => undefined,
      );
    }

    close(): void {
      if (!this.isOpen) return;
      const inside = this.shadowRoot?.activeElement != null;
      const before = focusedElement();
      this.#dialog?.close();
      this.toggleAttribute("open", false);
      this.#launcher?.setAttribute("aria-expanded", "false");
      if (inside) this.#launcher?.focus();
      else before?.focus({ preventScroll: true });
      this.#send("close", undefined);
    }

    /** Opens the chat and asks. */
    async ask(question: string): Promise<void> {
      await this.open();
      await this.#panel?.then(
        (panel) => panel.ask(question),
        () => undefined,
      );
    }

    get #options(): WidgetOptions {
      return readWidgetOptions((name) => this.getAttribute(name), {
        server: defaultServer,
        language: this.closest("[lang]")?.getAttribute("lang") ?? "ja",
      });
    }

    #send: SendWidgetEvent = (name, detail) => {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    };

    #build(): void {
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(LAUNCHER_STYLE);
      root.adoptedStyleSheets = [sheet];
      const layer = add(root, "div", { class: "layer" });
      const launcher = add(layer, "button", {
        class: "launcher",
        type: "button",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
      });
      const dialog = add(layer, "dialog", { class: "window" });
      const head = add(dialog, "div", { class: "window-head" });
      add(head, "strong", { class: "window-title" });
      const closing = add(head, "button", { class: "window-close", type: "button" });
      this.#content = add(dialog, "div", { class: "window-content" });
      launcher.addEventListener("click", () => (this.isOpen ? this.close() : void this.open()));
      closing.addEventListener("click", () => this.close());
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.close();
      });
      dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
        event.preventDefault();
        this.close();
      });
      // Shortcuts of the page must not take what is typed here.
      for (const name of ["keydown", "keyup", "keypress"])
        layer.addEventListener(name, (event) => event.stopPropagation());
      this.#layer = layer;
      this.#launcher = launcher;
      this.#dialog = dialog;
      this.#label();
    }

    #label(): void {
      const { language, heading, launcher, position, mode } = this.#options;
      const strings = launcherStrings[language];
      const title = heading ?? strings.heading;
      if (this.#layer) this.#layer.className = `layer ${mode === "inline" ? "inline" : "floating"} ${position}`;
      if (this.#launcher) this.#launcher.textContent = launcher ?? strings.launcher;
      this.#dialog?.setAttribute("aria-label", title);
      this.#dialog?.querySelector(".window-title")?.replaceChildren(title);
      this.#dialog?.querySelector(".window-close")?.replaceChildren(strings.close);
      this.#layer?.setAttribute("lang", language);
    }

    /** In the top layer no z-index of the page stands above it, and no transformed ancestor moves it. */
    #showLayer(): void {
      const layer = this.#layer;
      if (layer === undefined || !this.isConnected) return;
      const inline = this.#options.mode === "inline";
      this.toggleAttribute("data-floating", !inline);
      if (!("showPopover" in layer)) return;
      layer.popover = inline ? null : "manual";
      if (!inline) layer.showPopover();
    }

    #show(): void {
      if (this.#media.matches && this.#options.mode === "launcher") this.#dialog?.showModal();
      else this.#dialog?.show();
    }

    #reshow = (): void => {
      if (!this.isOpen || !this.isConnected) return;
      const before = focusedElement();
      this.#dialog?.close();
      this.#show();
      before?.focus({ preventScroll: true });
    };

    #load(): Promise<MountedPanel> {
      this.#panel ??= this.#mount();
      return this.#panel;
    }

    async #mount(): Promise<MountedPanel> {
      const options = this.#options;
      const strings = launcherStrings[options.language];
      const root = this.shadowRoot;
      const content = this.#content;
      if (root === null || content === undefined) throw new Error("not connected");
      content.textContent = strings.loading;
      try {
        const module: typeof import("./widget-panel.tsx") = await import(panelAddress(options.server));
        content.replaceChildren();
        return module.mountPanel({ root, content, options, number: this.#number, send: this.#send });
      } catch (error) {
        content.textContent = strings.failed;
        console.error(`施策ナビ: ${panelAddress(options.server)} could not be loaded.`, error);
        // Opened again, it is tried again.
        this.#panel = undefined;
        throw error;
      }
    }
  };
}
