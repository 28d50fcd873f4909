import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Language, type Strings, stringsByLanguage } from "./strings.ts";

/** What every view needs to speak and to link: the same on the server and in the browser. */
export interface Site {
  /** Path below which the site is served, "" or "/navi"; inside another site the whole address, "https://host/navi". */
  basePath: string;
  language: Language;
  strings: Strings;
  /** Address of the official document; "" where none is configured. */
  documentUrl: string;
  /** Whether links to our pages leave the page they stand on: true inside another site. */
  newTab: boolean;
}

export function createSite(basePath: string, language: Language, documentUrl = "", newTab = false): Site {
  return { basePath, language, strings: stringsByLanguage[language], documentUrl, newTab };
}

export const SiteContext = createContext<Site>(createSite("", "ja"));

export const useSite = (): Site => useContext(SiteContext);

/**
 * The address of one of our pages, `path` beginning with "/": below the base path and in the reader's language, so that
 * English stays English from page to page without a cookie.
 */
export function pageAddress({ basePath, language }: Site, path: string): string {
  if (language === "ja") return `${basePath}${path}`;
  const [, address = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/su.exec(path) ?? [];
  return `${basePath}${address}${query === "" ? "?" : `${query}&`}lang=${language}${fragment}`;
}
