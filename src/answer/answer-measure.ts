import type { Measure } from "../../ingest/collection.ts";
import { type Ask, type Attribute, HAS_VALUE } from "../question/read-attribute.ts";
import { type AnswerContext, quotesOf } from "./answer-context.ts";
import { type AnsweredPart, composeMeasure } from "./compose-measure.ts";
import { composeNotStated } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import type { SelectedQuote } from "./select-quotes.ts";

/** A sentence without a value may still answer, where the question is hardly one of those that stay unstated. */
const LEAST_DOUBT = 0.5;

/** One question about one measure: its answer, or that the document does not state it. `doubt` is the chance of the latter, 1 where it was not judged. */
export function answerMeasure(context: AnswerContext, measure: Measure, related: readonly Measure[], doubt = 1): Draft {
  const { attribute } = context.understanding;
  const quotes = quotesOf(context, measure, attribute);
  if (attribute && doubt >= LEAST_DOUBT && !states(quotes, attribute, context.understanding.question))
    return composeNotStated(context, measure, attribute, quotes[0]);
  const found = context.understanding.asks.flatMap((ask) => partOf(context, measure, ask) ?? []);
  // Two asks that one value answers were one ask.
  const differ = new Set(found.map(({ quote }) => quote.facts[0]?.span.start ?? quote.text)).size > 1;
  return composeMeasure(context, { measure, quotes, attribute, related, parts: differ ? found : [] });
}

/** The best sentence for one of several things asked: its own words decide, those of the whole question help. */
function partOf(context: AnswerContext, measure: Measure, { attribute, text }: Ask): AnsweredPart | undefined {
  const { understanding } = context;
  const before = { question: understanding.question, answer: "" };
  const part = {
    ...context,
    before,
    understanding: { ...understanding, question: text, references: { ...understanding.references, words: text } },
  };
  const quotes = quotesOf(part, measure, attribute);
  const quote = quotes.find(({ facts }) => facts.length > 0) ?? (HAS_VALUE.has(attribute) ? undefined : quotes[0]);
  return quote && { attribute, quote };
}

/** The question is about the measure, and the document does not state what it asks. */
export function answerUnstated(context: AnswerContext, measure: Measure): Draft {
  const { attribute } = context.understanding;
  return composeNotStated(context, measure, attribute, quotesOf(context, measure, attribute)[0]);
}

const COMPANY = /株式会社|有限会社|財団法人|機構(?!に)/u;
const ASKED_MEMBER = /([\p{Script=Han}\p{Script=Katakana}ーA-Za-z]{2,30})(?:は|も|が)(?:入って|含まれて|選ばれて)/u;

/** Whether a sentence names the one asked about, or any company where all are asked for. */
function namesMember(sentence: string, question: string): boolean {
  const [, member] = ASKED_MEMBER.exec(question.normalize("NFKC")) ?? [];
  return member ? sentence.normalize("NFKC").includes(member) : COMPANY.test(sentence);
}

/** For a value: whether one of its kind stands anywhere in the measure. */
function states(quotes: readonly SelectedQuote[], attribute: Attribute, question: string): boolean {
  if (attribute === "contact" || attribute === "form") return false;
  if (attribute === "members") return quotes.some(({ sentence }) => namesMember(sentence.text, question));
  if (!HAS_VALUE.has(attribute) && attribute !== "ministry") return true;
  return quotes.some((quote) => quote.facts.length > 0);
}
