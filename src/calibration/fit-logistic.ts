import type { LogisticModel } from "../answer/judge-question.ts";
import { SIGNAL_NAMES, type Signals } from "../answer/read-signals.ts";

export interface Example {
  signals: Signals;
  yes: boolean;
}

const ITERATIONS = 4000;
const RATE = 0.3;
/** Keeps weights small where signals say the same thing. */
const RIDGE = 0.003;

/** Logistic regression by gradient descent, classes weighted alike, signals standardised. Deterministic. */
export function fitLogistic(examples: readonly Example[], wrongYesAtMost: number): LogisticModel {
  const scales = SIGNAL_NAMES.map((name) => scaleOf(examples.map((example) => example.signals[name])));
  const rows = examples.map(({ signals }) =>
    SIGNAL_NAMES.map((name, index) => (signals[name] - scales[index]!.mean) / scales[index]!.deviation),
  );
  const positives = examples.filter(({ yes }) => yes).length;
  const classWeight = (yes: boolean): number => 0.5 / (yes ? positives : examples.length - positives);
  const weights = SIGNAL_NAMES.map(() => 0);
  let bias = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const gradients = SIGNAL_NAMES.map((_, index) => RIDGE * weights[index]!);
    let biasGradient = 0;
    rows.forEach((row, position) => {
      const { yes } = examples[position]!;
      const sum = row.reduce((total, value, index) => total + value * weights[index]!, bias);
      const error = (1 / (1 + Math.exp(-sum)) - Number(yes)) * classWeight(yes);
      row.forEach((value, index) => {
        gradients[index]! += error * value;
      });
      biasGradient += error;
    });
    gradients.forEach((gradient, index) => {
      weights[index]! -= RATE * gradient;
    });
    bias -= RATE * biasGradient;
  }
  const scores = rows.map(
    (row) => 1 / (1 + Math.exp(-row.reduce((total, value, index) => total + value * weights[index]!, bias))),
  );
  const signals = Object.fromEntries(
    SIGNAL_NAMES.map((name, index) => [
      name,
      { mean: round(scales[index]!.mean), deviation: round(scales[index]!.deviation), weight: round(weights[index]!) },
    ]),
  ) as LogisticModel["signals"];
  return { bias: round(bias), signals, threshold: round(thresholdFor(scores, examples, wrongYesAtMost)) };
}

/** The lowest threshold at which at most the given share of the no-examples is judged yes. */
function thresholdFor(scores: readonly number[], examples: readonly Example[], wrongYesAtMost: number): number {
  const negatives = scores.filter((_, position) => !examples[position]!.yes).sort((a, b) => b - a);
  const allowed = Math.floor(wrongYesAtMost * negatives.length);
  return Math.min(0.99, (negatives[allowed] ?? 0) + 0.001);
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
