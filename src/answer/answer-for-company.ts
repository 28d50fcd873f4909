import type { AskingCompany } from "../match/asking-company.ts";
import { asksForAnything, asksForOwnCompany } from "../question/asks-for-anything.ts";
import { type Conversation, readDependence } from "../question/read-history.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { composeList } from "./compose-list.ts";
import { composeNarrowing } from "./compose-overview.ts";
import { conditionLines, judgeMeasure } from "./condition-lines.ts";
import type { Draft } from "./draft.ts";
import { nearHits } from "./near-hits.ts";
import { type CompanyHits, searchNeeds, searchWithCompany } from "./search-for-company.ts";

/** A measure whose stated condition fails stands behind those that may fit, as in /api/match. */
const NOT_MET_FACTOR = 0.5;

/**
 * "うちで使えるものは?", and "ほかには?" behind it: what is wanted stands in the profile alone. undefined for every other
 * question, and where the profile says nothing that the document covers.
 */
export async function answerByNeeds(
  context: AnswerContext,
  company: AskingCompany,
  { earlierQuestions, mentioned }: Conversation,
): Promise<Draft | undefined> {
  const { question, attribute, dependence, form, references } = context.understanding;
  if (attribute !== undefined || references.titles.length > 0) return undefined;
  const before = earlierQuestions.findLast((earlier) => !readDependence(earlier).asksOthers);
  const asksOthers = dependence.asksOthers && before !== undefined && asksForAnything(before);
  const alone = before === undefined || form === "overview" || dependence.changesTopic || asksForOwnCompany(question);
  if (!asksOthers && !(alone && asksForAnything(question))) return undefined;
  const found = await searchNeeds(context, company, context.range.filters);
  if (!found) return undefined;
  if (!asksOthers) return composeFitting(context, company, found);
  const hits = found.hits.filter(({ measure }) => !mentioned.includes(measure.id));
  return hits.length === 0 ? undefined : composeFitting(context, company, { ...found, hits }, context.phrases.others);
}

/** A question for support with a subject of its own. `broad` tells whether it was too broad alone; with the company it may not be. */
export async function answerWithCompany(
  context: AnswerContext,
  company: AskingCompany,
  broad: boolean,
): Promise<Draft> {
  const found = await searchWithCompany(context, company, context.range.filters);
  return composeFitting(context, company, { ...found, broad: broad && found.broad });
}

function composeFitting(
  context: AnswerContext,
  { profile }: AskingCompany,
  { hits, contextOf, broad }: CompanyHits,
  introduce?: (count: number) => string,
): Draft {
  const { phrases, understanding } = context;
  const closing = conditionLines(profile, phrases);
  if (broad) {
    const of = contextOf(hits[0]?.measure.id ?? "");
    // Questions to tap are in the language of the question, not of the profile.
    const { language } = understanding;
    return composeNarrowing({ ...of, understanding: { ...of.understanding, language } }, hits, closing);
  }
  const near = nearHits(hits)
    .map(({ measure, score }) => {
      const statuses = judgeMeasure(measure, profile).map(({ status }) => status);
      // Of several bounds on size the document lets one suffice: 「300人以下の事業主も支給対象とし」.
      const fails = statuses.includes("not_met") && !statuses.includes("met");
      return { measure, score: fails ? score * NOT_MET_FACTOR : score };
    })
    .sort((a, b) => b.score - a.score);
  const rows = near.flatMap(({ measure }) => rowsOf(contextOf(measure.id), [measure]));
  const introduction = introduce?.(rows.length) ?? (rows.length === 1 ? phrases.one : phrases.several(rows.length));
  return composeList(context, introduction, rows, closing);
}
