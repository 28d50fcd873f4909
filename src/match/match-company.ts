import { z } from "@hono/zod-openapi";
import { type Measure, PageRange } from "../../ingest/collection.ts";
import type { Assistant } from "../answer/assistant.ts";
import { foldRepeats } from "../answer/fold-repeats.ts";
import { MeasureSummary, summariseMeasure } from "../retrieval/measure-summary.ts";
import { type ConditionStatus, judgeCondition } from "./judge-condition.ts";
import type { CompanyProfile } from "./read-company.ts";
import { type StatedCondition, statedConditions } from "./stated-conditions.ts";

export const Condition = z.object({
  text: z.string(),
  status: z.enum(["met", "not_met", "not_stated"]),
  quote: z.string().optional(),
  pages: PageRange.optional(),
});

export const MatchResponse = z
  .object({
    matches: z.array(
      z.object({
        measure: MeasureSummary,
        score: z.number(),
        /** One line why, with the document's own words. Never a promise. */
        reason: z.string(),
        conditions: z.array(Condition),
      }),
    ),
    /** What would settle conditions that are open. */
    questions: z.array(z.string()),
  })
  .openapi("MatchResponse");
export type MatchResponse = z.infer<typeof MatchResponse>;

const SEARCHED = 15;
const MOST_MATCHES = 5;
/** Measures whose need fits less than this share of the best one's are no match. */
const NEED_SHARE = 0.35;
/** A measure whose stated condition fails is shown behind those that may fit, not hidden. */
const NOT_MET_FACTOR = 0.5;

const OPEN_QUESTIONS: Record<StatedCondition["kind"], string> = {
  employees: "従業員は何人ですか。",
  capital: "資本金はいくらですか。",
  smallBusiness: "業種と、従業員数または資本金を教えてください。",
  certification: "くるみん・えるぼしなどの認定や、計画の認定を受けていますか。",
  region: "どの都道府県にありますか。",
};

/** Measures that may fit a company: by need first, by the conditions the document states second; at most five. */
export async function matchCompany(assistant: Assistant, company: CompanyProfile): Promise<MatchResponse> {
  const hits = await assistant.rank(company.text, SEARCHED);
  const best = hits[0]?.score ?? 0;
  const near = hits.filter((hit) => hit.score >= NEED_SHARE * best);
  const kept = new Set(foldRepeats(near.map((hit) => hit.measure)).map(({ id }) => id));
  const judged = near
    .filter((hit) => kept.has(hit.measure.id))
    .map((hit) => {
      const conditions = statedConditions(hit.measure).map((condition) => ({
        condition,
        status: judgeCondition(condition, company),
      }));
      const fails = conditions.some(({ status }) => status === "not_met");
      return { hit, conditions, score: hit.score * (fails ? NOT_MET_FACTOR : 1) };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_MATCHES);
  return {
    matches: await Promise.all(
      judged.map(async ({ hit, conditions, score }) => ({
        measure: summariseMeasure(hit.measure),
        score,
        reason: await reasonFor(assistant, company, hit.measure, conditions),
        conditions: conditions.map(({ condition: { text, quote, pages }, status }) => ({ text, status, quote, pages })),
      })),
    ),
    questions: openQuestions(judged.flatMap(({ conditions }) => conditions)),
  };
}

async function reasonFor(
  assistant: Assistant,
  company: CompanyProfile,
  measure: Measure,
  conditions: readonly { condition: StatedCondition; status: ConditionStatus }[],
): Promise<string> {
  const failed = conditions.filter(({ status }) => status === "not_met").map(({ condition }) => condition.text);
  if (failed.length > 0) return `文書に書かれた条件(${failed.join("、")})に当てはまりません。`;
  const quote = await assistant.bestQuote(company.text, measure);
  return quote ? `該当する可能性があります。「${quote}」` : "該当する可能性があります。";
}

function openQuestions(conditions: readonly { condition: StatedCondition; status: ConditionStatus }[]): string[] {
  const open = conditions
    .filter(({ status }) => status === "not_stated")
    .map(({ condition }) => OPEN_QUESTIONS[condition.kind]);
  return Array.from(new Set(open));
}
