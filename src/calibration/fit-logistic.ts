import type { LogisticModel } from "../answer/judge-question.ts";
import { SIGNAL_NAMES, type SignalName, type Signals } from "../answer/read-signals.ts";

export interface Example {
  signals: Signals;
  yes: boolean;
  /** Whether a wrong yes counts against this one; so by default. */
  measured?: boolean;
}

const ITERATIONS = 4000;
const RATE = 0.3;
/** Foreign examples of either answer that a threshold of their own takes. */
const FEWEST_EXAMPLES = 10;
/** Keeps weights small where signals say the same thing. */
const RIDGE = 0.003;

/** Logistic regression by gradient descent over the named signals, classes weighted alike, signals standardised. Deterministic. */
export function fitLogistic(
  examples: readonly Example[],
  wrongYesAtMost: number,
  names: readonly SignalName[] = SIGNAL_NAMES,
): LogisticModel {
  const scales = names.map((name) => scaleOf(examples.map((example) => example.signals[name])));
  const rows = examples.map(({ signals }) =>
    names.map((name, index) => (signals[name] - scales[index]!.mean) / scales[index]!.deviation),
  );
  const positives = examples.filter(({ yes }) => yes).length;
  const classWeight = (yes: boolean): number => 0.5 / (yes ? positives : examples.length - positives);
  const weights = names.map(() => 0);
  let bias = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const gradients = names.map((_, index) => RIDGE * weights[index]!);
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
    names.map((name, index) => [
      name,
      { mean: round(scales[index]!.mean), deviation: round(scales[index]!.deviation), weight: round(weights[index]!) },
    ]),
  ) as LogisticModel["signals"];
  const thresholdAmong = (foreign: number): number | undefined => {
    const own = examples.flatMap((example, index) => (example.signals.foreign === foreign ? [index] : []));
    const ownExamples = own.map((index) => examples[index]!);
    const yes = ownExamples.filter((example) => example.yes).length;
    if (Math.min(yes, own.length - yes) < FEWEST_EXAMPLES) return undefined;
    return round(
      thresholdFor(
        own.map((index) => scores[index]!),
        ownExamples,
        wrongYesAtMost,
      ),
    );
  };
  const threshold = thresholdAmong(0) ?? round(thresholdFor(scores, examples, wrongYesAtMost));
  return { bias: round(bias), signals, threshold, foreignThreshold: thresholdAmong(1) ?? threshold };
}

/** The lowest threshold at which at most the given share of the no-examples is judged yes. */
function thresholdFor(scores: readonly number[], examples: readonly Example[], wrongYesAtMost: number): number {
  const negatives = scores
    .filter((_, position) => !examples[position]!.yes && examples[position]!.measured !== false)
    .sort((a, b) => b - a);
  const allowed = Math.floor(wrongYesAtMost * negatives.length);
  // Without examples nothing is judged yes.
  return Math.min(0.99, (negatives[allowed] ?? 0.989) + 0.001);
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
