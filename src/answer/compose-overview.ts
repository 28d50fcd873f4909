import type { HypotheticalQuestion, Measure } from "../../ingest/collection.ts";
import type { Language } from "../question/read-language.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import type { Closing } from "./compose-list.ts";
import { quoteLine } from "./compose-measure.ts";
import { EXAMPLES } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import { escapeMarkdown, measureLine } from "./measure-line.ts";

/** Nothing said of what is wanted: what there is by chapter and section, and one narrowing question. */
export function composeOverview({ phrases, catalogue }: AnswerContext): Draft {
  const { chapters, measures } = catalogue.collection;
  const rows = chapters.flatMap((chapter) => [
    `- **${chapter.number}. ${chapter.title}**: ${chapter.sections
      .map(
        (section) =>
          `(${section.number})${section.title} ${measures.filter((measure) => measure.section.number === section.number).length}件`,
      )
      .join("、")}`,
  ]);
  return {
    kind: "clarify",
    text: [phrases.overview(measures.length), rows.join("\n"), phrases.narrow].join("\n\n"),
    citations: [],
    measures: [],
    suggestions: EXAMPLES,
  };
}

const TOPICS_SHOWN = 4;
const FEWEST_SHOWN = 3;
/** Measures scoring less than this share of the first are about something else. */
const NEAR_SHARE = 0.5;

/** A wide question: the sub-headings it touches, with how much stands under each and its nearest measure; then one narrowing question. */
export function composeNarrowing(
  context: AnswerContext,
  hits: readonly MeasureHit[],
  closing: Closing = () => [],
): Draft {
  const { phrases, catalogue } = context;
  const nearest = nearestByTopic(hits);
  if (nearest.length < 2) return composeOverview(context);
  const list = new CitationList(context.linkTo);
  const all = catalogue.collection.measures;
  const rows = rowsOf(context, nearest).map(({ measure, quote }) => {
    const count = all.filter(({ topic }) => topic === measure.topic).length;
    const cited = quote ? `\n  ${quoteLine(quote, measure, list)}` : "";
    return `- ${phrases.topic(escapeMarkdown(measure.topic), count)} ${measureLine(measure)}${cited}`;
  });
  return {
    kind: "clarify",
    text: [phrases.wide(all.length), rows.join("\n"), ...closing(nearest, list), phrases.narrow].join("\n\n"),
    citations: list.citations,
    measures: nearest.map(({ id }) => id),
    suggestions: nearest.flatMap((measure) => suggestion(context, measure)),
  };
}

/** The best measure of each sub-heading among the near ones, best first; where they stand under one or two, the next best too. */
function nearestByTopic(hits: readonly MeasureHit[]): Measure[] {
  const best = hits[0]?.score ?? 0;
  const near = hits.filter(({ score }) => score >= NEAR_SHARE * best).map(({ measure }) => measure);
  const first = near.filter(({ topic }, index) => near.findIndex((other) => other.topic === topic) === index);
  const others = near.filter((measure) => !first.includes(measure)).slice(0, Math.max(0, FEWEST_SHOWN - first.length));
  return near.filter((measure) => first.slice(0, TOPICS_SHOWN).includes(measure) || others.includes(measure));
}

/** Kinds of hypothetical questions that say what is wanted in a few words, by the user's language. */
const SUGGESTED_KINDS: Record<Language, readonly string[]> = {
  ja: ["goal"],
  en: ["english"],
  zh: ["chinese"],
  vi: ["vietnamese"],
};

/** A question to tap that leads to the measure: the shortest that people are known to ask. */
function suggestion({ catalogue, understanding }: AnswerContext, measure: Measure): string[] {
  const kinds = SUGGESTED_KINDS[understanding.language];
  const own = catalogue.hypotheticalQuestionsOf(measure.id).filter(({ kind }) => kinds.includes(kind));
  const shortest = own.reduce<HypotheticalQuestion | undefined>(
    (best, question) => (best && best.text.length <= question.text.length ? best : question),
    undefined,
  );
  return shortest ? [shortest.text] : [];
}
