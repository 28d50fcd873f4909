import { pageAddress } from "../client/site.ts";
import { Layout, type PageFrame } from "./layout.tsx";

interface ApiDocsPageProps extends PageFrame {
  /** Where Swagger UI and what starts it lie, below the base path. */
  files: string;
}

/** The frame in which Swagger UI draws the API's description. */
export function ApiDocsPage({ files, ...frame }: ApiDocsPageProps) {
  const { site } = frame;
  const { basePath, strings } = site;
  const { apiDocs } = strings;
  const description = `${basePath}/openapi.json`;
  return (
    <Layout {...frame} title={apiDocs.title} description={apiDocs.intro}>
      <link rel="stylesheet" href={`${basePath}${files}/swagger-ui.css`} />
      <link rel="stylesheet" href={`${basePath}${files}/api-docs.css`} />
      <article class="api-docs">
        <h1>{apiDocs.title}</h1>
        <p>{apiDocs.intro}</p>
        <p>
          <a href={description}>{apiDocs.description}</a>
          {"　"}
          <a href={pageAddress(site, "/widget/demo")}>{apiDocs.widget}</a>
        </p>
        <div id="api-docs" data-description={description} data-failed={apiDocs.failed}>
          <noscript>
            <p>{apiDocs.withoutScript}</p>
          </noscript>
        </div>
      </article>
      {/* Not a module: it puts SwaggerUIBundle into the window, before the module below runs. */}
      <script src={`${basePath}${files}/swagger-ui-bundle.js`} defer />
      <script type="module" src={`${basePath}${files}/api-docs.js`} />
    </Layout>
  );
}
