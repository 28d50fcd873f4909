import { soundOfQuestion } from "../../index/kana-reading.ts";
import type { Assistant } from "../../src/answer/assistant.ts";
import { type Judgement, probability } from "../../src/answer/judge-question.ts";
import type { Signals } from "../../src/answer/read-signals.ts";
import { curveChart } from "./curve-chart.ts";
import type { EvaluationQuestion } from "./read-questions.ts";
import { percent } from "./summarise.ts";
import { textTable } from "./text-table.ts";

/** A question with how much the judges doubt that it can be answered: 1 where one of them reaches its threshold. */
interface Doubted {
  answerable: boolean;
  /** Of those not answerable: a measure is near (near miss) or none is. */
  near: boolean;
  doubt: number;
}

/** Share of the answerable questions that are answered, and of the others that are answered all the same. */
interface RiskPoint {
  coverage: number;
  nearMiss: number;
  outside: number;
}

const BY_SEARCH = new Set(["topic", "fit", "fact", "noisy", "english"]);
const COVERAGES = [0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99];

/** Doubts of all questions that stand alone and must be answered or refused. */
export async function doubtsOf(
  questions: readonly EvaluationQuestion[],
  assistant: Assistant,
  judgement: Judgement,
): Promise<Doubted[]> {
  const wanted = questions.filter(
    ({ type, expect, history, gold, question }) =>
      history.length === 0 &&
      // By sound, number or list the judges are not asked.
      soundOfQuestion(question) === undefined &&
      (expect === "refuse" || (BY_SEARCH.has(type) && gold.length > 0)),
  );
  return Promise.all(
    wanted.map(async ({ question, expect, also }) => ({
      answerable: expect === "answer",
      near: also.length > 0,
      doubt: doubtOf(judgement, await assistant.signals(question)),
    })),
  );
}

/** The larger of the two judges' odds against their thresholds: above 1 the question is refused. */
function doubtOf({ outside, unstated }: Judgement, signals: Signals): number {
  const odds = (chance: number): number => chance / (1 - Math.min(0.9999, chance));
  const against = (model: Judgement["outside"]): number =>
    odds(probability(model, signals)) / odds(signals.foreign === 1 ? model.foreignThreshold : model.threshold);
  return Math.max(against(outside), against(unstated));
}

/** At each coverage, the share of near misses and of outside questions that would be answered. */
function riskPoints(doubts: readonly Doubted[]): RiskPoint[] {
  const answerable = doubts.filter((one) => one.answerable).sort((a, b) => a.doubt - b.doubt);
  return COVERAGES.map((coverage) => {
    const limit = answerable[Math.ceil(coverage * answerable.length) - 1]?.doubt ?? 0;
    return { coverage, ...risksAt(doubts, limit) };
  });
}

function risksAt(doubts: readonly Doubted[], limit: number): Omit<RiskPoint, "coverage"> {
  const answered = (near: boolean): number => {
    const group = doubts.filter((one) => !one.answerable && one.near === near);
    return group.filter(({ doubt }) => doubt <= limit).length / Math.max(1, group.length);
  };
  return { nearMiss: answered(true), outside: answered(false) };
}

/** The risk/coverage curve as a table and a chart, with the point where the product stands. */
export function riskCurve(doubts: readonly Doubted[]): { table: string; chart: string } {
  const points = riskPoints(doubts);
  const answerable = doubts.filter((one) => one.answerable);
  const coverage = answerable.filter(({ doubt }) => doubt < 1).length / Math.max(1, answerable.length);
  const now = { coverage, ...risksAt(doubts, 1) };
  const row = (name: string, point: RiskPoint): string[] => [
    name,
    percent(point.coverage),
    percent(point.nearMiss),
    percent(point.outside),
  ];
  const described = points.map(
    (point) => `${percent(point.coverage)} %: ${percent(point.nearMiss)} / ${percent(point.outside)} %`,
  );
  const title = "リスク/カバレッジ曲線: 答えられる質問に答える割合と、誤って答える割合";
  const note = `いまの設定: 答えられる質問の${percent(now.coverage)} %に答え、書かれていない事項の${percent(now.nearMiss)} %、範囲外の${percent(now.outside)} %に誤答`;
  return {
    table: textTable([
      ["risk / coverage (judges alone)", "answered %", "near miss answered %", "outside answered %"],
      ...points.map((point) => row("", point)),
      row("now", now),
    ]),
    chart: curveChart(
      { title, description: `${note}。カバレッジごとの誤答(文書にない事項 / 範囲外): ${described.join("、")}。`, note },
      {
        x: {
          label: "答えられる質問に答えた割合 / answerable questions answered",
          from: 0.9,
          to: 0.99,
          format: (at) => `${Math.round(100 * at)} %`,
        },
        y: {
          label: "誤答",
          from: 0,
          to: Math.min(1, Math.ceil(10 * Math.max(...points.map(({ nearMiss }) => nearMiss)) + 0.5) / 10),
        },
      },
      [
        {
          name: "施策はあるが書かれていない / not stated",
          points: points.map((point) => ({ at: point.coverage, share: point.nearMiss })),
        },
        {
          name: "文書の範囲外 / outside",
          points: points.map((point) => ({ at: point.coverage, share: point.outside })),
        },
      ],
    ),
  };
}
