import { copyText } from "./copy-text.ts";
import { clearMarks, markQuote, quoteOfAddress } from "./mark-quote.ts";

/** Pages of the document and of a measure: marks the quote that the address asks for, and lets citations be copied. */

const SAID_MS = 3000;

function showQuote(): void {
  const main = document.getElementById("main");
  const missing = document.getElementById("quote-missing");
  const wanted = quoteOfAddress(window.location.hash);
  if (main === null) return;
  clearMarks(main);
  if (missing !== null) missing.hidden = true;
  if (wanted === undefined) return;
  // A measure may go on over several of the blocks that a page may be.
  const rows = Array.from(main.querySelectorAll(`[data-row="${wanted.measureId}"]`));
  const mark = firstMark([...rows, main], wanted.quote);
  if (mark === undefined) {
    if (missing !== null) missing.hidden = false;
    return;
  }
  mark.scrollIntoView({ block: "center" });
}

function firstMark(places: readonly ParentNode[], quote: string): HTMLElement | undefined {
  for (const place of places) {
    const mark = markQuote(place, quote);
    if (mark !== undefined) return mark;
  }
  return undefined;
}

function enableCopying(button: HTMLButtonElement): void {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copyText(button.dataset.copy ?? "");
    if (!copied) return;
    button.textContent = button.dataset.copied ?? label;
    setTimeout(() => {
      button.textContent = label;
    }, SAID_MS);
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) enableCopying(button);
window.addEventListener("hashchange", showQuote);
showQuote();
