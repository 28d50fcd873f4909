import type { ComponentChildren } from "preact";
import { pageAddress, type Site, SiteContext } from "../client/site.ts";

/** The document that the page speaks of. */
export interface DocumentName {
  title: string;
  /** As printed, "2025年2月". */
  date: string;
  edition: string;
}

/** What a page needs to know of its address. */
export interface PageFrame {
  site: Site;
  document: DocumentName;
  /** The page's own path without the base path, "/measures/5-3"; with the query that the page depends on. */
  path: string;
  /** Where the site is seen from outside, "https://example.go.jp"; "" where it is not known. */
  origin: string;
}

interface LayoutProps extends PageFrame {
  title: string;
  description?: string | undefined;
  /** Modules of `${basePath}/assets`. */
  scripts?: readonly string[] | undefined;
  /** Whether search engines may keep the page. */
  indexed?: boolean;
  /** Whether the help widget stands on the page, as on another site's. */
  widget?: boolean;
  children: ComponentChildren;
}

const bundledDocument: DocumentName = {
  title: "中堅企業等支援に関する今後の取組方針（フォローアップ）",
  date: "2025年2月",
  edition: "2025-02",
};

export { bundledDocument };

/** The same page in the other language. */
function inLanguage(path: string, language: string): string {
  const [address = "", query = ""] = path.split("?");
  const parameters = new URLSearchParams(query);
  parameters.delete("lang");
  if (language !== "ja") parameters.set("lang", language);
  return parameters.size === 0 ? address : `${address}?${parameters}`;
}

function Head({
  site,
  document,
  path,
  origin,
  title,
  description,
  scripts = [],
  indexed = true,
  widget = false,
}: LayoutProps) {
  const { basePath, strings, language } = site;
  const isHome = path.split("?")[0] === "/";
  const full = isHome ? `${strings.site.name}｜${title}` : strings.site.titled(title);
  const address = origin === "" ? undefined : `${origin}${basePath}${inLanguage(path, language)}`;
  return (
    <head>
      <meta charset="utf-8" />
      <title>{full}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
      <meta name="color-scheme" content="light dark" />
      {description !== undefined && <meta name="description" content={description} />}
      {!indexed && <meta name="robots" content="noindex" />}
      <meta property="og:site_name" content={strings.site.name} />
      <meta property="og:type" content={isHome ? "website" : "article"} />
      <meta property="og:title" content={full} />
      <meta property="og:description" content={description ?? document.title} />
      <meta property="og:locale" content={language === "ja" ? "ja_JP" : "en_US"} />
      {address !== undefined && <meta property="og:url" content={address} />}
      {address !== undefined && <link rel="canonical" href={address} />}
      {origin !== "" && <meta property="og:image" content={`${origin}${basePath}/assets/share.png`} />}
      <meta name="twitter:card" content={origin === "" ? "summary" : "summary_large_image"} />
      <link rel="icon" href={`${basePath}/assets/icon.svg`} type="image/svg+xml" />
      <link rel="stylesheet" href={`${basePath}/assets/site.css`} />
      {scripts.map((script) => (
        <script type="module" src={`${basePath}/assets/${script}`} key={script} />
      ))}
      {widget && <script src={`${basePath}/widget.js`} data-language={language} defer />}
    </head>
  );
}

function Header({ site, path }: Pick<LayoutProps, "site" | "path">) {
  const { strings, basePath } = site;
  const here = path.split("?")[0] ?? "";
  const links = [
    { path: "/", label: strings.site.ask, current: here === "/" },
    { path: "/browse", label: strings.site.browse, current: here === "/browse" },
    { path: "/pages/1", label: strings.site.read, current: here.startsWith("/pages/") },
  ];
  return (
    <header class="site-header">
      <div class="site-header-inner">
        <a class="site-name" href={pageAddress(site, "/")}>
          {strings.site.name}
        </a>
        <nav aria-label={strings.site.navigation}>
          <ul>
            {links.map((link) => (
              <li key={link.path}>
                <a href={pageAddress(site, link.path)} aria-current={link.current ? "page" : undefined}>
                  {link.label}
                </a>
              </li>
            ))}
            <li>
              <a
                href={`${basePath}${inLanguage(path, strings.site.otherLanguageIs)}`}
                lang={strings.site.otherLanguageIs}
                hreflang={strings.site.otherLanguageIs}
              >
                {strings.site.otherLanguage}
              </a>
            </li>
          </ul>
        </nav>
      </div>
    </header>
  );
}

/** No inline script or style anywhere below: the pages are served under `default-src 'self'`. */
export function Layout(props: LayoutProps) {
  const { site, document, children } = props;
  const { strings, language, documentUrl } = site;
  return (
    <SiteContext.Provider value={site}>
      <html lang={language}>
        <Head {...props} />
        <body>
          <a class="skip-link" href="#main">
            {strings.site.skip}
          </a>
          <Header site={site} path={props.path} />
          <main id="main" tabindex={-1}>
            {children}
          </main>
          <footer class="site-footer">
            <div class="site-footer-inner">
              <p>{strings.site.notice(document.title, document.date)}</p>
              <p>
                {strings.site.edition(document.edition)}
                {"　"}
                <a href={pageAddress(site, "/docs")}>{strings.site.api}</a>
                {documentUrl !== "" && (
                  <>
                    {"　"}
                    <a href={documentUrl} target="_blank" rel="noopener">
                      {strings.site.official}
                      <span class="visually-hidden">{strings.site.newTab}</span>
                    </a>
                  </>
                )}
              </p>
            </div>
          </footer>
        </body>
      </html>
    </SiteContext.Provider>
  );
}
