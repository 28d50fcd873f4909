import type { Fact, Measure } from "../../ingest/collection.ts";
import { ColumnView } from "./column-view.tsx";
import { type DocumentName, Layout } from "./layout.tsx";
import { MeasureLink, MeasureLinks, type MeasureName } from "./measure-link.tsx";
import { PageLinks } from "./page-links.tsx";

interface MeasurePageProps {
  measure: Measure;
  previous?: MeasureName | undefined;
  next?: MeasureName | undefined;
  seeAlso: readonly MeasureName[];
  basePath: string;
  document: DocumentName;
}

function Breadcrumb({ measure, basePath }: { measure: Measure; basePath: string }) {
  const { chapter, section, topic } = measure;
  return (
    <nav class="breadcrumb" aria-label="この施策の位置">
      <ol>
        <li>
          <a href={`${basePath}/`}>施策ナビ</a>
        </li>
        <li>
          {chapter.number}. {chapter.title}
        </li>
        <li>
          ({section.number}) {section.title}
        </li>
        <li>{topic}</li>
      </ol>
    </nav>
  );
}

function Overview({ measure, basePath }: { measure: Measure; basePath: string }) {
  const { ministries, supportTypes, pages } = measure;
  return (
    <dl class="overview">
      <div>
        <dt>所管省庁</dt>
        <dd>
          {ministries.length === 0 && "記載なし"}
          <ul class="tags">
            {ministries.map(({ name, lead }) => (
              <li key={name}>
                {name}
                {lead && ministries.length > 1 && <span class="lead">（主担当）</span>}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      {supportTypes.length > 0 && (
        <div>
          <dt>支援の種類</dt>
          <dd>
            <ul class="tags">
              {supportTypes.map((type) => (
                <li key={type}>{type}</li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div>
        <dt>資料のページ</dt>
        <dd>
          <PageLinks pages={pages} basePath={basePath} />
          {!pages.exact && <p class="note">資料の改ページの一部が失われているため、正確なページは分かりません。</p>}
        </dd>
      </div>
    </dl>
  );
}

/** 「の内数」 is said beside the value unless the document's own words hold it already. */
function budgetText({ label, value, withinTotal }: Fact): string {
  const within = withinTotal === true && !value.includes("内数") ? "（内数）" : "";
  // A label is cut from its line and may begin with the line's bracket.
  const name = label.replace(/^[【※\s]+/u, "");
  return name === "" ? `${value}${within}` : `${name}：${value}${within}`;
}

/** Names alone stand in the column already; the table is for years and amounts. */
function hasBudgets(programmes: Measure["programmes"]): boolean {
  return programmes.some(({ fiscal, budgets }) => fiscal.length > 0 || budgets.length > 0);
}

function Programmes({ programmes }: { programmes: Measure["programmes"] }) {
  return (
    <section>
      <h2>事業と予算</h2>
      <table class="programmes">
        <thead>
          <tr>
            <th scope="col">事業名</th>
            <th scope="col">年度</th>
            <th scope="col">予算</th>
          </tr>
        </thead>
        <tbody>
          {programmes.map(({ name, fiscal, budgets }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>
                {fiscal.length === 0 && "記載なし"}
                {fiscal.map((year) => (
                  <p key={year}>{year}</p>
                ))}
              </td>
              <td>
                {budgets.length === 0 && "記載なし"}
                {budgets.map((budget) => (
                  <p>{budgetText(budget)}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function MeasurePage({ measure, previous, next, seeAlso, basePath, document }: MeasurePageProps) {
  const { id, number, title, policy, followUp, programmes, footnotes } = measure;
  const question = encodeURIComponent(`${number}${title}について教えてください`);
  return (
    <Layout
      title={`${number} ${title}`}
      description={`「${document.title}」（${document.date}）の施策${number} ${title}`}
      path={`/measures/${id}`}
      basePath={basePath}
      document={document}
    >
      <article class="measure">
        <Breadcrumb measure={measure} basePath={basePath} />
        <h1>
          <span class="measure-number">{number}</span> {title}
        </h1>
        <Overview measure={measure} basePath={basePath} />
        <p>
          <a class="button" href={`${basePath}/?q=${question}`}>
            この施策について質問する
          </a>
        </p>
        <div class="columns">
          <ColumnView title="取組方針" blocks={policy} />
          <ColumnView title="フォローアップ" blocks={followUp} />
        </div>
        {footnotes.length > 0 && (
          <section class="footnotes">
            <h2>注</h2>
            {footnotes.map((footnote) => (
              <p>{footnote.text}</p>
            ))}
          </section>
        )}
        {hasBudgets(programmes) && <Programmes programmes={programmes} />}
        {seeAlso.length > 0 && (
          <section>
            <h2>関連する施策</h2>
            <p class="note">同じ記述が再び掲載されている施策です。</p>
            <MeasureLinks measures={seeAlso} basePath={basePath} />
          </section>
        )}
        <nav class="neighbours" aria-label="前後の施策">
          {previous !== undefined && (
            <p>
              <span>前の施策</span>
              <MeasureLink measure={previous} basePath={basePath} />
            </p>
          )}
          {next !== undefined && (
            <p class="neighbour-next">
              <span>次の施策</span>
              <MeasureLink measure={next} basePath={basePath} />
            </p>
          )}
        </nav>
      </article>
    </Layout>
  );
}
