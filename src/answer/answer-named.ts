import type { Measure } from "../../ingest/collection.ts";
import { type AnswerContext, rowsOf } from "./answer-context.ts";
import { answerMeasure } from "./answer-measure.ts";
import { composeList } from "./compose-list.ts";
import { composeRefusal } from "./compose-without.ts";
import type { Draft } from "./draft.ts";

/** In a longer question a number that does not exist is only mentioned: there is something else to answer. */
const MENTION_LENGTH = 30;

/** Measures, pages or sections that the question names by number; undefined when it names none. */
export function answerNamed(context: AnswerContext): Draft | undefined {
  const { catalogue, phrases, understanding } = context;
  const { references, attribute } = understanding;
  const [first, ...others] = references.measures.flatMap((id) => catalogue.measures.get(id) ?? []);
  if (first && others.length === 0) return answerMeasure(context, first, []);
  if (first) {
    const measures = [first, ...others];
    return composeList(context, phrases.named(measures.length), rowsOf(context, measures, attribute));
  }
  const pages = references.pages.length > 0 ? answerPages(context) : undefined;
  if (pages) return pages;
  const [section] = references.sections;
  if (section !== undefined && references.titles.length === 0) return answerSection(context, section);
  if (references.unknown.length > 0 && understanding.question.length < MENTION_LENGTH) {
    return composeRefusal(context, phrases.unknownNumber(references.unknown.join("、")));
  }
  return undefined;
}

function answerPages(context: AnswerContext): Draft | undefined {
  const { catalogue, phrases, understanding } = context;
  const { pages } = understanding.references;
  const inside = pages.filter((page) => catalogue.blocksOn(page).length > 0);
  if (inside.length === 0 && understanding.question.length >= MENTION_LENGTH) return undefined;
  if (inside.length === 0) return composeRefusal(context, phrases.noSuchPage(pages.join("、"), catalogue.lastPage));
  const ids = new Set(inside.flatMap((page) => catalogue.measuresOn(page).map(({ id }) => id)));
  const measures: Measure[] = catalogue.collection.measures.filter(({ id }) => ids.has(id));
  const exact = inside.every((page) => catalogue.blocksOn(page).every((block) => block.printed.exact));
  const label = inside.length === 1 ? String(inside[0]) : `${inside[0]}〜${inside.at(-1)}`;
  return composeList(context, phrases.onPage(label, measures.length, exact), rowsOf(context, measures));
}

function answerSection(context: AnswerContext, section: number): Draft {
  const measures = context.catalogue.collection.measures.filter((measure) => measure.section.number === section);
  const name = `(${section})${measures[0]?.section.title ?? ""}`;
  return composeList(context, context.phrases.inSection(name, measures.length), rowsOf(context, measures));
}
