import type { AskingCompany } from "../match/asking-company.ts";
import { readLanguage } from "../question/read-language.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import type { AnswerContext } from "./answer-context.ts";
import { isYes } from "./judge-question.ts";
import { readSignals, SIGNAL_HITS, type Signals } from "./read-signals.ts";

/** What a measure that knows the company's trade gains when a need has found it. */
const TRADE_GAIN = 0.4;
/** A measure whose words name the company's prefecture. */
const PREFECTURE_GAIN = 0.1;

/** Measures for a company, best first, and what each is looked at with: the context of the text that found it. */
export interface CompanyHits {
  hits: MeasureHit[];
  contextOf: (measureId: string) => AnswerContext;
  /** What was searched is still too broad to answer with single measures. */
  broad: boolean;
}

/**
 * For a question that only asks for support: the company's needs are the questions; else its description, else its trade.
 * undefined where it says nothing that the document covers.
 */
export async function searchNeeds(
  context: AnswerContext,
  company: AskingCompany,
  filters: Filters,
): Promise<CompanyHits | undefined> {
  const { needs, description, industry } = company;
  const texts = [needs.map(asQuestion), [description], [asQuestion(industry)]];
  for (const [step, said] of texts.entries()) {
    const wants = (await Promise.all(said.map((text) => searchWant(context, text, filters)))).flatMap(
      (want) => want ?? [],
    );
    if (wants.length === 0) continue;
    // A need is what is asked for, however short.
    const broad = step > 0 && wants.every(({ signals }) => isYes(context.judgement.broad, signals));
    return { ...gather(context, company, wants), broad };
  }
  return undefined;
}

/** For a question that says what it is about: the measures it finds, those first that the company's words find with it. */
export async function searchWithCompany(
  context: AnswerContext,
  company: AskingCompany,
  filters: Filters,
): Promise<CompanyHits> {
  const { question } = context.understanding;
  const { industry, needs, description, profile } = company;
  const text = [question, industry, ...needs, description].filter((part) => part !== "").join(" ");
  const limit = context.catalogue.measures.size;
  const together = await contextFor(context, text);
  const [own, both] = await Promise.all([
    context.search.search({ question, limit, filters }),
    context.search.search({ question: text, limit, filters }),
  ]);
  const shares = sharesOf(both);
  const best = own[0]?.score ?? 1;
  const hits = own.map((hit) => {
    // Geometric: what only one of the two finds is about something else, or does not fit.
    const fit = Math.sqrt((hit.score / best) * (shares.get(hit.measure.id) ?? 0));
    return { ...hit, score: fit * placeGain(context, hit, profile.prefecture) };
  });
  const byScore = hits.sort((a, b) => b.score - a.score);
  const signals = readSignals(together, both.slice(0, SIGNAL_HITS));
  return { hits: byScore, contextOf: () => context, broad: isYes(context.judgement.broad, signals) };
}

interface Want {
  context: AnswerContext;
  hits: MeasureHit[];
  signals: Signals;
}

/** undefined where the document does not cover it. */
async function searchWant(outer: AnswerContext, text: string, filters: Filters): Promise<Want | undefined> {
  if (text === "") return undefined;
  const context = await contextFor(outer, text);
  const hits = await context.search.search({ question: text, limit: SIGNAL_HITS, filters });
  const signals = readSignals(context, hits);
  return hits.length === 0 || isYes(context.judgement.outside, signals) ? undefined : { context, hits, signals };
}

/** Each want's best first, in the order of the wants where they are equally near. */
function gather(
  outer: AnswerContext,
  { industry, profile }: AskingCompany,
  wants: readonly Want[],
): Pick<CompanyHits, "hits" | "contextOf"> {
  const found = wants.flatMap(({ context, hits }) => {
    const scored = hits.map((hit) => {
      const trade = 1 + TRADE_GAIN * outer.search.measureIndex.coverage(industry, hit.measure.id);
      return { ...hit, score: hit.score * trade * placeGain(outer, hit, profile.prefecture) };
    });
    const best = Math.max(...scored.map(({ score }) => score));
    return scored.map((hit) => ({ context, hit: { ...hit, score: hit.score / best } }));
  });
  found.sort((a, b) => b.hit.score - a.hit.score);
  const contexts = new Map<string, AnswerContext>();
  const hits = found.filter(({ hit, context }) => {
    const isNew = !contexts.has(hit.measure.id);
    if (isNew) contexts.set(hit.measure.id, context);
    return isNew;
  });
  return { hits: hits.map(({ hit }) => hit), contextOf: (id) => contexts.get(id) ?? outer };
}

/** "電気代" as people ask for it: a bare word is judged too broad or outside more often. */
const asQuestion = (need: string): string =>
  need === "" || readLanguage(need) !== "ja" ? need : `${need}に使える支援`;

/** The context as if `text` had been asked; phrases stay in the language of the question. */
async function contextFor(context: AnswerContext, text: string): Promise<AnswerContext> {
  const { understanding, search } = context;
  return {
    ...context,
    vector: await search.vectorOf(text),
    understanding: {
      ...understanding,
      question: text,
      language: readLanguage(text),
      references: { ...understanding.references, words: text },
      intent: "need",
      detail: 0,
      attribute: undefined,
      asks: [],
      sound: undefined,
    },
  };
}

function placeGain({ catalogue }: AnswerContext, { measure }: MeasureHit, prefecture: string | undefined): number {
  return prefecture !== undefined && catalogue.wholeText(measure).includes(prefecture) ? 1 + PREFECTURE_GAIN : 1;
}

const sharesOf = (hits: readonly MeasureHit[]): Map<string, number> => {
  const best = hits[0]?.score ?? 1;
  return new Map(hits.map(({ measure, score }) => [measure.id, score / best]));
};
