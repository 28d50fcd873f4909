import { raw } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";

export interface DocumentName {
  title: string;
  /** As printed, "2025年2月". */
  date: string;
}

interface LayoutProps {
  title: string;
  description?: string | undefined;
  /** The page's own path without `basePath`, "/measures/5-3". */
  path: string;
  basePath: string;
  document?: DocumentName | undefined;
  /** Modules of `${basePath}/assets`. */
  scripts?: readonly string[] | undefined;
}

const siteName = "施策ナビ";
const bundledDocument: DocumentName = {
  title: "中堅企業等支援に関する今後の取組方針（フォローアップ）",
  date: "2025年2月",
};

const links = [
  { path: "/", label: "質問する" },
  { path: "/pages/1", label: "資料を読む" },
] as const;

/** No inline script or style anywhere below: the pages are served under `default-src 'self'`. */
export function Layout(props: PropsWithChildren<LayoutProps>) {
  const { title, description, path, basePath, document = bundledDocument, scripts = [], children } = props;
  const isCurrent = (linked: string): boolean => path === linked || (linked !== "/" && path.startsWith("/pages/"));
  return (
    <>
      {raw("<!doctype html>")}
      <html lang="ja">
        <head>
          <meta charset="utf-8" />
          <title>{path === "/" ? `${siteName}｜${title}` : `${title}｜${siteName}`}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
          <meta name="color-scheme" content="light dark" />
          {description !== undefined && <meta name="description" content={description} />}
          <link rel="icon" href={`${basePath}/assets/icon.svg`} type="image/svg+xml" />
          <link rel="stylesheet" href={`${basePath}/assets/chat.css`} />
          {scripts.map((script) => (
            <script type="module" src={`${basePath}/assets/${script}`} key={script} />
          ))}
        </head>
        <body>
          <a class="skip-link" href="#main">
            本文へ移動
          </a>
          <header class="site-header">
            <div class="site-header-inner">
              <a class="site-name" href={`${basePath}/`}>
                {siteName}
              </a>
              <nav aria-label="サイト">
                <ul>
                  {links.map((link) => (
                    <li key={link.path}>
                      <a href={`${basePath}${link.path}`} aria-current={isCurrent(link.path) ? "page" : undefined}>
                        {link.label}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            </div>
          </header>
          <main id="main" tabindex={-1}>
            {children}
          </main>
          <footer class="site-footer">
            <div class="site-footer-inner">
              <p>
                回答は、「{document.title}」（{document.date}
                ）の記述を引用したものです。正しい内容は資料の原文が定めます。資料の公表後に、公募や受付が終了していたり、制度が変わっていたりすることがあります。申請の前に、所管省庁の最新の案内を確認してください。
              </p>
            </div>
          </footer>
        </body>
      </html>
    </>
  );
}
