import { parseArgs } from "node:util";
import picocolors from "picocolors";
import type { Answer } from "./answer/answer.ts";
import { pageLabel } from "./answer/cite.ts";
import { readSettings } from "./config.ts";
import { loadLibrary } from "./load-library.ts";

const USAGE = '使い方 / usage: npm run ask -- "質問" [--json] [--explain]';

/** `npm run ask -- "質問"`: one answer in the terminal; colours when it is one. Exit code 2 for wrong usage. */
async function main(): Promise<void> {
  const { question, json, explain } = readArguments();
  const library = await loadLibrary(readSettings(process.env), (message) => console.error(message));
  const assistant = library.assistant();
  if (!assistant) throw new Error("no edition is loaded");
  const answer = await assistant.ask({ messages: [{ role: "user", content: question }] });
  if (json) {
    console.log(JSON.stringify(answer, undefined, 2));
    return;
  }
  console.log(terminalText(answer));
  if (!explain) return;
  for (const { measure, score, legs } of await assistant.rank(question, 10)) {
    const parts = Object.entries(legs).map(([leg, value]) => `${leg} ${value.toFixed(2)}`);
    console.log(picocolors.dim(`${score.toFixed(3)}  ${measure.number} ${measure.title}  (${parts.join(", ")})`));
  }
}

function terminalText(answer: Answer): string {
  const body = answer.answer
    .replace(/\*\*(.+?)\*\*/g, (_, text: string) => picocolors.bold(text))
    .replace(/\[(\d+)\]/g, (mark) => picocolors.cyan(mark))
    .replace(/\\([\\`*_<>[\]#|])/g, "$1");
  const sources = answer.citations.map(
    ({ n, number, title, pages, url }) =>
      `${picocolors.cyan(`[${n}]`)} ${number} ${title} ${pageLabel(pages)}  ${picocolors.dim(url)}`,
  );
  return [body, ...(sources.length > 0 ? ["", "出典", ...sources] : []), "", picocolors.dim(answer.notice ?? "")].join(
    "\n",
  );
}

function readArguments(): { question: string; json: boolean; explain: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        help: { type: "boolean", short: "h" },
      },
    });
    const question = positionals.join(" ").trim();
    if (question !== "" && !values.help) return { question, json: values.json, explain: values.explain };
  } catch {
    // An unknown option: usage says what is known.
  }
  console.error(USAGE);
  process.exit(2);
}

await main();
