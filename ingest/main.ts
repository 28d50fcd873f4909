import { parseArgs } from "node:util";
import { ingestDocument } from "./ingest-document.ts";
import { IngestError } from "./ingest-error.ts";
import { readDocument } from "./read-document.ts";
import { readQuestionsFile } from "./read-questions.ts";
import { reportLines } from "./report.ts";
import { writeCollection } from "./write-collection.ts";

const USAGE = "使い方 / usage: npm run ingest -- FILE [--out DIR]   (既定の DIR / default: DATA_DIR)";

/** `npm run ingest -- FILE [--out DIR]`. Exit code 1 for a refused document, 2 for wrong usage. */
async function main(): Promise<void> {
  const { file, out } = readArguments();
  const document = await readDocument(file);
  const questions = await readQuestionsFile(file);
  const collection = ingestDocument(document, questions, (stage, detail) => console.error(`… ${stage}: ${detail}`));
  const path = await writeCollection(collection, out);
  console.log(reportLines(collection).join("\n"));
  console.log(`\n書き込みました / written: ${path}`);
}

function readArguments(): { file: string; out: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { out: { type: "string", default: "data" }, help: { type: "boolean", short: "h" } },
    });
    const [file, ...rest] = positionals;
    if (file && rest.length === 0 && !values.help && values.out !== "") return { file, out: values.out };
  } catch {
    // An unknown option: usage says what is known.
  }
  console.error(USAGE);
  process.exit(2);
}

main().catch((error: unknown) => {
  if (!(error instanceof IngestError)) throw error;
  console.error(`[${error.code}] ${error.japanese}\n${error.english}\n→ ${error.hint}`);
  process.exitCode = 1;
});
