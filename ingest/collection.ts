import { z } from "zod";

/**
 * What ingest hands to every later stage: the document as checked data.
 * The schemas are the saved format, the HTTP contract and the TypeScript types at once.
 * Offsets are UTF-16 code units into the source text, `end` exclusive.
 */

/** Printed pages. `exact` is false where page breaks of the document were lost: the truth lies within first..last. */
export const PageRange = z.object({
  first: z.number().int().positive(),
  last: z.number().int().positive(),
  exact: z.boolean(),
});
export type PageRange = z.infer<typeof PageRange>;

/** A piece of the source text; `source.slice(start, end)` is the text it stands for. */
export const Span = z.object({ start: z.number().int(), end: z.number().int() });
export type Span = z.infer<typeof Span>;

/** The two columns of the document's table: 取組方針 (policy) and フォローアップ (followUp). */
export const TableColumn = z.enum(["policy", "followUp"]);
export type TableColumn = z.infer<typeof TableColumn>;

/** What a block is on the page. `part` is a sub-bullet (➢) or a line below a bullet. */
export const BlockRole = z.enum(["programme", "budget", "bullet", "part", "paragraph", "ministry", "note"]);
export type BlockRole = z.infer<typeof BlockRole>;

/** One paragraph or bullet, verbatim, without tags and bullet signs; never crosses a tag, a column or a page. */
export const Block = z.object({
  text: z.string(),
  role: BlockRole,
  pages: PageRange,
  span: Span,
});
export type Block = z.infer<typeof Block>;

export const FactKind = z.enum([
  "budget",
  "count",
  "date",
  "rate",
  "amount",
  "condition",
  "ministry",
  "programme",
  "url",
]);
export type FactKind = z.infer<typeof FactKind>;

/** A value the document states. */
export const Fact = z.object({
  measureId: z.string(),
  kind: FactKind,
  /** The words before the value in its sentence, or the budget's name: what the value is of. */
  label: z.string(),
  /** Verbatim. */
  value: z.string(),
  /** Yen for budget and amount, a number for count, a share of 1 for rate, ISO date or month for date. */
  normalised: z.union([z.number(), z.string()]).nullable(),
  /** "R6補正", "R7当初"; only where the document says so. */
  fiscalYear: z.string().optional(),
  /** 「の内数」: the value is a total of which this measure is a part. */
  withinTotal: z.boolean().optional(),
  pages: PageRange,
  span: Span,
});
export type Fact = z.infer<typeof Fact>;

export const Programme = z.object({
  name: z.string(),
  fiscal: z.array(z.string()),
  budgets: z.array(Fact),
  text: z.string(),
});
export type Programme = z.infer<typeof Programme>;

export const Ministry = z.object({ name: z.string(), lead: z.boolean() });
export type Ministry = z.infer<typeof Ministry>;

export const Measure = z.object({
  edition: z.string(),
  /** "5-3": section, ordinal in the section. */
  id: z.string().regex(/^\d{1,2}-\d{1,2}$/),
  /** "(5)③" */
  number: z.string(),
  title: z.string(),
  /** The contents' wording where it differs from the body's. */
  titleInContents: z.string().optional(),
  chapter: z.object({ number: z.number().int(), title: z.string() }),
  section: z.object({ number: z.number().int(), title: z.string() }),
  topic: z.string(),
  ministries: z.array(Ministry),
  supportTypes: z.array(z.string()),
  pages: PageRange,
  policy: z.array(Block),
  followUp: z.array(Block),
  programmes: z.array(Programme),
  footnotes: z.array(Block),
  /** Measures that repeat this one's text (再掲, or unmarked). */
  seeAlso: z.array(z.string()),
});
export type Measure = z.infer<typeof Measure>;

/** One page block of the document. `ordinal` counts blocks from 1; `printed` is the page number on paper. */
export const Page = z.object({
  edition: z.string(),
  ordinal: z.number().int().positive(),
  printed: PageRange,
  section: z.object({ number: z.number().int(), title: z.string() }),
  topic: z.string(),
  measures: z.array(z.string()),
  /** The page as text without tags, left column before right. */
  text: z.string(),
  span: Span,
});
export type Page = z.infer<typeof Page>;

export const PassageColumn = z.enum(["title", "policy", "followUp", "footnote"]);
export type PassageColumn = z.infer<typeof PassageColumn>;

/** The unit of retrieval: a title, or a bullet with its parts and continuation. `spans` are its verbatim pieces. */
export const Passage = z.object({
  /** "5-3/followUp/2" */
  id: z.string(),
  measureId: z.string(),
  column: PassageColumn,
  /** The programme (○…) the passage stands under, "" where none. */
  programme: z.string(),
  text: z.string(),
  pages: PageRange,
  spans: z.array(z.object({ page: z.number().int(), start: z.number().int(), end: z.number().int() })),
});
export type Passage = z.infer<typeof Passage>;

/**
 * A question that people would ask and the measure answers, written by hand beside the document. It is searched, because
 * people do not speak the document's language; it is never quoted.
 */
export const HypotheticalQuestion = z.object({
  /** "5-3/question/0" */
  id: z.string(),
  measureId: z.string(),
  text: z.string(),
  /** How it is asked: situation, company, keywords, kana, english … */
  kind: z.string(),
});
export type HypotheticalQuestion = z.infer<typeof HypotheticalQuestion>;

/**
 * A question that people ask and that gets no plain answer: what it is like tells others of its kind. `outside` the
 * document's subject, too `broad`, or about a measure that leaves it `unstated`.
 */
export const Exemplar = z.object({
  /** "outside/exemplar/0" */
  id: z.string(),
  kind: z.enum(["outside", "broad", "unstated"]),
  /** Of the outside ones, what they are about. */
  topic: z.string().optional(),
  /** Of the unstated ones, the measure asked about. */
  measureId: z.string().optional(),
  text: z.string(),
});
export type Exemplar = z.infer<typeof Exemplar>;
export type ExemplarKind = Exemplar["kind"];

/** How a measure's names and questions are read aloud, in katakana: who types without kanji finds it by these. */
export const Reading = z.object({ measureId: z.string(), texts: z.array(z.string()) });
export type Reading = z.infer<typeof Reading>;

/** A thing ingest put right (`correction`) or could not decide (`doubt`). */
export const Remark = z.object({
  kind: z.enum(["correction", "doubt"]),
  where: z.string(),
  message: z.string(),
});
export type Remark = z.infer<typeof Remark>;

export const COLLECTION_FORMAT = 5;

export const Collection = z.object({
  format: z.literal(COLLECTION_FORMAT),
  edition: z.string(),
  document: z.object({
    title: z.string(),
    /** As printed, "2025年2月". */
    date: z.string(),
    file: z.string(),
    sha256: z.string(),
    /** Of the questions and readings beside the document, "" where there are none. */
    questionsSha256: z.string(),
    characters: z.number().int(),
  }),
  chapters: z.array(
    z.object({
      number: z.number().int(),
      title: z.string(),
      sections: z.array(
        z.object({
          number: z.number().int(),
          title: z.string(),
          aim: z.string(),
          topics: z.array(z.string()),
        }),
      ),
    }),
  ),
  pages: z.array(Page),
  measures: z.array(Measure),
  passages: z.array(Passage),
  facts: z.array(Fact),
  questions: z.array(HypotheticalQuestion),
  readings: z.array(Reading),
  exemplars: z.array(Exemplar),
  remarks: z.array(Remark),
});
export type Collection = z.infer<typeof Collection>;
