import { Document, type DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import type { RunnableConfig } from "@langchain/core/runnables";
import type { Passage } from "../../ingest/collection.ts";
import type { Assistant } from "../answer/assistant.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { MeasureHit } from "../retrieval/hybrid-search.ts";
import { type LinkTo, type MeasureMetadata, measureMetadata } from "./measure-metadata.ts";

export interface FoundMeasure extends MeasureMetadata {
  /** Fused score, 0..1; 0 for a measure that was asked for by its number and shares no word with the question. */
  score: number;
  /** Best first; pageContent is their texts, one a line. `pages` and `column` of the Document are those of the first. */
  passages: Pick<Passage, "text" | "column" | "pages">[];
}

export interface MeasureRetrieverOptions extends BaseRetrieverInput {
  /** Measures a question, 4 without it: one Document each, best first. */
  k?: number;
  filters?: Filters;
  /** Passages a measure, 3 without it. */
  passages?: number;
}

export interface MeasureRetrieverInput extends MeasureRetrieverOptions {
  assistant: Pick<Assistant, "rank" | "search">;
  /** Without it links are paths. */
  linkTo?: LinkTo;
}

/**
 * The assistant's own search as a LangChain retriever: measures named by number, page or title first, then by words and
 * meaning. A Document is one measure with the passages of it that fit the question best, verbatim.
 */
export class MeasureRetriever extends BaseRetriever<FoundMeasure> {
  override lc_namespace = ["shisaku_navi", "retrievers"];
  readonly k: number;
  readonly filters: Filters;
  readonly passages: number;
  readonly #assistant: MeasureRetrieverInput["assistant"];
  readonly #linkTo: LinkTo;

  static override lc_name(): string {
    return "MeasureRetriever";
  }

  /** Throws RangeError where `k` or `passages` is no whole number of at least 1. */
  constructor({ assistant, linkTo, k = 4, filters = {}, passages = 3, ...input }: MeasureRetrieverInput) {
    super(input);
    this.k = atLeastOne("k", k);
    this.passages = atLeastOne("passages", passages);
    this.filters = filters;
    this.#assistant = assistant;
    this.#linkTo = linkTo ?? ((path) => path);
  }

  /** Rejects with the reason of an aborted `signal`, before the search or after it. */
  override async invoke(question: string, options?: RunnableConfig): Promise<DocumentInterface<FoundMeasure>[]> {
    options?.signal?.throwIfAborted();
    const documents = await super.invoke(question, options);
    options?.signal?.throwIfAborted();
    return documents;
  }

  override async _getRelevantDocuments(question: string): Promise<DocumentInterface<FoundMeasure>[]> {
    const hits = await this.#assistant.rank(question, this.k, this.filters);
    return hits.map((hit) => this.#documentOf(hit));
  }

  #documentOf({ measure, score, passages }: MeasureHit): DocumentInterface<FoundMeasure> {
    // What was found by the questions people ask may have no passage of its own among the best.
    const found = [
      ...passages.map(({ passage }) => passage),
      ...this.#assistant.search.catalogue.passagesOf(measure.id),
    ];
    const told = Array.from(new Set(found)).filter(({ column }) => column !== "title");
    // The title is in the metadata; a measure has nothing else only if the document gives it no text.
    const kept = (told.length > 0 ? told : found).slice(0, this.passages);
    const place = kept[0] ?? { pages: measure.pages, column: "title" as const };
    return new Document({
      id: measure.id,
      pageContent: kept.map(({ text }) => text).join("\n"),
      metadata: {
        ...measureMetadata(measure, place, this.#linkTo),
        score,
        passages: kept.map(({ text, column, pages }) => ({ text, column, pages })),
      },
    });
  }
}

function atLeastOne(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be a whole number from 1, not ${value}`);
  return value;
}
