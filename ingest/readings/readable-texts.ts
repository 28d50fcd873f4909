import type { Collection, Reading } from "../collection.ts";

const FOREIGN = new Set(["english", "chinese", "vietnamese"]);

/** The texts of each measure whose readings are worth having: title, programme names, Japanese questions. */
export function readableTexts(collection: Collection): Reading[] {
  return collection.measures.map((measure) => ({
    measureId: measure.id,
    texts: [
      measure.title,
      ...measure.programmes.map((programme) => programme.name),
      ...collection.questions
        .filter((question) => question.measureId === measure.id && !FOREIGN.has(question.kind))
        .map((question) => question.text),
    ],
  }));
}
