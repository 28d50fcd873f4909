import type { PageLayout } from "../client/lay-out-page.ts";
import { pageAddress, type Site } from "../client/site.ts";
import { MeasureLinks, type MeasureName } from "../client/views/measure-link.tsx";
import { PageLayoutView } from "../client/views/page-layout-view.tsx";
import { Layout, type PageFrame } from "./layout.tsx";

interface PagePageProps extends PageFrame {
  printed: number;
  exact: boolean;
  /** Every block that is, or may be, on the printed page. */
  layouts: readonly PageLayout[];
  measures: readonly MeasureName[];
  /** The document's last printed page. */
  last: number;
}

function Steps({ printed, last, site }: { printed: number; last: number; site: Site }) {
  const { strings } = site;
  return (
    <nav class="page-steps" aria-label={strings.page.steps}>
      {printed > 1 && (
        <a href={pageAddress(site, `/pages/${printed - 1}`)} rel="prev">
          ← p.{printed - 1}
        </a>
      )}
      <span>{strings.page.of(printed, last)}</span>
      {printed < last && (
        <a href={pageAddress(site, `/pages/${printed + 1}`)} rel="next">
          p.{printed + 1} →
        </a>
      )}
    </nav>
  );
}

export function PagePage({ printed, exact, layouts, measures, last, ...frame }: PagePageProps) {
  const { site, document } = frame;
  const { page, pages } = site.strings;
  return (
    <Layout
      {...frame}
      title={page.title(printed)}
      description={page.description(document.title, document.date, printed)}
      scripts={["reader.js"]}
    >
      <article class="page">
        <h1>{page.heading(printed)}</h1>
        <div class="page-tools">
          <Steps printed={printed} last={last} site={site} />
          <form class="go-to-page" method="get" action={`${site.basePath}/pages`}>
            {site.language !== "ja" && <input type="hidden" name="lang" value={site.language} />}
            <label>
              {page.goTo} <input type="number" name="page" min={1} max={last} required value={printed} />
            </label>
            <button type="submit" class="secondary">
              {page.go}
            </button>
          </form>
        </div>
        {!exact && <p class="caution">{page.unknownBreak(printed)}</p>}
        <p class="caution" id="quote-missing" hidden>
          {page.notFound}
        </p>
        {measures.length > 0 && (
          <section class="on-page">
            <h2>{exact ? page.measures : page.maybeMeasures}</h2>
            <MeasureLinks measures={measures} />
          </section>
        )}
        {layouts.map((layout) => (
          <section class="page-block" key={layout.ordinal}>
            <h2>{page.text(pages(layout.printed))}</h2>
            <PageLayoutView layout={layout} />
          </section>
        ))}
        <Steps printed={printed} last={last} site={site} />
      </article>
    </Layout>
  );
}
