import { isObject, parseJson } from "../answer-events.ts";
import type { AskFailure } from "../ask.ts";
import type { Site } from "../site.ts";

/** Directives by which this page's own policy has kept us from our server. */
const blocked = new Set<string>();
const watched = new Set<string>();

/** A blocked request fails like an absent server; only this event tells them apart. */
export function watchPolicy(server: string): void {
  if (watched.has(server)) return;
  watched.add(server);
  const { origin } = new URL(server);
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    if (blockedURI.startsWith(origin)) blocked.add(effectiveDirective);
  });
}

/**
 * Why no connection came about, in the reader's words, and for the site's developer in the console: the page's policy, an origin that
 * is not allowed, or an absent server. Any other failure stays as it is.
 */
export async function explainFailure(site: Site, failure: AskFailure, fetcher: typeof fetch): Promise<AskFailure> {
  if (failure.code !== "connection_lost") return failure;
  const { widget } = site.strings;
  const { origin } = window;
  // The report of a blocked request comes in a task of its own, after the request has failed.
  await new Promise((resolve) => setTimeout(resolve));
  if (blocked.has("connect-src")) {
    console.error(
      `施策ナビ: this page's Content-Security-Policy does not let it reach ${site.basePath}. Add ${new URL(site.basePath).origin} to connect-src.`,
    );
    return { ...failure, code: "policy", message: widget.policy, hint: widget.askWebMaster, retryable: false };
  }
  if ((await isAllowed(site, fetcher)) === false) {
    console.error(
      `施策ナビ: ${origin} may not ask ${site.basePath}. Add it to ALLOWED_ORIGINS of the server (docs/widget.md).`,
    );
    return { ...failure, code: "origin", message: widget.origin, hint: widget.askWebMaster, retryable: false };
  }
  return failure;
}

/** Whether the server lets this page ask; undefined where it does not answer. */
async function isAllowed(site: Site, fetcher: typeof fetch): Promise<boolean | undefined> {
  try {
    const response = await fetcher(`${site.basePath}/widget/origin`, { headers: { Accept: "application/json" } });
    const body = parseJson(await response.text());
    return isObject(body) && typeof body.allowed === "boolean" ? body.allowed : undefined;
  } catch {
    return undefined;
  }
}
