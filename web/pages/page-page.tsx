import type { Page } from "../../ingest/collection.ts";
import { pagesLabel } from "../client/citation-label.ts";
import { Layout } from "./layout.tsx";
import { MeasureLinks, type MeasureName } from "./measure-link.tsx";

interface PagePageProps {
  printed: number;
  exact: boolean;
  /** Every block that is, or may be, on the printed page. */
  blocks: readonly Page[];
  measures: readonly MeasureName[];
  basePath: string;
  /** The document's last printed page. */
  last: number;
}

type PagePiece = { kind: "line"; text: string } | { kind: "list"; items: string[] };

/** The page's text as lines and bullet lists; `●` and `- ` are the document's bullet signs. */
function cutText(text: string): PagePiece[] {
  const pieces: PagePiece[] = [];
  for (const line of text.split("\n").map((untrimmed) => untrimmed.trim())) {
    const bullet = /^(?:●|-\s)\s*(.*)$/u.exec(line)?.[1];
    const open = pieces.at(-1);
    if (line === "") continue;
    if (bullet === undefined) pieces.push({ kind: "line", text: line });
    else if (open?.kind === "list") open.items.push(bullet);
    else pieces.push({ kind: "list", items: [bullet] });
  }
  return pieces;
}

function PieceView({ piece }: { piece: PagePiece }) {
  if (piece.kind === "line") return <p class={piece.text.startsWith("○") ? "programme" : undefined}>{piece.text}</p>;
  return (
    <ul>
      {piece.items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}

/** The text begins with the chapter, section and sub-heading that the document prints on every page. */
function BlockView({ block }: { block: Page }) {
  return (
    <section class="page-block">
      <h2>本文（{pagesLabel(block.printed)}）</h2>
      <div class="page-text">
        {cutText(block.text).map((piece) => (
          <PieceView piece={piece} />
        ))}
      </div>
    </section>
  );
}

export function PagePage({ printed, exact, blocks, measures, basePath, last }: PagePageProps) {
  const steps = (
    <nav class="page-steps" aria-label="前後のページ">
      {printed > 1 && (
        <a href={`${basePath}/pages/${printed - 1}`} rel="prev">
          ← p.{printed - 1}
        </a>
      )}
      <span>
        {printed} / {last}ページ
      </span>
      {printed < last && (
        <a href={`${basePath}/pages/${printed + 1}`} rel="next">
          p.{printed + 1} →
        </a>
      )}
    </nav>
  );
  return (
    <Layout title={`p.${printed}`} path={`/pages/${printed}`} basePath={basePath}>
      <article class="page">
        <h1>資料の{printed}ページ</h1>
        {steps}
        {!exact && (
          <p class="caution">
            元の文字データでは、この付近の改ページが失われています。どこまでが{printed}
            ページかは分からないため、{printed}ページにあるかもしれない部分をすべて示します。
          </p>
        )}
        {measures.length > 0 && (
          <section>
            <h2>{exact ? "このページの施策" : "このページにあるかもしれない施策"}</h2>
            <MeasureLinks measures={measures} basePath={basePath} />
          </section>
        )}
        {blocks.map((block) => (
          <BlockView block={block} key={block.ordinal} />
        ))}
        {steps}
      </article>
    </Layout>
  );
}
