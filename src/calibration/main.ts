import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { writeWhole } from "../../ingest/write-whole.ts";
import { isYes, JUDGEMENT_FILE, type Judgement, type LogisticModel } from "../answer/judge-question.ts";
import { SIGNAL_NAMES, type SignalName } from "../answer/read-signals.ts";
import { readSettings } from "../config.ts";
import { loadLibrary } from "../load-library.ts";
import { type Example, fitLogistic } from "./fit-logistic.ts";

/**
 * need and detail: the document answers, by a measure that helps or by something stated about one; answerable: either.
 * near_miss: a measure is meant and does not state what is asked.
 */
const Line = z.object({
  question: z.string(),
  label: z.enum(["need", "detail", "answerable", "near_miss", "outside", "broad", "chat", "abuse"]),
  measure: z.string(),
});
type Label = z.infer<typeof Line>["label"];

const ANSWERED: readonly Label[] = ["need", "detail", "answerable"];
const INSIDE: readonly Label[] = [...ANSWERED, "near_miss"];

/** A detail shows in the wording; more signals fit these questions better and other people's no better. */
const FORM_SIGNALS: readonly SignalName[] = [
  ...SIGNAL_NAMES.filter((name) => name.startsWith("asks")),
  "wishes",
  "tellsOfCompany",
  "isKeywords",
  "words",
  "yesOrNo",
  "foreign",
  "documentCoverage",
  "lead",
  "valueFound",
  "quoteCoverage",
];

/** What each judge tells apart, and how many of the "no" questions it may call yes. */
const JUDGES: Record<
  keyof Judgement,
  {
    yes: readonly Label[];
    no: readonly Label[];
    wrongAtMost: number;
    signals?: readonly SignalName[];
    measuredOn?: readonly Label[];
  }
> = {
  // Too broad a question is asked back either way: it is no example of either side.
  outside: { yes: ["outside", "chat", "abuse"], no: INSIDE, wrongAtMost: 0.015 },
  // A detail is never asked back: only needs can be lost.
  broad: { yes: ["broad"], no: INSIDE, wrongAtMost: 0.065, measuredOn: ["need", "answerable"] },
  unstated: { yes: ["near_miss"], no: ANSWERED, wrongAtMost: 0.038 },
  detail: { yes: ["detail"], no: ["need"], wrongAtMost: 0.04, signals: FORM_SIGNALS },
};

/**
 * `npm run calibrate`: fits when a question is outside the document, too broad, unstated or after a detail, on questions
 * written for this and used for nothing else. Writes judgement.json beside them, whole.
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
  for (const { question, label } of lines) judged.push({ label, signals: await assistant.signals(question) });
  const judgement = {} as Judgement;
  for (const [name, { yes, no, wrongAtMost, signals, measuredOn }] of Object.entries(JUDGES)) {
    const examples = judged
      .filter(({ label }) => yes.includes(label) || no.includes(label))
      .map(({ label, signals }) => ({
        signals,
        yes: yes.includes(label),
        measured: measuredOn?.includes(label) ?? true,
      }));
    const model = fitLogistic(examples, wrongAtMost, signals);
    judgement[name as keyof Judgement] = model;
    console.log(`${name}: ${rates(model, examples)}`);
  }
  await writeWhole(fileURLToPath(JUDGEMENT_FILE), `${JSON.stringify(judgement, undefined, 2)}\n`);
}

function rates(model: LogisticModel, examples: readonly Example[]): string {
  const share = (yes: boolean): string => {
    const own = examples.filter((example) => example.yes === yes);
    const judgedYes = own.filter(({ signals }) => isYes(model, signals)).length;
    return `${judgedYes} of ${own.length}`;
  };
  return `found ${share(true)}, wrongly ${share(false)}`;
}

await main();
