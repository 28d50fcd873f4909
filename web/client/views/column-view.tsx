import type { ComponentChildren } from "preact";
import type { Block, PageRange } from "../../../ingest/collection.ts";
import { useSite } from "../site.ts";
import { MarkedText } from "./marked-text.tsx";

/** A bullet with the sub-bullets below it; `part`s that come without a bullet stand alone. */
interface Bullet {
  block: Block | undefined;
  parts: Block[];
}

type ColumnPiece = { kind: "bullets"; bullets: Bullet[] } | { kind: "block"; block: Block };

function groupBlocks(blocks: readonly Block[]): ColumnPiece[] {
  const pieces: ColumnPiece[] = [];
  for (const block of blocks) {
    if (block.role !== "bullet" && block.role !== "part") {
      pieces.push({ kind: "block", block });
      continue;
    }
    const last = pieces.at(-1);
    const open = last?.kind === "bullets" ? last.bullets : undefined;
    const parent = open?.at(-1);
    if (block.role === "part" && parent !== undefined) {
      parent.parts.push(block);
      continue;
    }
    const bullet: Bullet = block.role === "bullet" ? { block, parts: [] } : { block: undefined, parts: [block] };
    if (open === undefined) pieces.push({ kind: "bullets", bullets: [bullet] });
    else open.push(bullet);
  }
  return pieces;
}

interface Quoted {
  /** Marked where it stands in a block. */
  quote?: string | undefined;
}

/** `data-quotable` tells web/client/mark-quote.ts where whole pieces of the document's text stand. */
function Text({ block, quote }: { block: Block } & Quoted) {
  return (
    <span data-quotable>
      <MarkedText text={block.text} quote={quote} />
    </span>
  );
}

function BulletView({ bullet, quote }: { bullet: Bullet } & Quoted) {
  return (
    <li>
      {bullet.block !== undefined && <Text block={bullet.block} quote={quote} />}
      {bullet.parts.length > 0 && (
        <ul>
          {bullet.parts.map((part) => (
            <li key={part.span.start}>
              <Text block={part} quote={quote} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function BlockView({ block, quote }: { block: Block } & Quoted) {
  const named = ["programme", "budget", "ministry", "note"].includes(block.role);
  return (
    <p class={named ? block.role : undefined}>
      <Text block={block} quote={quote} />
    </p>
  );
}

function PieceView({ piece, quote }: { piece: ColumnPiece } & Quoted) {
  if (piece.kind === "block") return <BlockView block={piece.block} quote={quote} />;
  return (
    <ul>
      {piece.bullets.map((bullet, index) => (
        <BulletView bullet={bullet} quote={quote} key={index} />
      ))}
    </ul>
  );
}

function samePages(one: PageRange, other: PageRange): boolean {
  return one.first === other.first && one.last === other.last;
}

function splitByPage(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && samePages(first.pages, block.pages)) group.push(block);
    else groups.push([block]);
  }
  return groups;
}

interface ColumnViewProps extends Quoted {
  /** Which of the two columns, as a heading of the level that fits the page. */
  heading: ComponentChildren;
  blocks: readonly Block[];
  /** What to say where the column is empty. */
  empty: string;
}

/** One of the document's two columns. A column that runs over several pages says where each page begins. */
export function ColumnView({ heading, blocks, empty, quote }: ColumnViewProps) {
  const { strings } = useSite();
  const groups = splitByPage(blocks);
  return (
    <section class="column">
      {heading}
      {blocks.length === 0 && <p class="empty">{empty}</p>}
      <div lang="ja">
        {groups.map((group, index) => (
          <div key={index}>
            {groups.length > 1 && group[0] !== undefined && <p class="page-mark">{strings.pages(group[0].pages)}</p>}
            {groupBlocks(group).map((piece, position) => (
              <PieceView piece={piece} quote={quote} key={position} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}
