import { findQuote } from "./find-quote.ts";

/** The quote that an address asks for, and the measure it is from where the address says so. */
export interface AddressedQuote {
  quote: string;
  measureId: string | undefined;
}

/** Reads `#q=words&in=5-3`, percent-encoded. `undefined` without a quote. */
export function quoteOfAddress(hash: string): AddressedQuote | undefined {
  const [, encoded, measureId] = /^#q=([^&]+)(?:&in=(\d{1,2}-\d{1,2}))?$/u.exec(hash) ?? [];
  if (encoded === undefined) return undefined;
  try {
    return { quote: decodeURIComponent(encoded), measureId };
  } catch {
    // A cut or hand-made address: no quote, not an error.
    return undefined;
  }
}

/** Takes former marks away again, the text stays. */
export function clearMarks(root: ParentNode): void {
  for (const mark of root.querySelectorAll("mark.quote-mark")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}

/**
 * Marks the quote in the first piece of the document's text (`[data-quotable]`) that holds it and gives the mark.
 * `undefined` where no piece does. For pages that the server has rendered; views mark by themselves.
 */
export function markQuote(root: ParentNode, quote: string): HTMLElement | undefined {
  for (const piece of root.querySelectorAll<HTMLElement>("[data-quotable]")) {
    const found = findQuote(piece.textContent ?? "", quote);
    if (found === undefined) continue;
    const from = textAt(piece, found.start);
    const to = textAt(piece, found.end - 1);
    if (from === undefined || to === undefined) continue;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset + 1);
    const mark = document.createElement("mark");
    mark.className = "quote-mark";
    mark.append(range.extractContents());
    range.insertNode(mark);
    return mark;
  }
  return undefined;
}

/** The text node below `root` that holds the unit at `offset` of its text, and the offset within the node. */
function textAt(root: Node, offset: number): { node: Text; offset: number } | undefined {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    if (rest < text.data.length) return { node: text, offset: rest };
    rest -= text.data.length;
  }
  return undefined;
}
