import { findQuote } from "../find-quote.ts";

/** A text of the document; the quote in it, if it is there, is marked. */
export function MarkedText({ text, quote }: { text: string; quote?: string | undefined }) {
  const found = quote === undefined ? undefined : findQuote(text, quote);
  if (found === undefined) return <>{text}</>;
  return (
    <>
      {text.slice(0, found.start)}
      <mark class="quote-mark">{text.slice(found.start, found.end)}</mark>
      {text.slice(found.end)}
    </>
  );
}
