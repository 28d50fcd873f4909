import { hasNoSubject } from "../question/has-no-subject.ts";
import { inheritFromHistory } from "../question/inherit-from-history.ts";
import type { Conversation } from "../question/read-history.ts";
import type { Intent } from "../question/read-intent.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { answerMeasure, answerUnstated } from "./answer-measure.ts";
import { composeList } from "./compose-list.ts";
import { composeOverview, composeRefusal } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import { foldRepeats } from "./fold-repeats.ts";
import { isYes, probability } from "./judge-question.ts";
import { readSignals, SIGNAL_HITS, type Signals } from "./read-signals.ts";

const LIST_SHARE = 0.42;
const LIST_LENGTH = 4;
/** A question typed by sound is judged by the sound leg alone: the share of its sound that its best measure has. */
const SOUND_SHARE = 0.12;
/** From this chance of being too vague to stand alone a question leans on the conversation. */
const LEANS_FROM = 0.4;
const POINTS_BACK_FROM = 0.05;
/** What a measure of the last answer gains when a question leans on it. */
const FOCUS_GAIN = { noSubject: 2, pointsBack: 0.6, leans: 0.45 };

/** A question in words: find the measures, then answer, list, ask back or say that it is not there. */
export async function answerBySearch(
  context: AnswerContext,
  conversation: Conversation,
  filters: Filters,
): Promise<Draft> {
  const { question, references } = context.understanding;
  const found = await context.search.search({ question, limit: SIGNAL_HITS, filters });
  const own = preferNamed(found, references.titles);
  const signals = readSignals(context, own);
  if (!leansOnHistory(context, conversation, signals)) return answerAlone(context, own, signals);
  const understanding = inheritFromHistory(context.understanding, conversation, context.catalogue.fiscalYear);
  const before = { question: conversation.earlierQuestions.at(-1) ?? "", answer: conversation.lastAnswer };
  const leaning = { ...context, understanding, before };
  return answerHits(leaning, await searchWithHistory(leaning, conversation, filters, own), true);
}

/** A question that stands alone: outside the document, too broad, unstated or answered. */
function answerAlone(context: AnswerContext, hits: readonly MeasureHit[], signals: Signals): Draft {
  const { understanding, phrases } = context;
  const { attribute, references } = understanding;
  const [top] = hits;
  if (!top) return composeRefusal(context, phrases.notFound);
  if (references.titles.length === 0) {
    const outside = isOutside(context, top, signals);
    const broad =
      understanding.sound === undefined && attribute === undefined && isYes(context.judgement.broad, signals);
    if (
      broad &&
      !(outside && probability(context.judgement.outside, signals) > probability(context.judgement.broad, signals))
    ) {
      return composeOverview(context);
    }
    if (outside) return composeRefusal(context, phrases.notFound);
  }
  const intent: Intent = isYes(context.judgement.detail, signals) ? "detail" : "need";
  const understood = { ...context, understanding: { ...understanding, intent } };
  if (isYes(context.judgement.unstated, signals)) return answerUnstated(understood, top.measure);
  return answerHits(understood, hits, false);
}

/** The measures found: one answered, or several listed. */
function answerHits(context: AnswerContext, hits: readonly MeasureHit[], leans: boolean): Draft {
  const { understanding, phrases } = context;
  const { attribute, references, dependence, intent } = understanding;
  const [top] = hits;
  if (!top) return composeRefusal(context, phrases.notFound);
  const near = foldRepeats(hits.filter((hit) => hit.score >= LIST_SHARE * top.score).map((hit) => hit.measure)).slice(
    0,
    LIST_LENGTH,
  );
  const [best, ...others] = near;
  if (!best) return composeRefusal(context, phrases.notFound);
  const single =
    attribute !== undefined ||
    intent === "detail" ||
    references.titles.length === 1 ||
    (dependence.pointsBack && leans);
  if (single && !dependence.asksOthers) return answerMeasure(context, best, others);
  const rows = rowsOf(context, near);
  const introduction =
    dependence.asksOthers && leans
      ? phrases.others(rows.length)
      : rows.length === 1
        ? phrases.one
        : phrases.several(rows.length);
  return composeList(context, introduction, rows);
}

function isOutside(context: AnswerContext, top: MeasureHit, signals: Signals): boolean {
  const { sound } = context.understanding;
  if (sound !== undefined) return context.search.soundShare(sound, top.measure.id) < SOUND_SHARE;
  return isYes(context.judgement.outside, signals);
}

/** Measures named by title first; several may share a named programme, among them the search order decides. */
export function preferNamed(hits: readonly MeasureHit[], named: readonly string[]): MeasureHit[] {
  const order = (hit: MeasureHit): number => (named.includes(hit.measure.id) ? 0 : 1);
  return [...hits].sort((a, b) => order(a) - order(b) || b.score - a.score);
}

function leansOnHistory(context: AnswerContext, { focus, earlierQuestions }: Conversation, signals: Signals): boolean {
  const { dependence, references } = context.understanding;
  const { question } = context.understanding;
  if (earlierQuestions.length === 0 || dependence.changesTopic || references.titles.length > 0) return false;
  // "違う、引っ越したい人が話を聞く場所": a correction that says itself what it wants stands alone.
  if (dependence.corrects && !hasNoSubject(question)) return false;
  if (dependence.asksOthers || dependence.ordinal !== undefined) return true;
  if (focus.length > 0 && hasNoSubject(question)) return true;
  const vague = Math.max(
    probability(context.judgement.broad, signals),
    probability(context.judgement.outside, signals),
  );
  // "いや、そうじゃなくて、会社の将来性を担保に": it points back, but says itself what it wants.
  return focus.length > 0 && vague >= (dependence.pointsBack ? POINTS_BACK_FROM : LEANS_FROM);
}

/** `own` is what the question finds alone. The earlier question is searched along; measures of the last answer gain, or are left out when others are asked for. */
async function searchWithHistory(
  context: AnswerContext,
  conversation: Conversation,
  filters: Filters,
  own: readonly MeasureHit[],
): Promise<MeasureHit[]> {
  const { question, dependence, attribute } = context.understanding;
  const text = `${conversation.earlierQuestions.at(-1) ?? ""} ${question}`;
  const together = await context.search.search({ question: text, limit: context.catalogue.measures.size, filters });
  const alone = new Map(own.map((hit) => [hit.measure.id, hit.score]));
  if (dependence.asksOthers) return together.filter((hit) => !conversation.mentioned.includes(hit.measure.id));
  const wanted = chosenByOrdinal(conversation, dependence.ordinal);
  const gain = hasNoSubject(question)
    ? FOCUS_GAIN.noSubject
    : dependence.pointsBack || attribute !== undefined
      ? FOCUS_GAIN.pointsBack
      : FOCUS_GAIN.leans;
  const bonus = (id: string): number => {
    if (wanted !== undefined) return id === wanted ? 2 : 0;
    return conversation.focus.includes(id) ? gain : 0;
  };
  return together
    .map((hit) => ({ ...hit, score: 0.5 * hit.score + 0.5 * (alone.get(hit.measure.id) ?? 0) + bonus(hit.measure.id) }))
    .sort((a, b) => b.score - a.score);
}

function chosenByOrdinal({ focus, mentioned }: Conversation, ordinal: number | undefined): string | undefined {
  if (ordinal === undefined) return undefined;
  // "最初に出てきたほう" after single answers means the first of the whole conversation.
  const list = focus.length > 1 ? focus : mentioned;
  return list.length > 1 ? list.at(ordinal) : undefined;
}
