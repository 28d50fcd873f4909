import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** A page as HTML. Texts and attribute values are escaped; nothing here or in the views sets inner HTML. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
