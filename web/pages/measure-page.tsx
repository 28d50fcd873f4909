import type { Fact, Measure } from "../../ingest/collection.ts";
import { citationForms } from "../client/cite-measure.ts";
import { pageAddress, useSite } from "../client/site.ts";
import { ColumnView } from "../client/views/column-view.tsx";
import { MeasureLink, MeasureLinks, type MeasureName } from "../client/views/measure-link.tsx";
import { PageLinks } from "../client/views/page-links.tsx";
import { Layout, type PageFrame } from "./layout.tsx";

interface MeasurePageProps extends PageFrame {
  measure: Measure;
  previous?: MeasureName | undefined;
  next?: MeasureName | undefined;
  /** Measures that repeat this one's text. */
  repeated: readonly MeasureName[];
  /** Measures near to this one in meaning, nearest first. */
  related: readonly MeasureName[];
}

function Breadcrumb({ measure }: { measure: Measure }) {
  const site = useSite();
  const { chapter, section, topic } = measure;
  const places = [
    { name: `${chapter.number}. ${chapter.title}`, query: `chapter=${chapter.number}` },
    { name: `(${section.number}) ${section.title}`, query: `section=${section.number}` },
    { name: topic, query: `topic=${encodeURIComponent(topic)}` },
  ];
  return (
    <nav class="breadcrumb" aria-label={site.strings.measure.position}>
      <ol>
        {places.map(({ name, query }) => (
          <li key={query}>
            <a href={pageAddress(site, `/browse?${query}`)} lang="ja">
              {name}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Overview({ measure }: { measure: Measure }) {
  const site = useSite();
  const { strings } = site;
  const { ministries, supportTypes, pages } = measure;
  return (
    <dl class="overview">
      <div>
        <dt>{strings.measure.ministries}</dt>
        <dd>
          {ministries.length === 0 && strings.measure.none}
          <ul class="tags" lang="ja">
            {ministries.map(({ name, lead }) => (
              <li key={name}>
                <a href={pageAddress(site, `/browse?ministry=${encodeURIComponent(name)}`)}>{name}</a>
                {lead && ministries.length > 1 && <span class="lead">{strings.measure.lead}</span>}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      {supportTypes.length > 0 && (
        <div>
          <dt>{strings.measure.types}</dt>
          <dd>
            <ul class="tags" lang="ja">
              {supportTypes.map((type) => (
                <li key={type}>
                  <a href={pageAddress(site, `/browse?type=${encodeURIComponent(type)}`)}>{type}</a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div>
        <dt>{strings.measure.pages}</dt>
        <dd>
          <PageLinks pages={pages} />
          {!pages.exact && <p class="note">{strings.whyRange}</p>}
        </dd>
      </div>
    </dl>
  );
}

/** 「の内数」 is said beside the value unless the document's own words hold it already. */
function budgetText({ label, value, withinTotal }: Fact, within: string): string {
  const note = withinTotal === true && !value.includes("内数") ? within : "";
  // A label is cut from its line and may begin with the line's bracket.
  const name = label.replace(/^[【※\s]+/u, "");
  return name === "" ? `${value}${note}` : `${name}：${value}${note}`;
}

/** Names alone stand in the column already; the table is for years and amounts. */
function hasBudgets(programmes: Measure["programmes"]): boolean {
  return programmes.some(({ fiscal, budgets }) => fiscal.length > 0 || budgets.length > 0);
}

function Programmes({ programmes }: { programmes: Measure["programmes"] }) {
  const { measure } = useSite().strings;
  return (
    <section>
      <h2>{measure.programmes}</h2>
      <section class="table-frame" aria-label={measure.programmes} tabindex={0}>
        <table class="programmes">
          <thead>
            <tr>
              <th scope="col">{measure.programme}</th>
              <th scope="col">{measure.year}</th>
              <th scope="col">{measure.budget}</th>
            </tr>
          </thead>
          <tbody lang="ja">
            {programmes.map(({ name, fiscal, budgets }, index) => (
              <tr key={index}>
                <th scope="row">{name}</th>
                <td>
                  {fiscal.length === 0 && measure.none}
                  {fiscal.map((year) => (
                    <p key={year}>{year}</p>
                  ))}
                </td>
                <td>
                  {budgets.length === 0 && measure.none}
                  {budgets.map((budget) => (
                    <p key={budget.span.start}>{budgetText(budget, measure.within)}</p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function CitationForms({ measure, document, origin }: Pick<MeasurePageProps, "measure" | "document" | "origin">) {
  const site = useSite();
  const { strings } = site;
  const address = `${origin}${pageAddress(site, `/measures/${measure.id}`)}`;
  const forms = [
    ...citationForms(measure, document, address, strings),
    { label: strings.measure.permalink, text: address },
  ];
  return (
    <section class="citation-forms">
      <h2>{strings.measure.cite}</h2>
      <dl>
        {forms.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span lang="ja">{text}</span>
              {/* Comes to life with web/client/reader.ts; without JavaScript the text can be selected. */}
              <button
                type="button"
                class="quiet"
                data-copy={text}
                data-copied={strings.measure.copied}
                aria-label={strings.measure.copyNamed(label)}
                hidden
              >
                {strings.measure.copy}
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Neighbours({ previous, next }: Pick<MeasurePageProps, "previous" | "next">) {
  const { measure } = useSite().strings;
  return (
    <nav class="neighbours" aria-label={measure.neighbours}>
      {previous !== undefined && (
        <p>
          <span>{measure.previous}</span>
          <MeasureLink measure={previous} rel="prev" />
        </p>
      )}
      {next !== undefined && (
        <p class="neighbour-next">
          <span>{measure.next}</span>
          <MeasureLink measure={next} rel="next" />
        </p>
      )}
    </nav>
  );
}

export function MeasurePage({ measure, previous, next, repeated, related, ...frame }: MeasurePageProps) {
  const { site, document, origin } = frame;
  const { strings } = site;
  const { number, title, policy, followUp, programmes, footnotes } = measure;
  const name = `${number} ${title}`;
  const question = encodeURIComponent(strings.measure.question(`${number}${title}`));
  return (
    <Layout
      {...frame}
      title={name}
      description={strings.measure.description(document.title, document.date, name)}
      scripts={["reader.js"]}
    >
      <article class="measure">
        <Breadcrumb measure={measure} />
        <h1 lang="ja">
          <span class="measure-number">{number}</span> <span data-quotable>{title}</span>
        </h1>
        <Overview measure={measure} />
        <p>
          <a class="button" href={pageAddress(site, `/?q=${question}`)}>
            {strings.measure.ask}
          </a>
        </p>
        <div class="columns" data-row={measure.id}>
          <ColumnView heading={<h2>{strings.columns.policy}</h2>} blocks={policy} empty={strings.measure.empty} />
          <ColumnView heading={<h2>{strings.columns.followUp}</h2>} blocks={followUp} empty={strings.measure.empty} />
        </div>
        {footnotes.length > 0 && (
          <section class="footnotes">
            <h2>{strings.measure.footnotes}</h2>
            {footnotes.map((footnote) => (
              <p key={footnote.span.start} lang="ja">
                <span data-quotable>{footnote.text}</span>
              </p>
            ))}
          </section>
        )}
        {hasBudgets(programmes) && <Programmes programmes={programmes} />}
        {repeated.length > 0 && (
          <section>
            <h2>{strings.measure.repeated}</h2>
            <p class="note">{strings.measure.repeatedNote}</p>
            <MeasureLinks measures={repeated} />
          </section>
        )}
        {related.length > 0 && (
          <section class="related">
            <h2>{strings.measure.related}</h2>
            <MeasureLinks measures={related} />
          </section>
        )}
        <CitationForms measure={measure} document={document} origin={origin} />
        <Neighbours previous={previous} next={next} />
      </article>
    </Layout>
  );
}
