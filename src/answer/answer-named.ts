import type { Measure } from "../../ingest/collection.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { answerMeasure } from "./answer-measure.ts";
import { composeList } from "./compose-list.ts";
import { composeNamedOutside, mentionOutside, withinRange } from "./compose-outside-range.ts";
import { composeRefusal } from "./compose-without.ts";
import type { Draft } from "./draft.ts";

/** In a longer question a number that does not exist is only mentioned: there is something else to answer. */
const MENTION_LENGTH = 30;

/** Measures, pages or sections that the question names by number; undefined when it names none. */
export function answerNamed(context: AnswerContext): Draft | undefined {
  const { catalogue, phrases, understanding } = context;
  const { references } = understanding;
  const named = references.measures.flatMap((id) => catalogue.measures.get(id) ?? []);
  if (named.length > 0) return answerMeasures(context, named);
  const pages = references.pages.length > 0 ? answerPages(context) : undefined;
  if (pages) return pages;
  const [section] = references.sections;
  if (section !== undefined && references.titles.length === 0) return answerSection(context, section);
  if (references.unknown.length > 0 && understanding.question.length < MENTION_LENGTH) {
    return composeRefusal(context, phrases.unknownNumber(references.unknown.join("、")));
  }
  return undefined;
}

/** Measures named by number: those inside the chosen range are answered. */
function answerMeasures(context: AnswerContext, named: readonly Measure[]): Draft {
  const { phrases, range, understanding } = context;
  const measures = named.filter(range.includes);
  const [first, ...others] = measures;
  if (!first) return composeNamedOutside(context, named);
  const draft =
    others.length === 0
      ? answerMeasure(context, first, [])
      : composeList(context, phrases.named(measures.length), rowsOf(context, measures, understanding.attribute));
  return mentionOutside(
    context,
    draft,
    named.filter((measure) => !range.includes(measure)),
  );
}

function answerPages(context: AnswerContext): Draft | undefined {
  const { catalogue, phrases, range, understanding } = context;
  const { pages } = understanding.references;
  const inside = pages.filter((page) => catalogue.blocksOn(page).length > 0);
  if (inside.length === 0 && understanding.question.length >= MENTION_LENGTH) return undefined;
  if (inside.length === 0) return composeRefusal(context, phrases.noSuchPage(pages.join("、"), catalogue.lastPage));
  const ids = new Set(inside.flatMap((page) => catalogue.measuresOn(page).map(({ id }) => id)));
  const onPages = catalogue.collection.measures.filter(({ id }) => ids.has(id));
  const measures = onPages.filter(range.includes);
  if (measures.length === 0 && onPages.length > 0) return composeNamedOutside(context, onPages);
  const exact = inside.every((page) => catalogue.blocksOn(page).every((block) => block.printed.exact));
  const label = inside.length === 1 ? String(inside[0]) : `${inside[0]}〜${inside.at(-1)}`;
  return composeList(
    context,
    withinRange(context, phrases.onPage(label, measures.length, exact)),
    rowsOf(context, measures),
  );
}

function answerSection(context: AnswerContext, section: number): Draft {
  const inSection = context.catalogue.collection.measures.filter((measure) => measure.section.number === section);
  const measures = inSection.filter(context.range.includes);
  if (measures.length === 0 && inSection.length > 0) return composeNamedOutside(context, inSection);
  const name = `(${section})${inSection[0]?.section.title ?? ""}`;
  const introduction = withinRange(context, context.phrases.inSection(name, measures.length));
  return composeList(context, introduction, rowsOf(context, measures));
}
