import { hasNoSubject } from "../question/has-no-subject.ts";
import { readForm } from "../question/read-form.ts";
import type { Conversation } from "../question/read-history.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { type AnswerContext, quotesOf } from "./answer-context.ts";
import { isYes, probability } from "./judge-question.ts";
import type { Signals } from "./read-signals.ts";

/** From this chance of being too vague to stand alone a question leans on the conversation. */
const LEANS_FROM = 0.4;
const POINTS_BACK_FROM = 0.05;
/** What a measure of the last answer gains when a question leans on it. */
const FOCUS_GAIN = { noSubject: 2, pointsBack: 0.6, leans: 0.45, corrects: -0.2 };
/** A correction says itself what it wants: the earlier question only tells what it is about. */
const EARLIER_SHARE = { corrects: 0.2, else: 0.5 };

const SURELY_OUTSIDE = 0.97;
const FIRST_SHOWN = 0.3;
const SHORT_QUESTION = 24;
const SHORT_CORRECTION = 12;
const COMPARED_HITS = 2;
/** Share of the question that the last answer's measure must know at least. */
const LEAST_COVERED = 0.3;
const COVERAGE_WEIGHT = 1;
/** How well the last answer's measure must answer a question, against what the question finds alone. */
const FOCUS_SHARE = { pointsBack: 0.8, short: 0.9, else: 1.05 };

/** Whether a question needs what was said before it to be understood. */
export function leansOnHistory(
  context: AnswerContext,
  { focus, earlierQuestions }: Conversation,
  own: readonly MeasureHit[],
  signals: Signals,
): boolean {
  const { dependence, references, question, attribute } = context.understanding;
  if (earlierQuestions.length === 0 || dependence.changesTopic || references.titles.length > 0) return false;
  if (dependence.asksOthers || dependence.corrects || dependence.ordinal !== undefined) return true;
  if (focus.length > 0 && hasNoSubject(question)) return true;
  const [broad, outside] = [
    probability(context.judgement.broad, signals),
    probability(context.judgement.outside, signals),
  ];
  if (focus.length > 0) {
    const from = dependence.pointsBack ? POINTS_BACK_FROM : LEANS_FROM;
    if (!saysItself(context, signals) && Math.max(broad, outside) >= from) return true;
    // In the middle of a conversation a question is rarely about something else altogether.
    if (isYes(context.judgement.outside, signals) && outside < SURELY_OUTSIDE && signals.unknownScheme === 0)
      return true;
  }
  const short = question.length <= SHORT_QUESTION;
  const share = dependence.pointsBack
    ? FOCUS_SHARE.pointsBack
    : short || attribute !== undefined
      ? FOCUS_SHARE.short
      : FOCUS_SHARE.else;
  return focusAnswers(context, focus, own, share);
}

/** "工場を建てたい", "マル経融資の金利は?": a wish, or something asked of a subject of its own, however little the document knows of it. */
function saysItself({ understanding: { question, dependence } }: AnswerContext, signals: Signals): boolean {
  if (dependence.pointsBack || hasNoSubject(question)) return false;
  const { wishes, asksForHelp, tellsOfCompany } = readForm(question);
  return signals.unknownScheme === 1 || wishes + asksForHelp + tellsOfCompany > 0;
}

/** Whether a measure of the last answer answers the question at least `share` as well as what it finds alone. */
function focusAnswers(
  context: AnswerContext,
  focus: readonly string[],
  own: readonly MeasureHit[],
  share: number,
): boolean {
  const { search, catalogue, understanding } = context;
  const answers = (id: string): number => {
    const measure = catalogue.measures.get(id);
    if (!measure) return 0;
    const quote = quotesOf(context, measure, understanding.attribute)[0]?.score ?? 0;
    return quote + COVERAGE_WEIGHT * search.measureIndex.coverage(understanding.question, id);
  };
  const [top] = own;
  if (!top || focus.includes(top.measure.id)) return top !== undefined;
  const covered = Math.max(...focus.map((id) => search.measureIndex.coverage(understanding.question, id)));
  if (covered < LEAST_COVERED && !understanding.dependence.pointsBack) return false;
  const alone = Math.max(...own.slice(0, COMPARED_HITS).map((hit) => answers(hit.measure.id)));
  return Math.max(0, ...focus.map(answers)) >= share * alone;
}

/** `own` is what the question finds alone. The earlier question is searched along; measures of the last answer gain, or are left out when others are asked for. */
export async function searchWithHistory(
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
  const noSubject = hasNoSubject(question);
  const { wishes, asksForHelp } = readForm(question);
  const saysOwn = !noSubject && wishes + asksForHelp > 0;
  const gain = noSubject
    ? FOCUS_GAIN.noSubject
    : dependence.corrects
      ? FOCUS_GAIN.corrects
      : !saysOwn && (dependence.pointsBack || attribute !== undefined)
        ? FOCUS_GAIN.pointsBack
        : FOCUS_GAIN.leans;
  const saysAll = dependence.corrects && question.length > SHORT_CORRECTION;
  const share = saysAll ? EARLIER_SHARE.corrects : EARLIER_SHARE.else;
  const meansFirst = conversation.focus.length > 1 && !dependence.corrects && (dependence.pointsBack || noSubject);
  const bonus = (id: string): number => {
    if (wanted !== undefined) return id === wanted ? 2 : 0;
    const place = conversation.focus.indexOf(id);
    // 「それの予算は?」 after a list means its first.
    return place < 0 ? 0 : gain + (place === 0 && meansFirst ? FIRST_SHOWN : 0);
  };
  return together
    .map((hit) => ({
      ...hit,
      score: share * hit.score + (1 - share) * (alone.get(hit.measure.id) ?? 0) + bonus(hit.measure.id),
    }))
    .sort((a, b) => b.score - a.score);
}

function chosenByOrdinal({ focus, mentioned }: Conversation, ordinal: number | undefined): string | undefined {
  if (ordinal === undefined) return undefined;
  // "最初に出てきたほう" after single answers means the first of the whole conversation.
  const list = focus.length > 1 ? focus : mentioned;
  return list.length > 1 ? list.at(ordinal) : undefined;
}
