import { readFileSync } from "node:fs";
import { z } from "zod";
import type { PassageColumn } from "../../ingest/collection.ts";
import { PassageColumn as Column, PageRange } from "../../ingest/collection.ts";
import { evidenceOf } from "../../src/prose/evidence.ts";
import type { Source } from "../../src/prose/number-sources.ts";
import type { SourceBook } from "../../src/prose/verify-sentence.ts";
import type { Catalogue } from "../../src/retrieval/catalogue.ts";

/** The numbered sources that a language model was given for a question. */
const Given = z.object({
  about: z.string(),
  question: z.string(),
  sources: z.array(
    z.object({
      n: z.number(),
      measureId: z.string(),
      column: Column,
      pages: PageRange,
      heading: z.string(),
      quote: z.string(),
    }),
  ),
});
export type Given = z.infer<typeof Given>;

/** A sentence as a model writes it. The set "unseen" was written last, when the check was done, and tried once. */
const Faithful = z.object({ about: z.string(), set: z.enum(["tuned", "unseen"]), written: z.string() });
/** What is wrong with it in a word or two; `isShown` where the check is known to let it through. */
const Unfaithful = Faithful.extend({ wrong: z.string(), isShown: z.boolean().default(false) });

export const givenSources = (): Given[] => read("sources.jsonl", Given);
export const faithfulSentences = (): z.infer<typeof Faithful>[] => read("faithful.jsonl", Faithful);
export const unfaithfulSentences = (): z.infer<typeof Unfaithful>[] => read("unfaithful.jsonl", Unfaithful);

function read<Line extends z.ZodType>(name: string, schema: Line): z.infer<Line>[] {
  const lines = readFileSync(new URL(name, import.meta.url), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => schema.parse(JSON.parse(line)));
}

/** Sources as the check is given them, over the real document. */
export function bookOf(sources: Given["sources"], catalogue: Catalogue): SourceBook {
  const book = sources.map((given) => sourceOf(given, catalogue));
  return { sources: book, evidence: new Map(book.map(({ measure }) => [measure.id, evidenceOf(measure)])) };
}

interface GivenSource {
  n: number;
  measureId: string;
  column: PassageColumn;
  pages: PageRange;
  heading: string;
  quote: string;
}

function sourceOf({ n, measureId, column, pages, heading, quote }: GivenSource, catalogue: Catalogue): Source {
  const measure = catalogue.measures.get(measureId);
  if (!measure) throw new Error(`no measure ${measureId}`);
  const { edition, number, title } = measure;
  const citation = { n, edition, measureId, number, title, pages, column, quote, url: `/measures/${measureId}` };
  return { citation, measure, heading };
}
