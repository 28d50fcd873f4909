import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { isYes, JUDGEMENT_FILE, type LogisticModel, loadJudgement, probability } from "../src/answer/judge-question.ts";
import { SIGNAL_NAMES, type Signals } from "../src/answer/read-signals.ts";

const signals = (own: Partial<Signals>): Signals => ({
  ...(Object.fromEntries(SIGNAL_NAMES.map((name) => [name, 0])) as Signals),
  ...own,
});

/** One signal, `dense`, of mean 2 and deviation 0.5. */
const modelOf = (more: Partial<LogisticModel>): LogisticModel => ({
  bias: 0,
  signals: { dense: { mean: 2, deviation: 0.5, weight: 1 } },
  threshold: 0.5,
  foreignThreshold: 0.5,
  ...more,
});

describe("the probability of a yes", () => {
  it.each<[what: string, model: LogisticModel, dense: number, expected: number]>([
    ["a half at the mean without a bias", modelOf({}), 2, 0.5],
    ["more above the mean, by standard deviations", modelOf({}), 3, 1 / (1 + Math.exp(-2))],
    ["less below it", modelOf({}), 1.5, 1 / (1 + Math.exp(1))],
    ["moved by the bias", modelOf({ bias: -1 }), 2, 1 / (1 + Math.exp(1))],
    [
      "turned round by a negative weight",
      modelOf({ signals: { dense: { mean: 2, deviation: 0.5, weight: -1 } } }),
      3,
      1 / (1 + Math.exp(2)),
    ],
    [
      "finite where a signal never changed",
      modelOf({ signals: { dense: { mean: 2, deviation: 0, weight: 1 } } }),
      3,
      1 / (1 + Math.exp(-1)),
    ],
    [
      "the bias alone where the model knows none of the signals",
      modelOf({ bias: 1, signals: {} }),
      9,
      1 / (1 + Math.exp(-1)),
    ],
    [
      "untouched by weights of signals that are no more",
      modelOf({ signals: { gone: { mean: 0, deviation: 1, weight: 99 } } }),
      2,
      0.5,
    ],
  ])("is %s", (_what, model, dense, expected) => {
    expect(probability(model, signals({ dense }))).toBeCloseTo(expected, 12);
  });
});

describe("a question is judged", () => {
  // Both probabilities are a half.
  it.each<[threshold: number, foreignThreshold: number, japanese: boolean, foreign: boolean]>([
    [0.4, 0.6, true, false],
    [0.6, 0.4, false, true],
    [0.5, 0.5, true, true],
    [0.51, 0.51, false, false],
  ])("by threshold %d in Japanese and %d in another language: %s and %s", (threshold, foreignThreshold, ja, other) => {
    const model = modelOf({ threshold, foreignThreshold });
    expect(isYes(model, signals({ dense: 2, foreign: 0 }))).toBe(ja);
    expect(isYes(model, signals({ dense: 2, foreign: 1 }))).toBe(other);
  });
});

describe("the judgement that is shipped", () => {
  const shipped = loadJudgement();

  it.each(["outside", "broad", "unstated", "detail"] as const)(
    "knows when a question is %s, by signals that exist",
    (name) => {
      const { signals: weights, threshold, foreignThreshold } = shipped[name];
      expect(Object.keys(weights).filter((signal) => !SIGNAL_NAMES.some((known) => known === signal))).toEqual([]);
      expect(Object.keys(weights).length).toBeGreaterThan(10);
      for (const limit of [threshold, foreignThreshold]) {
        expect(limit).toBeGreaterThan(0);
        expect(limit).toBeLessThan(1);
      }
    },
  );

  it.each([
    ["the threshold for other languages", (text: string) => text.replaceAll('"foreignThreshold"', '"other"')],
    ["one of the judges", (text: string) => text.replace('"unstated"', '"other"')],
    ["a weight", (text: string) => text.replace('"weight"', '"other"')],
  ])("is refused without %s", (_what, damage) => {
    const folder = mkdtempSync(join(tmpdir(), "judgement-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "judgement.json");
    writeFileSync(path, damage(readFileSync(JUDGEMENT_FILE, "utf8")));
    expect(() => loadJudgement(pathToFileURL(path))).toThrow();
  });
});
