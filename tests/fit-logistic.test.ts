import { describe, expect, it } from "vitest";
import { isYes, type LogisticModel, probability } from "../src/answer/judge-question.ts";
import { SIGNAL_NAMES, type SignalName, type Signals } from "../src/answer/read-signals.ts";
import { type Example, fitLogistic } from "../src/calibration/fit-logistic.ts";

const signals = (own: Partial<Signals>): Signals => ({
  ...(Object.fromEntries(SIGNAL_NAMES.map((name) => [name, 0])) as Signals),
  ...own,
});

/** Yes from 10 on, no below; one signal tells, all others are 0 everywhere. */
const separable = (name: SignalName): Example[] =>
  Array.from({ length: 20 }, (_, index) => ({ signals: signals({ [name]: index }), yes: index >= 10 }));

describe("a signal that tells yes from no", () => {
  it.each(SIGNAL_NAMES)("%s is learned, whichever it is", (name) => {
    const model = fitLogistic(separable(name), 0);
    const judged = separable(name).map((example) => isYes(model, example.signals));
    expect(judged).toEqual(separable(name).map(({ yes }) => yes));
  });

  it("has all the weight; those that never change have none", () => {
    const { signals: weights } = fitLogistic(separable("dense"), 0);
    expect(weights.dense?.weight).toBeGreaterThan(1);
    expect(SIGNAL_NAMES.filter((name) => name !== "dense" && weights[name]?.weight !== 0)).toEqual([]);
  });

  it("has a negative weight where it says no", () => {
    const turned = separable("likeness").map(({ signals: own, yes }) => ({ signals: own, yes: !yes }));
    expect(fitLogistic(turned, 0).signals.likeness?.weight).toBeLessThan(-1);
  });

  it("makes the probability rise all the way", () => {
    const model = fitLogistic(separable("dense"), 0);
    const rising = separable("dense").map((example) => probability(model, example.signals));
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(rising[0]).toBeLessThan(0.1);
    expect(rising.at(-1)).toBeGreaterThan(0.9);
  });
});

describe("the threshold", () => {
  /** Three of thirty no-examples look like a yes. */
  const mixed: Example[] = [
    ...Array.from({ length: 27 }, (_, index) => ({ signals: signals({ dense: index / 10 }), yes: false })),
    ...Array.from({ length: 3 }, (_, index) => ({ signals: signals({ dense: 6 + index / 10 }), yes: false })),
    ...Array.from({ length: 30 }, (_, index) => ({ signals: signals({ dense: 4 + index / 10 }), yes: true })),
  ];

  it.each([
    [0, 0],
    [0.05, 1],
    [0.1, 3],
  ])("lets at most a share of %d through wrongly, of thirty %d", (share, most) => {
    const model = fitLogistic(mixed, share);
    const wrongly = mixed.filter((example) => !example.yes && isYes(model, example.signals));
    expect(wrongly.length).toBeLessThanOrEqual(most);
  });

  it("is the lower the more wrong answers are allowed", () => {
    expect(fitLogistic(mixed, 0.1).threshold).toBeLessThan(fitLogistic(mixed, 0).threshold);
  });
});

it("the same examples give the same model", () => {
  expect(fitLogistic(separable("dense"), 0.1)).toEqual(fitLogistic(separable("dense"), 0.1));
});

it("classes weigh alike: nine no for one yes does not make every answer no", () => {
  const rare = Array.from({ length: 100 }, (_, index) => ({ signals: signals({ dense: index }), yes: index >= 90 }));
  const model = fitLogistic(rare, 0.02);
  expect(rare.filter(({ yes, signals: own }) => yes && isYes(model, own)).length).toBeGreaterThanOrEqual(9);
});

describe("the threshold for questions in other languages", () => {
  /** No below, yes from `from` on; what says yes in Japanese says little yet in another language. */
  const scored = (foreign: number, from: number, count: number): Example[] =>
    Array.from({ length: count }, (_, index) => {
      const dense = (index * 20) / count;
      return { signals: signals({ dense, foreign }), yes: dense >= from };
    });
  const japanese = scored(0, 10, 60);

  it("is that of Japanese where no other language was seen", () => {
    const { threshold, foreignThreshold } = fitLogistic(japanese, 0);
    expect(foreignThreshold).toBe(threshold);
  });

  it.each([
    ["yes", 19],
    ["no", 1],
  ])("is that of Japanese where too few say %s", (_answer, from) => {
    const few = scored(1, from, 100);
    const seen = few.filter(({ yes }) => yes).length;
    expect(Math.min(seen, few.length - seen)).toBeLessThan(10);
    const { threshold, foreignThreshold } = fitLogistic([...japanese, ...few], 0);
    expect(foreignThreshold).toBe(threshold);
  });

  it("is higher where it takes more to say yes, and lower where less", () => {
    const late = fitLogistic([...japanese, ...scored(1, 15, 60)], 0, ["dense"]);
    const early = fitLogistic([...japanese, ...scored(1, 5, 60)], 0, ["dense"]);
    expect(late.foreignThreshold).toBeGreaterThan(late.threshold);
    expect(early.foreignThreshold).toBeLessThan(early.threshold);
  });

  it.each([0, 0.05, 0.1])("lets at most a share of %d through wrongly, of either", (share) => {
    const examples = [...japanese, ...scored(1, 15, 60)];
    const model = fitLogistic(examples, share, ["dense"]);
    for (const foreign of [0, 1]) {
      const no = examples.filter((example) => example.signals.foreign === foreign && !example.yes);
      const wrongly = no.filter((example) => isYes(model, example.signals));
      expect(wrongly.length).toBeLessThanOrEqual(share * no.length);
    }
  });

  it("leaves that of Japanese to the Japanese questions alone", () => {
    const own = (extra: Example[]): number =>
      japanese.filter((example) => isYes(fitLogistic([...japanese, ...extra], 0, ["dense"]), example.signals)).length;
    expect(own(scored(1, 15, 60))).toBe(own([]));
  });
});

describe("named signals", () => {
  it("are the only ones that the model knows", () => {
    const model = fitLogistic(separable("dense"), 0, ["dense", "words"]);
    expect(Object.keys(model.signals)).toEqual(["dense", "words"]);
  });

  it("judge as they do where the others say nothing", () => {
    const few = fitLogistic(separable("dense"), 0, ["dense"]);
    const all = fitLogistic(separable("dense"), 0);
    const judged = (model: LogisticModel): boolean[] =>
      separable("dense").map((example) => isYes(model, example.signals));
    expect(judged(few)).toEqual(judged(all));
  });
});
