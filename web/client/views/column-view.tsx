import type { Block, PageRange } from "../../ingest/collection.ts";
import { pagesLabel } from "../client/citation-label.ts";

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

function BulletView({ bullet }: { bullet: Bullet }) {
  const parts = bullet.parts.length > 0 && (
    <ul>
      {bullet.parts.map((part) => (
        <li>{part.text}</li>
      ))}
    </ul>
  );
  return (
    <li>
      {bullet.block?.text}
      {parts}
    </li>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.role) {
    case "programme":
      return <h3 class="programme">{block.text}</h3>;
    case "budget":
      return <p class="budget">{block.text}</p>;
    case "ministry":
      return <p class="ministry">{block.text}</p>;
    case "note":
      return <p class="note">{block.text}</p>;
    default:
      return <p>{block.text}</p>;
  }
}

function PieceView({ piece }: { piece: ColumnPiece }) {
  if (piece.kind === "block") return <BlockView block={piece.block} />;
  return (
    <ul>
      {piece.bullets.map((bullet) => (
        <BulletView bullet={bullet} />
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

/** One of the document's two columns. A column that runs over several pages says where each page begins. */
export function ColumnView({ title, blocks }: { title: string; blocks: readonly Block[] }) {
  const groups = splitByPage(blocks);
  return (
    <section class="column">
      <h2>{title}</h2>
      {blocks.length === 0 && <p class="empty">この欄に記載はありません。</p>}
      {groups.map((group) => (
        <>
          {groups.length > 1 && group[0] !== undefined && <p class="page-mark">{pagesLabel(group[0].pages)}</p>}
          {groupBlocks(group).map((piece) => (
            <PieceView piece={piece} />
          ))}
        </>
      ))}
    </section>
  );
}
