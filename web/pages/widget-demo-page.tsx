import { Layout, type PageFrame } from "./layout.tsx";

interface WidgetDemoPageProps extends PageFrame {
  /** Of the assistant, without a last slash. */
  address: string;
  version: { name: string; integrity: string };
}

/** The widget as a site would embed it, and the lines to copy. */
export function WidgetDemoPage({ address, version, ...frame }: WidgetDemoPageProps) {
  const { site } = frame;
  const { widgetDemo } = site.strings;
  const simple = `<script src="${address}/widget.js" data-language="${site.language}" defer></script>`;
  const fixed = `<script src="${address}/widget/${version.name}"\n  integrity="${version.integrity}"\n  crossorigin="anonymous" defer></script>`;
  const inline = `<script src="${address}/widget.js" data-manual defer></script>\n<shisaku-navi-widget mode="inline" heading="${widgetDemo.exampleHeading}"></shisaku-navi-widget>`;
  const examples = [
    { heading: widgetDemo.simple, code: simple },
    { heading: widgetDemo.fixed, code: fixed },
    { heading: widgetDemo.inline, code: inline },
  ];
  return (
    <Layout {...frame} title={widgetDemo.title} description={widgetDemo.intro} scripts={["reader.js"]} widget>
      <article class="widget-demo">
        <h1>{widgetDemo.title}</h1>
        <p>{widgetDemo.intro}</p>
        <p>{widgetDemo.origins}</p>
        {examples.map(({ heading, code }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <pre class="code" tabindex={0}>
              <code>{code}</code>
            </pre>
            <button type="button" class="secondary" data-copy={code} data-copied={site.strings.measure.copied} hidden>
              {site.strings.measure.copy}
              <span class="visually-hidden">: {heading}</span>
            </button>
          </section>
        ))}
      </article>
    </Layout>
  );
}
