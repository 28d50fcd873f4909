import type { FieldSettings, LexicalDocument } from "../../index/lexical-index.ts";
import type { Measure } from "../../ingest/collection.ts";

/** Field weights and leg weights, chosen on the project's own questions (npm run eval), in one place to be tried out. */

export type DocumentField = "title" | "programmes" | "policy" | "followUp" | "footnotes";
export type MeasureField = DocumentField | "questions";

/** Titles and programme names say most; the right column is long and mixed. */
export const DOCUMENT_FIELDS: FieldSettings<DocumentField> = {
  title: { weight: 2.5, b: 0.4 },
  programmes: { weight: 1.5, b: 0.5 },
  policy: { weight: 1.4, b: 0.6 },
  followUp: { weight: 1, b: 0.6 },
  footnotes: { weight: 0.5, b: 0.5 },
};

export const MEASURE_FIELDS: FieldSettings<MeasureField> = {
  title: { weight: 2, b: 0.4 },
  programmes: { weight: 1.2, b: 0.5 },
  policy: { weight: 1, b: 0.6 },
  followUp: { weight: 0.7, b: 0.6 },
  footnotes: { weight: 0.4, b: 0.5 },
  questions: { weight: 1.5, b: 0.4 },
};

export const QUESTION_FIELDS: FieldSettings<"text"> = { text: { weight: 1, b: 0.3 } };

export const SOUND_FIELDS: FieldSettings<"text"> = { text: { weight: 1, b: 0.4 } };

export const PASSAGE_FIELDS: FieldSettings<"text" | "programme"> = {
  text: { weight: 1, b: 0.5 },
  programme: { weight: 0.5, b: 0.5 },
};

/**
 * measure: BM25F over a measure's words and questions together; question: its best single questions; passage: its best
 * single passage; dense: its nearest passages and questions by embedding; sound: readings, for questions typed in kana or
 * romaji only, which the other legs hardly see.
 */
export type LegName = "measure" | "question" | "passage" | "dense" | "sound";

export const LEG_WEIGHTS: Record<LegName, number> = {
  measure: 0.45,
  question: 0.2,
  passage: 0.05,
  dense: 0.3,
  sound: 2,
};

/** What a glossary word counts beside the question's own words. */
export const EXPANSION_WEIGHT = 0.6;

export function documentOf(measure: Measure): LexicalDocument<DocumentField> {
  return {
    id: measure.id,
    fields: {
      title: [measure.title, measure.titleInContents ?? ""].join("\n"),
      programmes: measure.programmes.map((programme) => programme.name).join("\n"),
      policy: textOf(measure.policy),
      followUp: textOf(measure.followUp),
      footnotes: textOf(measure.footnotes),
    },
  };
}

export function measureDocument(measure: Measure, questions: readonly string[]): LexicalDocument<MeasureField> {
  return { id: measure.id, fields: { ...documentOf(measure).fields, questions: questions.join("\n") } };
}

const textOf = (blocks: Measure["policy"]): string =>
  blocks
    .filter((block) => block.role !== "programme" && block.role !== "ministry")
    .map((block) => block.text)
    .join("\n");
