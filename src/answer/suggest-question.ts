import type { HypotheticalQuestion, Measure } from "../../ingest/collection.ts";
import type { Language } from "../question/read-language.ts";
import type { AnswerContext } from "./answer-context.ts";

/** Kinds of hypothetical questions that say what is wanted in a few words, by the user's language. */
const SUGGESTED_KINDS: Record<Language, readonly string[]> = {
  ja: ["goal"],
  en: ["english"],
  zh: ["chinese"],
  vi: ["vietnamese"],
};

/** A question to tap that leads to the measure: the shortest that people are known to ask. */
export function suggestQuestion({ catalogue, understanding }: AnswerContext, measure: Measure): string[] {
  const kinds = SUGGESTED_KINDS[understanding.language];
  const own = catalogue.hypotheticalQuestionsOf(measure.id).filter(({ kind }) => kinds.includes(kind));
  const shortest = own.reduce<HypotheticalQuestion | undefined>(
    (best, question) => (best && best.text.length <= question.text.length ? best : question),
    undefined,
  );
  return shortest ? [shortest.text] : [];
}
