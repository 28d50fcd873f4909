import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Measure } from "../../../ingest/collection.ts";
import type { Citation } from "../../../src/answer/citation.ts";
import type { CitedPage } from "../page-source.ts";
import { useSite } from "../site.ts";
import { PageLayoutView } from "./page-layout-view.tsx";
import { SiteLink } from "./site-link.tsx";
import { quoteFragment } from "./source-list.tsx";

/** Below this width the panel is a sheet over the chat, and the chat cannot be reached behind it. */
const SHEET = "(max-width: 63.99rem)";
const BUDGETS_SHOWN = 3;

function MeasureFacts({ measure }: { measure: Measure }) {
  const { strings } = useSite();
  const { panel } = strings;
  const budgets = measure.programmes.flatMap((programme) => programme.budgets);
  return (
    <dl class="overview">
      <div>
        <dt>{panel.ministries}</dt>
        <dd lang="ja">{measure.ministries.map(({ name }) => name).join("・") || panel.notStated}</dd>
      </div>
      <div>
        <dt>{panel.budget}</dt>
        <dd>
          {budgets.length === 0 && panel.noBudget}
          {budgets.slice(0, BUDGETS_SHOWN).map(({ label, value, span }) => (
            <p key={span.start} lang="ja">
              {label.replace(/^[【※\s]+/u, "")}：{value}
            </p>
          ))}
        </dd>
      </div>
    </dl>
  );
}

const loading: Loaded = { kind: "loading" };

type Loaded = { kind: "loading" } | { kind: "loaded"; page: CitedPage } | { kind: "failed" };

function useCitedPage(citation: Citation, load: (citation: Citation) => Promise<CitedPage>): Loaded {
  const [settled, setSettled] = useState<{ of: Citation; as: Loaded } | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    load(citation).then(
      (page) => wanted && setSettled({ of: citation, as: { kind: "loaded", page } }),
      () => wanted && setSettled({ of: citation, as: { kind: "failed" } }),
    );
    return () => {
      wanted = false;
    };
  }, [citation, load]);
  // Never the page of the citation before.
  return settled?.of === citation ? settled.as : loading;
}

interface CitationPanelProps {
  citation: Citation;
  load: (citation: Citation) => Promise<CitedPage>;
  onClose: () => void;
  /** Whether it stays within the frame of the chat, which is then inert behind it: inside another site's page. */
  within?: boolean;
}

/**
 * The quote where it stands in the document: a side panel beside the chat, a sheet at the bottom of a phone. Takes the
 * focus when it opens and when another citation is shown; Escape closes it; who opened it gives the focus back.
 */
export function CitationPanel({ citation, load, onClose, within = false }: CitationPanelProps) {
  const site = useSite();
  const { strings } = site;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = useCitedPage(citation, load);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const media = window.matchMedia(SHEET);
    const show = (): void => {
      element.close();
      if (media.matches && !within) element.showModal();
      else element.show();
    };
    show();
    media.addEventListener("change", show);
    return () => media.removeEventListener("change", show);
  }, [within]);
  // At once: a key pressed right after belongs to the panel already.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [citation]);
  useEffect(() => {
    const mark = dialog.current?.querySelector("mark");
    const body = mark?.closest(".panel-body");
    if (loaded.kind !== "loaded" || !mark || !body) return;
    if (!within) return mark.scrollIntoView({ block: "center" });
    // scrollIntoView would move the page around the widget too.
    body.scrollTop += mark.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 2;
  }, [loaded, within]);

  const label = strings.pages(citation.pages);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    onClose();
  };
  return (
    <dialog class="panel" ref={dialog} aria-labelledby="panel-heading" onKeyDown={onKeyDown} onCancel={onClose}>
      <header class="panel-head">
        <h2 id="panel-heading" tabindex={-1} ref={heading} lang="ja">
          <span class="citation-number">{citation.n}</span> {citation.number} {citation.title}
        </h2>
        <button type="button" class="quiet" onClick={onClose}>
          {strings.panel.close}
        </button>
      </header>
      <div class="panel-body">
        <p class="panel-place">
          <strong>{label}</strong>・{strings.columns[citation.column]}
        </p>
        {!citation.pages.exact && <p class="note">{strings.whyRange}</p>}
        {loaded.kind === "loaded" && <MeasureFacts measure={loaded.page.measure} />}
        {loaded.kind === "loading" && <p class="turn-status">{strings.panel.loading}</p>}
        {loaded.kind === "failed" && (
          <>
            <p class="trouble">{strings.panel.failed}</p>
            <blockquote lang="ja">{citation.quote}</blockquote>
          </>
        )}
        {loaded.kind === "loaded" && <PageLayoutView layout={loaded.page.layout} quote={citation} />}
      </div>
      <footer class="panel-links">
        <SiteLink path={`/measures/${citation.measureId}${quoteFragment(citation)}`}>{strings.panel.measure}</SiteLink>
        <SiteLink path={`/pages/${citation.pages.first}${quoteFragment(citation)}`}>
          {strings.panel.page(`p.${citation.pages.first}`)}
        </SiteLink>
        {site.documentUrl !== "" && (
          <a href={site.documentUrl} target="_blank" rel="noopener">
            {strings.site.official}
            <span class="visually-hidden">{strings.site.newTab}</span>
          </a>
        )}
      </footer>
    </dialog>
  );
}
