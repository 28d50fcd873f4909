import { normalise } from "../index/normalise.ts";
import type { ListingQuestion, ListingRule } from "../src/question/listing-rules.ts";
import { resolveReferences } from "../src/question/resolve-references.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { ingested, MEASURES_BY_HAND, REAL_DOCUMENT } from "./ingest-documents.ts";

export interface RealListing {
  /** A question as every rule reads it. */
  asking: (asked: string) => ListingQuestion;
  /** Ids of the measures that pass all rules, in the document's order. */
  passing: (rules: readonly ListingRule[]) => string[];
}

/** Rules of a whole list over the real document. */
export async function buildRealListing(): Promise<RealListing> {
  const catalogue = new Catalogue((await ingested(REAL_DOCUMENT)).collection);
  return {
    asking: (asked) => ({
      asked,
      text: normalise(asked),
      references: resolveReferences(asked, catalogue),
      catalogue,
      range: catalogue.collection.measures,
    }),
    passing: (rules) =>
      catalogue.collection.measures.filter((measure) => rules.every(({ test }) => test(measure))).map(({ id }) => id),
  };
}

export const namesOf = (rules: readonly ListingRule[]): string[] => rules.map(({ rule }) => rule);

/** The table read by hand, as far as lists are made of it. */
export const BY_HAND = MEASURES_BY_HAND.slice(1).map(([id = "", , title = "", , topic = "", ministries = ""]) => ({
  id,
  section: Number(id.split("-")[0]),
  title,
  topic,
  ministries: ministries.replace("○", "").split("・"),
}));
type Row = (typeof BY_HAND)[number];

export const idsWhere = (holds: (row: Row) => boolean): string[] => BY_HAND.filter(holds).map(({ id }) => id);
export const inSections = (...numbers: number[]): string[] => idsWhere(({ section }) => numbers.includes(section));
export const titled = (word: string): string[] => idsWhere(({ title }) => title.includes(word));

/** Measures of all these ministries, and where `alone` of no other. */
export const ofMinistries = (names: readonly string[], alone = false): string[] =>
  idsWhere(
    ({ ministries }) =>
      names.every((name) => ministries.includes(name)) && (!alone || ministries.length === names.length),
  );
