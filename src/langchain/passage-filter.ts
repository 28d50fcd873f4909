import type { DocumentInterface } from "@langchain/core/documents";
import type { PassageColumn } from "../../ingest/collection.ts";
import { type Filters, holdsOne } from "../retrieval/filters.ts";

/** Values of one list are alternatives, lists must all hold; an absent or empty one restricts nothing. */
export interface PassageConditions extends Filters {
  column?: PassageColumn[] | undefined;
  measureId?: string[] | undefined;
  edition?: string[] | undefined;
}

/** Conditions on the metadata, or any test of the Document. */
export type PassageFilter = PassageConditions | ((document: DocumentInterface) => boolean);

/** Which metadata each condition looks at. */
const METADATA_OF: Readonly<Record<keyof PassageConditions, string>> = {
  ministry: "ministries",
  type: "supportTypes",
  section: "section",
  topic: "topic",
  column: "column",
  measureId: "measureId",
  edition: "edition",
};

/** A filter as a test. A Document without the metadata that a condition looks at does not pass it. Throws on an unknown condition. */
export function passageTest(filter: PassageFilter): (document: DocumentInterface) => boolean {
  if (typeof filter === "function") return filter;
  const unknown = Object.keys(filter).filter((condition) => !Object.hasOwn(METADATA_OF, condition));
  if (unknown.length > 0) {
    throw new Error(`unknown filter ${unknown.join(", ")}; known: ${Object.keys(METADATA_OF).join(", ")}`);
  }
  const conditions = Object.entries<readonly (string | number)[] | undefined>({ ...filter });
  return ({ metadata }) =>
    conditions.every(([condition, wanted]) =>
      holdsOne(valuesOf(metadata[METADATA_OF[condition as keyof PassageConditions]]), wanted),
    );
}

const valuesOf = (value: unknown): string[] =>
  [value].flat().flatMap((one) => (typeof one === "string" || typeof one === "number" ? [String(one)] : []));
