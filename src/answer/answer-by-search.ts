import { isTypedBySound } from "../../index/kana-reading.ts";
import type { Measure } from "../../ingest/collection.ts";
import type { AskingCompany } from "../match/asking-company.ts";
import { asksForAnything } from "../question/asks-for-anything.ts";
import { nameAskedAbout } from "../question/asks-what-is.ts";
import { hasNoSubject } from "../question/has-no-subject.ts";
import { inheritFromHistory } from "../question/inherit-from-history.ts";
import { readForm } from "../question/read-form.ts";
import type { Conversation } from "../question/read-history.ts";
import type { Intent } from "../question/read-intent.ts";
import { asksForAll } from "../question/read-listing.ts";
import type { Understanding } from "../question/understand-question.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { type AnswerContext, quotesOf, rowsOf } from "./answer-context.ts";
import { answerWithCompany } from "./answer-for-company.ts";
import { answerMeasure, answerUnstated } from "./answer-measure.ts";
import { composeList } from "./compose-list.ts";
import { composeNamedOutside, composeNotInRange, mentionOutside } from "./compose-outside-range.ts";
import { composeNarrowing, composeNothingNear } from "./compose-overview.ts";
import { composeRefusal } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import { isYes, probability } from "./judge-question.ts";
import { isNear, nearHits } from "./near-hits.ts";
import { readSignals, SIGNAL_HITS, type Signals } from "./read-signals.ts";
import { leansOnHistory, searchWithHistory } from "./search-with-history.ts";

const RIVAL_SHARE = 0.8;
const RIVALS = 3;
const MOST_COMPARED = 4;
const COMPARED_SHARE = 0.75;
/** Measures of the chosen range scoring less than this share of the whole document's best are about something else. */
const LEAST_SHARE = 0.3;
const QUOTE_WEIGHT = 0.3;
/** A question typed by sound is judged by the sound leg alone: the share of its sound that its best measure has. */
const SOUND_SHARE = 0.12;

/**
 * A question in words: find the measures, then answer, list, ask back or say that it is not there. The whole document is
 * searched whatever the range: how well its best measure fits says what the question is about.
 */
export async function answerBySearch(
  context: AnswerContext,
  conversation: Conversation,
  company?: AskingCompany,
): Promise<Draft> {
  const { question, references } = context.understanding;
  const { catalogue, range } = context;
  const named = references.titles.flatMap((id) => catalogue.measures.get(id) ?? []);
  const namedInside = named.filter(range.includes);
  if (named.length > 0 && namedInside.length === 0) return composeNamedOutside(context, named);
  const limit = range.isWhole ? SIGNAL_HITS : catalogue.measures.size;
  const found = await context.search.search({ question, limit });
  const own = preferNamed(
    found,
    namedInside.map(({ id }) => id),
  );
  const signals = readSignals(context, own);
  if (!leansOnHistory(context, conversation, own, signals)) {
    const alone = answerAlone(context, own, signals);
    const wide = alone.kind === "clarify";
    const isFit = company && (wide || alone.kind === "list") && seeksSupport(context, signals, wide);
    return isFit ? answerWithCompany(withIntent(context, signals), company, wide) : alone;
  }
  const inherited = inheritFromHistory(context.understanding, conversation, context.catalogue.fiscalYear);
  const understanding = { ...inherited, ...intentOf(context, signals) };
  const before = { question: conversation.earlierQuestions.at(-1) ?? "", answer: conversation.lastAnswer };
  const leaning = { ...context, understanding, before };
  return answerHits(leaning, await searchWithHistory(leaning, conversation, {}, own.slice(0, SIGNAL_HITS)), true);
}

/** A question that stands alone: outside the document, too broad, unstated or answered. */
function answerAlone(context: AnswerContext, hits: readonly MeasureHit[], signals: Signals): Draft {
  const { understanding, phrases } = context;
  const { attribute, references } = understanding;
  const [top] = hits;
  if (!top) return composeRefusal(context, phrases.notFound);
  const isWrittenAbout = asksWhatIs(context);
  if (references.titles.length === 0) {
    const outside = isOutside(context, top, signals);
    const broad =
      !isTypedBySound(understanding.question) &&
      !isWrittenAbout &&
      attribute === undefined &&
      isYes(context.judgement.broad, signals);
    if (
      broad &&
      !(
        outside &&
        readForm(understanding.question).asksForHelp === 0 &&
        probability(context.judgement.outside, signals) > probability(context.judgement.broad, signals)
      )
    ) {
      const inside = hitsInside(context, hits);
      return inside.length === 0 ? composeNothingNear(context) : composeNarrowing(context, inside);
    }
    if (outside) return composeRefusal(context, phrases.notFound);
  }
  const understood = withIntent(context, signals);
  const confirms = CONFIRMS.test(understanding.question) && signals.valueFound === 1;
  const mayBeUnstated = attribute !== "location" && attribute !== "ministry" && !confirms && !isWrittenAbout;
  if (mayBeUnstated && isYes(context.judgement.unstated, signals)) {
    return context.range.includes(top.measure)
      ? answerUnstated(understood, top.measure)
      : composeNotInRange(understood, [top.measure]);
  }
  return answerHits(understood, hits, false, probability(context.judgement.unstated, signals));
}

/** "中堅企業とは何ですか": of something that is written about, and so neither too broad nor unstated. */
function asksWhatIs({ understanding, search }: AnswerContext): boolean {
  const name = nameAskedAbout(understanding.question);
  const isName = understanding.references.titles.length > 0 || !hasNoSubject(name ?? "");
  return name !== undefined && isName && search.knows(name);
}

/** 「10万社ですよね?」: a wrong figure is put right by the stated one. */
const CONFIRMS = /(?:です|だ)よね|で合って|で正しい|って本当/u;

const withIntent = (context: AnswerContext, signals: Signals): AnswerContext => ({
  ...context,
  understanding: withoutOwnFigures({ ...context.understanding, ...intentOf(context, signals) }),
});

/** It asks which support fits, in words that search reads: no measure is named, no value asked, nothing listed or compared. */
function seeksSupport(context: AnswerContext, signals: Signals, wide: boolean): boolean {
  const { question, intent, attribute, references, severalFigures, dependence } = withIntent(
    context,
    signals,
  ).understanding;
  const { asksWhat, asksForHelp, wishes } = readForm(question);
  const asksForSupport = asksForHelp + wishes > 0 || (wide && asksWhat === 0);
  return (
    intent === "need" &&
    asksForSupport &&
    // What its needs could not answer they cannot rank.
    !asksForAnything(question) &&
    attribute === undefined &&
    !isTypedBySound(question) &&
    references.titles.length === 0 &&
    !(severalFigures || dependence.asksOthers || asksForAll(question)) &&
    !isYes(context.judgement.outside, signals)
  );
}

/** A need names figures of the asker's own and no value of a measure: "低い金利で借りたい", "50人います". */
function withoutOwnFigures(understanding: Understanding): Understanding {
  const { wishes, tellsOfCompany } = readForm(understanding.question);
  const asksNothing = understanding.intent === "need" && wishes + tellsOfCompany > 0;
  return asksNothing ? { ...understanding, attribute: undefined, asks: [] } : understanding;
}

const intentOf = ({ judgement }: AnswerContext, signals: Signals): { intent: Intent; detail: number } => ({
  intent: isYes(judgement.detail, signals) ? "detail" : "need",
  detail: probability(judgement.detail, signals),
});

/** The measures found: one answered, or several listed. */
function answerHits(context: AnswerContext, hits: readonly MeasureHit[], leans: boolean, doubt?: number): Draft {
  const { understanding, phrases, range } = context;
  const { attribute, references, dependence, intent } = understanding;
  const [top] = hits;
  if (!top) return composeRefusal(context, phrases.notFound);
  const near = nearMeasures(hits);
  const [best, ...others] = near;
  if (!best) return composeRefusal(context, phrases.notFound);
  const compared = measuresCompared(context, hits);
  if (compared.length > 1) return answerCompared(context, compared);
  const single =
    attribute !== undefined ||
    intent === "detail" ||
    references.titles.length === 1 ||
    (dependence.pointsBack && leans);
  if (single && !dependence.asksOthers) {
    const chosen = leans || references.titles.length > 0 ? best : chooseByQuote(context, hits);
    if (range.includes(chosen)) return answerMeasure(context, chosen, others.filter(range.includes), doubt);
    // A figure of another measure is no answer; where no figure is asked, another may be meant as well.
    const rival = hits.find(({ measure, score }) => range.includes(measure) && score >= RIVAL_SHARE * top.score);
    if (!rival || attribute !== undefined)
      return leans ? composeNamedOutside(context, [chosen]) : composeNotInRange(context, [chosen]);
  }
  const inside = nearInside(context, hits);
  if (inside.length === 0) return composeNotInRange(context, near);
  const rows = rowsOf(context, nearMeasures(inside));
  const introduction =
    dependence.asksOthers && leans
      ? phrases.others(rows.length)
      : rows.length === 1
        ? phrases.one
        : phrases.several(rows.length);
  return composeList(context, introduction, rows);
}

/** Several measures, of which one thing is asked each: 「AとBの予算はそれぞれ」「えるぼしとくるみん、多いのはどっち」. */
function measuresCompared({ understanding, catalogue }: AnswerContext, hits: readonly MeasureHit[]): Measure[] {
  const { references, severalFigures, question } = understanding;
  if (!severalFigures) return [];
  const named = references.titles.flatMap((id) => catalogue.measures.get(id) ?? []);
  if (named.length > 1) return named.slice(0, MOST_COMPARED);
  const [first, second] = hits;
  if (!first || !second || !/どちら|どっち|それぞれ/u.test(question)) return [];
  return second.score >= COMPARED_SHARE * first.score ? [first.measure, second.measure] : [];
}

function answerCompared(context: AnswerContext, compared: readonly Measure[]): Draft {
  const { understanding, phrases, range } = context;
  const inside = compared.filter(range.includes);
  if (inside.length === 0) return composeNamedOutside(context, compared);
  const rows = rowsOf(context, inside, understanding.attribute);
  const outside = compared.filter((measure) => !range.includes(measure));
  return mentionOutside(context, composeList(context, phrases.named(inside.length), rows), outside);
}

const nearMeasures = (hits: readonly MeasureHit[]): Measure[] => nearHits(hits).map(({ measure }) => measure);

function hitsInside({ range }: AnswerContext, hits: readonly MeasureHit[]): readonly MeasureHit[] {
  if (range.isWhole) return hits;
  const best = hits[0]?.score ?? 0;
  return hits.filter(({ measure, score }) => range.includes(measure) && score >= LEAST_SHARE * best);
}

/**
 * The hits inside the range; none where what is near lies outside it. Between near and far the judgement decides: what looks
 * like a question outside the document, seen from inside the range, is outside the range.
 */
function nearInside(context: AnswerContext, hits: readonly MeasureHit[]): readonly MeasureHit[] {
  const inside = hitsInside(context, hits);
  const [top] = inside;
  const isFar = top && !isNear(top, hits) && isYes(context.judgement.outside, readSignals(context, inside));
  return isFar ? [] : inside;
}

/** Measures nearly as near as the first may state better what is asked: search and best sentence decide together. */
function chooseByQuote(context: AnswerContext, hits: readonly MeasureHit[]): Measure {
  const { attribute } = context.understanding;
  const best = hits[0]?.score ?? 0;
  const rivals = hits.filter(({ score }) => score >= RIVAL_SHARE * best).slice(0, RIVALS);
  const scored = rivals.map(({ measure, score }) => ({
    measure,
    score: score / best + QUOTE_WEIGHT * (quotesOf(context, measure, attribute)[0]?.score ?? 0),
  }));
  return scored.reduce((first, other) => (other.score > first.score ? other : first)).measure;
}

function isOutside(context: AnswerContext, top: MeasureHit, signals: Signals): boolean {
  const { question, sound } = context.understanding;
  if (sound !== undefined && isTypedBySound(question))
    return context.search.soundShare(sound, top.measure.id) < SOUND_SHARE;
  return isYes(context.judgement.outside, signals);
}

/** Measures named by title first; several may share a named programme, among them the search order decides. */
export function preferNamed(hits: readonly MeasureHit[], named: readonly string[]): MeasureHit[] {
  const order = (hit: MeasureHit): number => (named.includes(hit.measure.id) ? 0 : 1);
  return [...hits].sort((a, b) => order(a) - order(b) || b.score - a.score);
}
