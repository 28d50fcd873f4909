import type { Collection, Passage } from "../ingest/collection.ts";
import { normalise } from "./normalise.ts";

/** One text of the index; `id` begins with its measure's id: "5-3/followUp/2", "5-3/question/0". */
export interface IndexEntry {
  id: string;
  /** What is embedded, normalised. */
  text: string;
}

/** Everything that gets a vector: passages, hypothetical questions, exemplars. */
export function indexEntries(collection: Collection): IndexEntry[] {
  const titles = new Map(collection.measures.map((measure) => [measure.id, measure.title]));
  return [
    ...collection.passages.map((passage) => ({ id: passage.id, text: passageText(passage, titles) })),
    ...[...collection.questions, ...collection.exemplars].map(({ id, text }) => ({ id, text: normalise(text) })),
  ];
}

/** The ids of the entries, in their order: what tells one set of entries from another without reading its texts. */
export const entryIds = ({ passages, questions, exemplars }: Collection): string[] =>
  [...passages, ...questions, ...exemplars].map(({ id }) => id);

/** A bullet alone often does not name its subject: its measure's title stands before it. */
function passageText(passage: Passage, titles: ReadonlyMap<string, string>): string {
  const title = passage.column === "title" ? "" : (titles.get(passage.measureId) ?? "");
  return normalise(`${title} ${passage.text}`);
}

/** Exemplars are compared with, never found. */
export const isExemplarId = (id: string): boolean => id.includes("/exemplar/");

/** The measure a passage or question id belongs to. */
export const measureOf = (id: string): string => id.slice(0, id.indexOf("/"));
