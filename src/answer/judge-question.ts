import { readFileSync } from "node:fs";
import { z } from "zod";
import { SIGNAL_NAMES, type Signals } from "./read-signals.ts";

/** A logistic regression over standardised signals; weights readable, fitted by `npm run calibrate`. */
export const LogisticModel = z.object({
  bias: z.number(),
  /** One a signal. `mean` and `deviation` standardise, `weight` is per standard deviation. */
  signals: z.record(z.string(), z.object({ mean: z.number(), deviation: z.number(), weight: z.number() })),
  /** From this probability on the answer is yes; chosen on the calibration questions. */
  threshold: z.number(),
  /** The same for questions in another language, of which less is known. */
  foreignThreshold: z.number(),
});
export type LogisticModel = z.infer<typeof LogisticModel>;

export const Judgement = z.object({
  outside: LogisticModel,
  broad: LogisticModel,
  unstated: LogisticModel,
  detail: LogisticModel,
});
export type Judgement = z.infer<typeof Judgement>;

export const JUDGEMENT_FILE = new URL("../calibration/judgement.json", import.meta.url);

export function loadJudgement(file: URL = JUDGEMENT_FILE): Judgement {
  return Judgement.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Probability, 0..1, that the model says yes to a question with these signals. */
export function probability(model: LogisticModel, signals: Signals): number {
  const sum = SIGNAL_NAMES.reduce((total, name) => {
    const signal = model.signals[name];
    // A signal that the weights do not know says nothing until they are fitted again.
    return signal ? total + (signal.weight * (signals[name] - signal.mean)) / (signal.deviation || 1) : total;
  }, model.bias);
  return 1 / (1 + Math.exp(-sum));
}

export const isYes = (model: LogisticModel, signals: Signals): boolean =>
  probability(model, signals) >= (signals.foreign === 1 ? model.foreignThreshold : model.threshold);
