import type { Measure } from "../../ingest/collection.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { CitationList } from "./cite.ts";
import { type Closing, composeList } from "./compose-list.ts";
import { quoteLine } from "./compose-measure.ts";
import { withinRange } from "./compose-outside-range.ts";
import { composeRefusal, examplesIn } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import { escapeMarkdown, measureLine } from "./measure-line.ts";
import { suggestQuestion } from "./suggest-question.ts";

/** So few are shown instead of counted. */
const SHOWN_WHOLE = 5;

/** Nothing said of what is wanted: what there is by chapter and section, and one narrowing question. */
export function composeOverview(context: AnswerContext): Draft {
  const { phrases, catalogue, range } = context;
  const { measures } = range;
  const introduction = withinRange(context, phrases.overview(measures.length));
  if (measures.length === 0) return composeRefusal(context, introduction);
  if (measures.length <= SHOWN_WHOLE) return composeList(context, introduction, rowsOf(context, measures));
  const rows = catalogue.collection.chapters.flatMap((chapter) => {
    const sections = chapter.sections.flatMap(({ number, title }) => {
      const count = measures.filter((measure) => measure.section.number === number).length;
      return count === 0 ? [] : [`(${number})${title} ${count}件`];
    });
    return sections.length === 0 ? [] : [`- **${chapter.number}. ${chapter.title}**: ${sections.join("、")}`];
  });
  return {
    kind: "clarify",
    text: [introduction, rows.join("\n"), phrases.narrow].join("\n\n"),
    citations: [],
    measures: [],
    suggestions: examplesIn(context),
  };
}

/** The chosen range has nothing near to a wide question: says so, and what there is instead. */
export function composeNothingNear(context: AnswerContext): Draft {
  const { phrases, range } = context;
  const overview = composeOverview(context);
  return { ...overview, text: `${phrases.notInRange(phrases.range(range.label))}\n\n${overview.text}` };
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
  const { phrases, range } = context;
  const nearest = nearestByTopic(hits);
  if (nearest.length < 2) return composeOverview(context);
  const list = new CitationList(context.linkTo);
  const all = range.measures;
  const rows = rowsOf(context, nearest).map(({ measure, quote }) => {
    const count = all.filter(({ topic }) => topic === measure.topic).length;
    const cited = quote ? `\n  ${quoteLine(quote, measure, list)}` : "";
    return `- ${phrases.topic(escapeMarkdown(measure.topic), count)} ${measureLine(measure)}${cited}`;
  });
  return {
    kind: "clarify",
    text: [
      withinRange(context, phrases.wide(all.length)),
      rows.join("\n"),
      ...closing(nearest, list),
      phrases.narrow,
    ].join("\n\n"),
    citations: list.citations,
    measures: nearest.map(({ id }) => id),
    suggestions: nearest.flatMap((measure) => suggestQuestion(context, measure)),
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
