import type { Collection } from "../collection.ts";

const FOREIGN = new Set(["english", "chinese", "vietnamese"]);

/** The texts of a measure whose readings are worth having: title, programme names, Japanese questions; readings keep this order. */
export function readableTexts(collection: Collection, measureId: string): string[] {
  const measure = collection.measures.find(({ id }) => id === measureId);
  if (!measure) return [];
  return [
    measure.title,
    ...measure.programmes.map((programme) => programme.name),
    ...collection.questions
      .filter((question) => question.measureId === measureId && !FOREIGN.has(question.kind))
      .map((question) => question.text),
  ];
}
