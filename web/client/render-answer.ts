import type { Citation } from "../../src/answer/citation.ts";
import { type AnswerBlock, type Inline, type List, parseAnswer } from "./answer-markdown.ts";
import { citationAnchor, citationHref, columnNames, pagesLabel } from "./citation-label.ts";
import { element } from "./element.ts";

/** Draws what web/pages/answer-view.tsx draws on the server, with the same classes; DOM calls only, no markup. */
function renderInline(content: readonly Inline[], answerId: string, known: ReadonlySet<number>): (Node | string)[] {
  return content.map((piece) => {
    switch (piece.kind) {
      case "text":
        return piece.text;
      case "break":
        return element("br");
      case "strong":
        return element("strong", {}, ...renderInline(piece.children, answerId, known));
      case "mark": {
        if (!known.has(piece.n)) return `[${piece.n}]`;
        const href = `#${citationAnchor(answerId, piece.n)}`;
        return element("a", { class: "mark", href, "aria-label": `出典${piece.n}` }, String(piece.n));
      }
    }
    return "";
  });
}

function renderList(list: List, answerId: string, known: ReadonlySet<number>): HTMLElement {
  const items = list.items.map(({ content, nested }) =>
    element(
      "li",
      {},
      ...renderInline(content, answerId, known),
      ...(nested === undefined ? [] : [renderList(nested, answerId, known)]),
    ),
  );
  return list.ordered ? element("ol", { start: String(list.start) }, ...items) : element("ul", {}, ...items);
}

function renderBlock(block: AnswerBlock, answerId: string, known: ReadonlySet<number>): HTMLElement {
  if (block.kind === "list") return renderList(block, answerId, known);
  return element("p", {}, ...renderInline(block.content, answerId, known));
}

export function renderAnswerText(markdown: string, answerId: string, citations: readonly Citation[]): HTMLElement[] {
  const known = new Set(citations.map((citation) => citation.n));
  return parseAnswer(markdown).map((block) => renderBlock(block, answerId, known));
}

function renderCitation(citation: Citation, answerId: string, basePath: string): HTMLElement {
  const link = element(
    "a",
    { href: citationHref(citation, basePath), target: "_blank", rel: "noopener" },
    `${citation.number} ${citation.title}`,
    element("span", { class: "visually-hidden" }, "（新しいタブで開く）"),
  );
  return element(
    "li",
    { class: "citation", id: citationAnchor(answerId, citation.n), tabindex: "-1" },
    element(
      "p",
      { class: "citation-head" },
      element(
        "span",
        { class: "citation-number" },
        element("span", { class: "visually-hidden" }, "出典"),
        `${citation.n}`,
      ),
      link,
    ),
    element(
      "p",
      { class: "citation-place" },
      `${pagesLabel(citation.pages)}・${columnNames[citation.column] ?? citation.column}`,
    ),
    element("blockquote", {}, citation.quote),
  );
}

export function renderCitations(citations: readonly Citation[], answerId: string, basePath: string): HTMLElement {
  return element(
    "section",
    { class: "citations", "aria-label": "出典" },
    element("h3", {}, `出典（${citations.length}件）`),
    element("ol", {}, ...citations.map((citation) => renderCitation(citation, answerId, basePath))),
  );
}
