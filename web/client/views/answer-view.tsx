import type { Citation } from "../../../src/answer/citation.ts";
import { type AnswerBlock, type Inline, type List, parseAnswer } from "../answer-markdown.ts";
import { useSite } from "../site.ts";
import { citationAnchor } from "./source-list.tsx";

/** Called with the citation and the link that was pressed, so that the focus can come back to it. */
export type OpenCitation = (citation: Citation, link: HTMLElement) => void;

interface AnswerTextProps {
  /** The Markdown of an answer, or as much of it as has arrived. */
  markdown: string;
  answerId: string;
  citations: readonly Citation[];
  /** Absent without JavaScript: a mark then leads to its entry in the list of sources. */
  onCite?: OpenCitation | undefined;
}

type Marks = Omit<AnswerTextProps, "markdown">;

/** A mark without a citation stays text. */
function MarkView({ n, answerId, citations, onCite }: Marks & { n: number }) {
  const { strings } = useSite();
  const citation = citations.find((candidate) => candidate.n === n);
  if (citation === undefined) return <>{`[${n}]`}</>;
  const open = (event: MouseEvent): void => {
    if (onCite === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onCite(citation, event.currentTarget as HTMLElement);
  };
  return (
    <a class="mark" href={`#${citationAnchor(answerId, n)}`} aria-label={strings.chat.source(n)} onClick={open}>
      {n}
    </a>
  );
}

function InlineView({ piece, marks }: { piece: Inline; marks: Marks }) {
  switch (piece.kind) {
    case "text":
      return <>{piece.text}</>;
    case "break":
      return <br />;
    case "strong":
      return (
        <strong>
          <InlinesView pieces={piece.children} marks={marks} />
        </strong>
      );
    case "mark":
      return <MarkView n={piece.n} {...marks} />;
  }
}

function InlinesView({ pieces, marks }: { pieces: readonly Inline[]; marks: Marks }) {
  return (
    <>
      {pieces.map((piece, index) => (
        <InlineView piece={piece} marks={marks} key={index} />
      ))}
    </>
  );
}

function ListView({ list, marks }: { list: List; marks: Marks }) {
  const items = list.items.map(({ content, nested }, index) => (
    <li key={index}>
      <InlinesView pieces={content} marks={marks} />
      {nested !== undefined && <ListView list={nested} marks={marks} />}
    </li>
  ));
  return list.ordered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>;
}

function BlockView({ block, marks }: { block: AnswerBlock; marks: Marks }) {
  if (block.kind === "list") return <ListView list={block} marks={marks} />;
  return (
    <p>
      <InlinesView pieces={block.content} marks={marks} />
    </p>
  );
}

export function AnswerText({ markdown, ...marks }: AnswerTextProps) {
  return (
    <div class="answer-text">
      {parseAnswer(markdown).map((block, index) => (
        <BlockView block={block} marks={marks} key={index} />
      ))}
    </div>
  );
}
