/** A stretch of a text, UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * Where `quote` stands in `text`, white space aside: a quote may lack the text's spaces, or have others.
 * `undefined` for an empty quote and for one that is not there.
 */
export function findQuote(text: string, quote: string): Stretch | undefined {
  const wanted = quote.replace(/\s+/gu, "");
  if (wanted === "") return undefined;
  // offsets[i] is where the i-th unit of the squeezed text stands in the text.
  const offsets: number[] = [];
  let squeezed = "";
  for (let index = 0; index < text.length; index++) {
    const unit = text[index] ?? "";
    if (/\s/u.test(unit)) continue;
    squeezed += unit;
    offsets.push(index);
  }
  const found = squeezed.indexOf(wanted);
  const start = offsets[found];
  const last = offsets[found + wanted.length - 1];
  return found === -1 || start === undefined || last === undefined ? undefined : { start, end: last + 1 };
}
