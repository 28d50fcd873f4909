import type { Answer } from "../../src/answer/answer.ts";
import { pageAddress, type Site } from "./site.ts";

/** Servers and mail programs cut longer addresses. */
const ADDRESS_LENGTH = 6000;
const QUESTIONS_SHARED = 5;

/**
 * The address that shows the last question answered: `/?ask=…&ask=…`, the earlier questions it may lean on first. Nothing
 * is kept on the server; the questions are answered anew. Long conversations lose their oldest questions; undefined where
 * the last question alone is too long.
 */
export function shareAddress(site: Site, origin: string, questions: readonly string[]): string | undefined {
  for (let kept = Math.min(questions.length, QUESTIONS_SHARED); kept > 0; kept--) {
    const query = questions
      .slice(-kept)
      .map((question) => `ask=${encodeURIComponent(question.replace(/\p{Surrogate}/gu, "\uFFFD"))}`)
      .join("&");
    const address = new URL(pageAddress(site, `/?${query}`), origin).href;
    if (address.length <= ADDRESS_LENGTH) return address;
  }
  return undefined;
}

/** The answer as plain text with its sources, for a mail or a memo. */
export function answerAsText({ strings }: Site, answer: Answer): string {
  const text = answer.answer.replace(/\*\*(.+?)\*\*/gsu, "$1").replace(/\\([!-/:-@[-`{-~])/gu, "$1");
  const sources = answer.citations.map(
    ({ n, number, title, pages, column, quote }) =>
      `[${n}] ${number} ${title}（${strings.pages(pages)}・${strings.columns[column]}）「${quote}」`,
  );
  const parts = [text, sources.length > 0 ? [strings.panel.label, ...sources].join("\n") : "", answer.notice ?? ""];
  return parts.filter((part) => part !== "").join("\n\n");
}
