import type { Context } from "hono";
import { createSite } from "../../web/client/site.ts";
import { readLanguage } from "../../web/client/strings.ts";
import { bundledDocument, type DocumentName, type PageFrame } from "../../web/pages/layout.tsx";
import type { Dependencies } from "./service.ts";
import { sitePath } from "./site-path.ts";

/**
 * What every page is drawn in: the address asked for, and the reader's language, which `?lang=en` alone decides. A browser's own
 * language does not: one address gives one page, whoever asks.
 */
export function pageFrame(context: Context, { settings, library }: Dependencies): PageFrame {
  const { PUBLIC_URL, BASE_PATH, DOCUMENT_URL } = settings;
  const url = new URL(context.req.url);
  const document = library()?.assistant()?.search.catalogue.collection;
  const name: DocumentName =
    document === undefined ? bundledDocument : { ...document.document, edition: document.edition };
  return {
    site: createSite(BASE_PATH, readLanguage(url.searchParams.get("lang")), DOCUMENT_URL),
    document: name,
    path: `${sitePath(url.pathname, BASE_PATH)}${url.search}`,
    origin: PUBLIC_URL === "" ? url.origin : PUBLIC_URL,
  };
}
