import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import picocolors from "picocolors";
import type { Answer } from "./answer/answer.ts";
import type { Assistant } from "./answer/assistant.ts";
import { sourceList } from "./answer/source-list.ts";
import { readSettings } from "./config.ts";
import { loadLibrary } from "./load-library.ts";

const USAGE =
  '使い方 / usage: npm run ask -- "質問" [--json] [--explain]\n              npm run ask -- --each [--json] < 質問.txt';

interface Asked {
  /** Undefined: a question a line of standard input, each on its own. */
  question: string | undefined;
  json: boolean;
  explain: boolean;
}

/** `npm run ask -- "質問"`: answers in the terminal; colours when it is one. `--json`: a line of JSON each. Exit code 2 for wrong usage. */
async function main(): Promise<void> {
  const asked = readArguments();
  const library = await loadLibrary(readSettings(process.env), (message) => console.error(message));
  const assistant = library.assistant();
  if (!assistant) throw new Error("no edition is loaded");
  if (asked.question !== undefined) return answer(assistant, asked.question, asked);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") await answer(assistant, line.trim(), asked);
  }
}

async function answer(assistant: Assistant, question: string, { json, explain, ...asked }: Asked): Promise<void> {
  const answered = await assistant.ask({ messages: [{ role: "user", content: question }] });
  if (json) {
    // One question is read by people too; of several each has its line.
    console.log(JSON.stringify(answered, undefined, asked.question === undefined ? undefined : 2));
    return;
  }
  console.log(terminalText(answered));
  if (!explain) return;
  for (const { measure, score, legs } of await assistant.rank(question, 10)) {
    const parts = Object.entries(legs).map(([leg, value]) => `${leg} ${value.toFixed(2)}`);
    console.log(picocolors.dim(`${score.toFixed(3)}  ${measure.number} ${measure.title}  (${parts.join(", ")})`));
  }
}

function terminalText(answered: Answer): string {
  const body = `${answered.answer}${sourceList(answered.citations)}`
    .replace(/\*\*(.+?)\*\*/g, (_, text: string) => picocolors.bold(text))
    .replace(/(?<!\\)\[(\d+)\]/g, (mark) => picocolors.cyan(mark))
    .replace(/\\([\\`*_<>[\]#|])/g, "$1");
  return `${body}\n\n${picocolors.dim(answered.notice ?? "")}`;
}

function readArguments(): Asked {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        each: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        help: { type: "boolean", short: "h" },
      },
    });
    const { each, json, explain } = values;
    const question = positionals.join(" ").trim();
    if (!values.help && each !== (question !== "")) return { question: each ? undefined : question, json, explain };
  } catch {
    // An unknown option: usage says what is known.
  }
  console.error(USAGE);
  process.exit(2);
}

await main();
