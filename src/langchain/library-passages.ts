import { Document } from "@langchain/core/documents";
import type { Assistant } from "../answer/assistant.ts";
import { type LinkTo, type MeasureMetadata, measureMetadata } from "./measure-metadata.ts";

export interface IndexedPassage {
  /** Its id is the passage's: "5-3/followUp/2". */
  document: Document<MeasureMetadata>;
  /** As the saved index has it. */
  vector: number[];
}

/** Every passage of a loaded edition with its vector: nothing is embedded anew. */
export function libraryPassages({ search }: Pick<Assistant, "search">, linkTo: LinkTo): IndexedPassage[] {
  const { measures, collection } = search.catalogue;
  return collection.passages.flatMap((passage) => {
    const measure = measures.get(passage.measureId);
    const vector = search.indexedVector(passage.id);
    if (measure === undefined || vector === undefined) return [];
    const metadata = measureMetadata(measure, passage, linkTo);
    return [
      {
        document: new Document({ id: passage.id, pageContent: passage.text, metadata }),
        vector: Array.from(vector),
      },
    ];
  });
}
