import { ExactVectorIndex } from "../../index/exact-vector-index.ts";
import { LexicalIndex } from "../../index/lexical-index.ts";
import { normalise } from "../../index/normalise.ts";
import { terms } from "../../index/terms.ts";
import type { VectorIndex } from "../../index/vector-index.ts";
import type { Catalogue } from "./catalogue.ts";
import { KnownQuestions } from "./known-questions.ts";
import {
  DOCUMENT_FIELDS,
  documentOf,
  MEASURE_FIELDS,
  measureDocument,
  PASSAGE_FIELDS,
  QUESTION_FIELDS,
} from "./search-settings.ts";

export type SearchParts = ReturnType<typeof searchParts>;

/** What a search looks into, each part built when it is first asked for: together they take a second. */
export function searchParts(
  catalogue: Catalogue,
  vectors: readonly Float32Array[],
  vectorOf: ReadonlyMap<string, Float32Array>,
  given: VectorIndex,
) {
  const { measures, passages, questions, exemplars } = catalogue.collection;
  // Two indexes hold the questions, two the document: the terms of a text are taken once.
  const tokenizer = { document: remembering(terms), question: terms };
  const vectorIndex = once(() => {
    given.build(vectors);
    return given;
  });
  return {
    vectorIndex,
    /** For filtered questions: a graph may miss neighbours among the few that a filter leaves, a scan does not. */
    scan: once((): VectorIndex => {
      if (given.exact) return vectorIndex();
      const scan = new ExactVectorIndex();
      scan.build(vectors);
      return scan;
    }),
    questionIndex: once(
      () =>
        new LexicalIndex(
          questions.map(({ id, text }) => ({ id, fields: { text } })),
          QUESTION_FIELDS,
          tokenizer,
        ),
    ),
    known: once(
      () =>
        new KnownQuestions(
          [
            ...questions.map(({ id, measureId, text }) => ({
              id,
              group: measureId,
              text,
              vector: vectorOf.get(id)!,
            })),
            ...exemplars.map(({ id, kind, measureId, text }) => ({
              id,
              group: measureId === undefined ? kind : `${kind}/${measureId}`,
              text,
              vector: vectorOf.get(id)!,
            })),
          ],
          tokenizer,
        ),
    ),
    documentIndex: once(() => new LexicalIndex(measures.map(documentOf), DOCUMENT_FIELDS, tokenizer)),
    measureIndex: once(
      () =>
        new LexicalIndex(
          measures.map((measure) => measureDocument(measure, catalogue.questionsOf(measure.id))),
          MEASURE_FIELDS,
          tokenizer,
        ),
    ),
    /** All that is written or known to be asked, normalised. */
    knownText: once(() => [...passages, ...questions].map(({ text }) => normalise(text)).join("\n")),
    passageIndex: once(
      () =>
        new LexicalIndex(
          passages.map(({ id, text, programme }) => ({ id, fields: { text, programme } })),
          PASSAGE_FIELDS,
        ),
    ),
  };
}

function once<Part>(build: () => Part): () => Part {
  let building: (() => Part) | undefined = build;
  let part: Part | undefined;
  return () => {
    if (building !== undefined) {
      part = building();
      building = undefined;
    }
    return part as Part;
  };
}

function remembering<Result>(of: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = of(text);
    known.set(text, result);
    return result;
  };
}
