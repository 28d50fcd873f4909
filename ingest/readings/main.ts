import kuromoji from "kuromoji";
import { ingestDocument } from "../ingest-document.ts";
import { readDocument } from "../read-document.ts";
import { NO_QUESTIONS, readingsPath, readQuestionsFile } from "../read-questions.ts";
import { writeWhole } from "../write-whole.ts";
import { readableTexts } from "./readable-texts.ts";

const USAGE = "usage: npm run readings -- DOCUMENT";

/**
 * `npm run readings -- DOCUMENT`: writes how each measure's names and Japanese questions are read, in katakana, beside the
 * document. Made here once, because the dictionary has 17 MB and half a second: too much for every start.
 */
async function main(): Promise<void> {
  const path = process.argv[2];
  if (!path) throw new Error(USAGE);
  const { questions } = await readQuestionsFile(path);
  const collection = ingestDocument(await readDocument(path), { ...NO_QUESTIONS, questions });
  const read = await reader();
  const lines = collection.measures.map(({ id }) =>
    JSON.stringify({ measure: id, readings: readableTexts(collection, id).map(read) }),
  );
  const target = readingsPath(path);
  await writeWhole(target, `${lines.join("\n")}\n`);
  console.log(`${lines.length} measures: ${target}`);
}

async function reader(): Promise<(text: string) => string> {
  const dictionary = new URL("../../node_modules/kuromoji/dict/", import.meta.url).pathname;
  const tokenizer = await new Promise<kuromoji.Tokenizer<kuromoji.IpadicFeatures>>((resolve, reject) => {
    kuromoji.builder({ dicPath: dictionary }).build((error, built) => (error ? reject(error) : resolve(built)));
  });
  return (text) =>
    tokenizer
      .tokenize(text.normalize("NFKC"))
      .map(({ reading, surface_form }) => (reading && reading !== "*" ? reading : surface_form))
      .join("");
}

await main();
