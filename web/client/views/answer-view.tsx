import type { Answer } from "../../src/answer/answer.ts";
import type { Citation } from "../../src/answer/citation.ts";
import { type AnswerBlock, type Inline, type List, parseAnswer } from "../client/answer-markdown.ts";
import { citationAnchor, citationHref, columnNames, pagesLabel } from "../client/citation-label.ts";

interface Marks {
  answerId: string;
  /** The `n` of the answer's citations; a mark without a citation stays text. */
  known: ReadonlySet<number>;
}

/** Draws what web/client/render-answer.ts draws in the browser, with the same classes. */
function InlineView({ piece, marks }: { piece: Inline; marks: Marks }) {
  switch (piece.kind) {
    case "text":
      return <>{piece.text}</>;
    case "break":
      return <br />;
    case "strong":
      return <strong>{piece.children.map((child) => InlineView({ piece: child, marks }))}</strong>;
    case "mark":
      if (!marks.known.has(piece.n)) return <>{`[${piece.n}]`}</>;
      return (
        <a class="mark" href={`#${citationAnchor(marks.answerId, piece.n)}`} aria-label={`出典${piece.n}`}>
          {piece.n}
        </a>
      );
  }
}

function ListView({ list, marks }: { list: List; marks: Marks }) {
  const items = list.items.map(({ content, nested }) => (
    <li>
      {content.map((piece) => InlineView({ piece, marks }))}
      {nested !== undefined && <ListView list={nested} marks={marks} />}
    </li>
  ));
  return list.ordered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>;
}

function BlockView({ block, marks }: { block: AnswerBlock; marks: Marks }) {
  if (block.kind === "list") return <ListView list={block} marks={marks} />;
  return <p>{block.content.map((piece) => InlineView({ piece, marks }))}</p>;
}

function CitationView({ citation, answerId, basePath }: { citation: Citation; answerId: string; basePath: string }) {
  return (
    <li class="citation" id={citationAnchor(answerId, citation.n)} tabindex={-1}>
      <p class="citation-head">
        <span class="citation-number">
          <span class="visually-hidden">出典</span>
          {citation.n}
        </span>
        <a href={citationHref(citation, basePath)} target="_blank" rel="noopener">
          {citation.number} {citation.title}
          <span class="visually-hidden">（新しいタブで開く）</span>
        </a>
      </p>
      <p class="citation-place">
        {pagesLabel(citation.pages)}・{columnNames[citation.column]}
      </p>
      <blockquote>{citation.quote}</blockquote>
    </li>
  );
}

export function AnswerView({ answer, basePath }: { answer: Answer; basePath: string }) {
  const { id, citations, suggestions, notice } = answer;
  const marks: Marks = { answerId: id, known: new Set(citations.map((citation) => citation.n)) };
  return (
    <div class="answer">
      <div class="answer-text">
        {parseAnswer(answer.answer).map((block) => (
          <BlockView block={block} marks={marks} />
        ))}
      </div>
      {citations.length > 0 && (
        <section class="citations" aria-label="出典">
          <h3>出典（{citations.length}件）</h3>
          <ol>
            {citations.map((citation) => (
              <CitationView citation={citation} answerId={id} basePath={basePath} key={citation.n} />
            ))}
          </ol>
        </section>
      )}
      {notice !== undefined && <p class="answer-notice">{notice}</p>}
      {suggestions.length > 0 && (
        <form class="suggestions" method="post" action={`${basePath}/`}>
          <h3>続けて質問する</h3>
          <Suggestions suggestions={suggestions} />
        </form>
      )}
    </div>
  );
}

/** Each button sends its question as the form's `question`, with or without JavaScript. */
export function Suggestions({ suggestions }: { suggestions: readonly string[] }) {
  return (
    <ul>
      {suggestions.map((suggestion) => (
        <li key={suggestion}>
          <button type="submit" class="suggestion" name="question" value={suggestion}>
            {suggestion}
          </button>
        </li>
      ))}
    </ul>
  );
}
