import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { writeWhole } from "../../ingest/write-whole.ts";
import { JUDGEMENT_FILE, type Judgement, type LogisticModel, probability } from "../answer/judge-question.ts";
import { readSignals } from "../answer/read-signals.ts";
import { readSettings } from "../config.ts";
import { loadLibrary } from "../load-library.ts";
import { type Example, fitLogistic } from "./fit-logistic.ts";

const Line = z.object({
  question: z.string(),
  label: z.enum(["outside", "broad", "near_miss", "chat", "abuse", "answerable"]),
  measure: z.string(),
});
type Label = z.infer<typeof Line>["label"];

/** Answerable questions refused, and narrow questions called broad, among the calibration questions. */
const WRONG_AT_MOST = { outside: 0.03, broad: 0.05 };

/**
 * `npm run calibrate`: fits when a question is outside the document, and when it is too broad, on questions written for
 * this and used for nothing else. Writes judgement.json beside them, whole.
 */
async function main(): Promise<void> {
  const file = new URL("./questions.jsonl", import.meta.url);
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => Line.parse(JSON.parse(line)));
  const assistant = (await loadLibrary(readSettings({}), () => {})).assistant();
  if (!assistant) throw new Error("no edition is loaded");
  const judged: { label: Label; signals: Example["signals"] }[] = [];
  for (const { question, label } of lines) {
    const hits = await assistant.rank(question, 20);
    judged.push({ label, signals: await readSignals(question, hits, assistant.search) });
  }
  const inside: readonly Label[] = ["answerable", "near_miss", "broad"];
  const narrow: readonly Label[] = ["answerable", "near_miss"];
  // Too broad a question is asked back either way: it is no example of either side.
  const outsideExamples = judged
    .filter(({ label }) => label !== "broad")
    .map(({ label, signals }) => ({ signals, yes: !inside.includes(label) }));
  const broadExamples = judged
    .filter(({ label }) => inside.includes(label))
    .map(({ label, signals }) => ({ signals, yes: !narrow.includes(label) }));
  const judgement: Judgement = {
    outside: fitLogistic(outsideExamples, WRONG_AT_MOST.outside),
    broad: fitLogistic(broadExamples, WRONG_AT_MOST.broad),
  };
  await writeWhole(fileURLToPath(JUDGEMENT_FILE), `${JSON.stringify(judgement, undefined, 2)}\n`);
  console.log(`outside: ${rates(judgement.outside, outsideExamples)}\nbroad: ${rates(judgement.broad, broadExamples)}`);
}

function rates(model: LogisticModel, examples: readonly Example[]): string {
  const share = (yes: boolean): string => {
    const own = examples.filter((example) => example.yes === yes);
    const judgedYes = own.filter(({ signals }) => probability(model, signals) >= model.threshold).length;
    return `${judgedYes} of ${own.length}`;
  };
  return `found ${share(true)}, wrongly ${share(false)}`;
}

await main();
