/** The list of measures: sends the filters as they change and puts what the server answers in place of what stood there. */

const TYPING_MS = 150;

function find<Kind extends Element>(root: ParentNode, selector: string, kind: new () => Kind): Kind {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the list of measures lacks ${selector}`);
}

const form = find(document, "#browse-form", HTMLFormElement);
const words = find(document, "#browse-words", HTMLInputElement);
const status = find(document, "#browse-status", HTMLElement);
let running: AbortController | undefined;
let typing = 0;

function address(): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !(name === "sort" && value === "document"))
      parameters.append(name, value);
  }
  return parameters.size === 0 ? form.action : `${form.action}?${parameters}`;
}

/** Facets keep their place, their openness and the focus; only counts and results are new. */
function show(fresh: Document): void {
  const focused = document.activeElement?.id;
  const openCharts = document.querySelector("#results .charts[open]") !== null;
  for (const name of ["[data-facet]", "[data-selected]"]) {
    for (const element of form.querySelectorAll(name)) {
      const key = name.slice(1, -1);
      const value = CSS.escape(element.getAttribute(key) ?? "");
      const replacement = fresh.querySelector(`[${key}="${value}"]`);
      if (replacement !== null) element.replaceChildren(...replacement.childNodes);
    }
  }
  find(document, "#results", HTMLElement).replaceWith(find(fresh, "#results", HTMLElement));
  if (openCharts) document.querySelector("#results .charts")?.setAttribute("open", "");
  status.textContent = document.querySelector("#results .result-count")?.textContent ?? "";
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Falls back to an ordinary page load where the server does not answer as expected. */
async function refresh(): Promise<void> {
  window.clearTimeout(typing);
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const target = address();
  try {
    const response = await fetch(target, { signal: controller.signal, headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(String(response.status));
    const html = await response.text();
    if (controller.signal.aborted) return;
    show(new DOMParser().parseFromString(html, "text/html"));
    window.history.replaceState(null, "", target);
  } catch {
    if (!controller.signal.aborted) window.location.assign(target);
  }
}

words.addEventListener("input", (event) => {
  // What an input method is still composing is no word yet.
  if ((event as InputEvent).isComposing) return;
  window.clearTimeout(typing);
  typing = window.setTimeout(() => void refresh(), TYPING_MS);
});
words.addEventListener("compositionend", () => void refresh());
form.addEventListener("change", (event) => {
  if (event.target !== words) void refresh();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void refresh();
});
find(document, "#browse-apply", HTMLElement).hidden = true;
