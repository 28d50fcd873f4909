import { createWidgetClass } from "./widget-element.ts";
import { WIDGET_ATTRIBUTES } from "./widget-options.ts";

/** Set when the file is built: the panel's file, named by its content. */
declare const PANEL_FILE: string;

/**
 * `<script src="https://host/widget.js" defer>`: registers `<shisaku-navi-widget>` and, unless the page has one already or the script
 * says `data-manual`, puts one at the end of the page with the script's `data-` attributes.
 */
function start(script: HTMLScriptElement): void {
  const server = new URL(".", script.src).href.replace(/\/(?:widget\/)?$/u, "");
  if (customElements.get("shisaku-navi-widget") === undefined) {
    customElements.define(
      "shisaku-navi-widget",
      createWidgetClass(server, (address) => `${address}/widget/${PANEL_FILE}`),
    );
  }
  if (script.dataset.manual !== undefined || document.querySelector("shisaku-navi-widget") !== null) return;
  const widget = document.createElement("shisaku-navi-widget");
  for (const name of WIDGET_ATTRIBUTES) {
    const value = script.dataset[name];
    if (value !== undefined) widget.setAttribute(name, value);
  }
  document.body.append(widget);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.body === null) document.addEventListener("DOMContentLoaded", () => start(script));
  else start(script);
}
