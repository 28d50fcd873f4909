import { createWidgetClass } from "./widget-element.ts";

declare const PANEL_FILE: string;

const server = new URL(".", import.meta.url).href.replace(/\/(?:widget\/)?$/u, "");

/** For pages with modules of their own: `customElements.define("shisaku-navi-widget", ShisakuNaviWidget)`. Importing it does nothing else. */
export const ShisakuNaviWidget = createWidgetClass(server, (address) => `${address}/widget/${PANEL_FILE}`);
