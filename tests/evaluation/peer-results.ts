import { bootstrapInterval, type Interval, signTest } from "./intervals.ts";
import type { EvaluationQuestion } from "./read-questions.ts";
import { percent } from "./summarise.ts";
import { textTable } from "./text-table.ts";

/** What one method found: a list of measure ids for each question, best first. */
export interface Found {
  name: string;
  lists: readonly (readonly string[])[];
}

/** One method on one type of question. Shares are of 1. */
export interface PeerResult {
  type: string;
  count: number;
  name: string;
  hit1: number;
  hit3: number;
  hit5: number;
  /** 95 % bootstrap interval of hit1. */
  interval: Interval;
  /** Against the first method: questions that only one of the two put a right measure first for. */
  against?: { oursOnly: number; theirsOnly: number; p: number };
}

const MAIN_TYPES = ["topic", "fit", "fact"];

/** Every method on every type, then on topic, fit and fact together. The first of `found` is what the others are compared with. */
export function comparePeers(questions: readonly EvaluationQuestion[], found: readonly Found[]): PeerResult[] {
  const types = Array.from(new Set(questions.map(({ type }) => type)));
  const groups = [
    ...types.map((type) => ({ type: String(type), members: [String(type)] })),
    { type: MAIN_TYPES.join("+"), members: MAIN_TYPES },
  ];
  return groups.flatMap(({ type, members }) => {
    const rows = questions.flatMap((question, row) => (members.includes(question.type) ? [row] : []));
    const hitsOf = ({ lists }: Found, depth: number): boolean[] =>
      rows.map((row) => questions[row]?.gold.some((id) => lists[row]?.slice(0, depth).includes(id)) ?? false);
    return found.map((method, index): PeerResult => {
      const first = hitsOf(method, 1);
      const result: PeerResult = {
        type,
        count: rows.length,
        name: method.name,
        hit1: share(first),
        hit3: share(hitsOf(method, 3)),
        hit5: share(hitsOf(method, 5)),
        interval: bootstrapInterval(first.map(Number)),
      };
      const [ours] = found;
      return ours && index > 0 ? { ...result, against: compareFirst(hitsOf(ours, 1), first) } : result;
    });
  });
}

/** A table for each type. */
export function peerTable(results: readonly PeerResult[]): string {
  const types = Array.from(new Set(results.map(({ type }) => type)));
  const tables = types.map((type) => {
    const rows = results.filter((result) => result.type === type);
    const head = [
      `${type} (${rows[0]?.count ?? 0})`,
      "hit@1",
      "95 %",
      "hit@3",
      "hit@5",
      "only ours",
      "only theirs",
      "p",
    ];
    return textTable([head, ...rows.map(tableRow)]);
  });
  return [
    ...tables,
    "hit@k: a right measure among the first k, in %. only ours / only theirs: questions that one of the two alone has right first; p: McNemar's exact test, two-sided.",
  ].join("\n\n");
}

function tableRow({ name, hit1, hit3, hit5, interval, against }: PeerResult): string[] {
  return [
    name,
    percent(hit1),
    `${percent(interval.low)}–${percent(interval.high)}`,
    percent(hit3),
    percent(hit5),
    ...(against ? [String(against.oursOnly), String(against.theirsOnly), pValue(against.p)] : []),
  ];
}

function compareFirst(ours: readonly boolean[], theirs: readonly boolean[]): NonNullable<PeerResult["against"]> {
  const oursOnly = ours.filter((hit, row) => hit && !theirs[row]).length;
  const theirsOnly = ours.filter((hit, row) => !hit && theirs[row]).length;
  return { oursOnly, theirsOnly, p: signTest(oursOnly, theirsOnly) };
}

const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / Math.max(1, hits.length);
const pValue = (p: number): string => (p < 0.001 ? "<0.001" : p.toFixed(3));
