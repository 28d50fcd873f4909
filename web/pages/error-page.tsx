import { pageAddress } from "../client/site.ts";
import { problemText } from "../client/strings.ts";
import { MeasureLinks, type MeasureName } from "../client/views/measure-link.tsx";
import { Layout, type PageFrame } from "./layout.tsx";

interface ErrorPageProps extends PageFrame {
  /** The HTTP status. */
  status: number;
  code: string;
  message: string;
  hint: string;
  /** Measures that the address may have meant. */
  maybe: readonly MeasureName[];
}

/** What went wrong, what to do, and three ways on. */
export function ErrorPage({ status, code, message, hint, maybe, ...frame }: ErrorPageProps) {
  const { site } = frame;
  const { error } = site.strings;
  const translated = problemText(site.strings, code);
  return (
    <Layout {...frame} title={translated ?? message} indexed={false}>
      <article class="error-page">
        <h1>{translated ?? message}</h1>
        {hint !== "" && translated === undefined && <p>{hint}</p>}
        {maybe.length > 0 && (
          <section>
            <h2>{error.maybe}</h2>
            <MeasureLinks measures={maybe} />
          </section>
        )}
        <form class="search" method="get" action={`${site.basePath}/browse`}>
          {site.language !== "ja" && <input type="hidden" name="lang" value={site.language} />}
          <label for="search">{error.search}</label>
          <div class="search-line">
            <input id="search" type="search" name="q" />
            <button type="submit" class="secondary">
              {error.searchButton}
            </button>
          </div>
        </form>
        <p class="ways-on">
          <a class="button" href={pageAddress(site, "/")}>
            {error.home}
          </a>
          <a href={pageAddress(site, "/browse")}>{error.browse}</a>
        </p>
        <p class="note">{error.code(status, code)}</p>
      </article>
    </Layout>
  );
}
