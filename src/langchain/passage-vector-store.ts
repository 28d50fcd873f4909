import { randomUUID } from "node:crypto";
import { Document, type DocumentInterface } from "@langchain/core/documents";
import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { maximalMarginalRelevance } from "@langchain/core/utils/math";
import { type MaxMarginalRelevanceSearchOptions, VectorStore } from "@langchain/core/vectorstores";
import { ExactVectorIndex } from "../../index/exact-vector-index.ts";
import { dotProduct, isZero, type VectorIndex } from "../../index/vector-index.ts";
import type { IndexedPassage } from "./library-passages.ts";
import { type PassageFilter, passageTest } from "./passage-filter.ts";
import { unitVector } from "./unit-vector.ts";

export interface PassageVectorStoreOptions {
  /** An empty index of its own. Without it the exact scan; a graph is built anew at the first search after each change. */
  index?: VectorIndex | undefined;
}

export interface AddOptions {
  /** One for each document. Without them the documents' own ids, else new ones; a known id is replaced. */
  ids?: string[];
}

interface Entry {
  id: string;
  pageContent: string;
  metadata: Readonly<Record<string, unknown>>;
  vector: Float32Array;
}

const MMR_FETCHED = 20;

/**
 * Our vector index as a LangChain vector store, in memory. It can begin with the document's passages (`fromPassages`); what is
 * added or deleted changes this store alone, never the saved index or what the assistant answers. Scores are cosines, -1..1.
 */
export class PassageVectorStore extends VectorStore {
  declare FilterType: PassageFilter;
  readonly #index: VectorIndex;
  readonly #entries = new Map<string, Entry>();
  /** The entries in the order of the index's positions; undefined where it has to be built. */
  #built: readonly Entry[] | undefined;

  constructor(embeddings: EmbeddingsInterface, { index = new ExactVectorIndex() }: PassageVectorStoreOptions = {}) {
    super(embeddings, {});
    this.#index = index;
  }

  override _vectorstoreType(): string {
    return "shisaku-navi";
  }

  /** How many documents it holds. */
  get size(): number {
    return this.#entries.size;
  }

  /** Embeds the documents and adds them; gives their ids. */
  override async addDocuments(documents: DocumentInterface[], options?: AddOptions): Promise<string[]> {
    const vectors = await this.embeddings.embedDocuments(documents.map(({ pageContent }) => pageContent));
    return this.addVectors(vectors, documents, options);
  }

  /** All or nothing. Throws where counts or lengths differ, or an id comes twice. */
  override async addVectors(
    vectors: number[][],
    documents: DocumentInterface[],
    { ids }: AddOptions = {},
  ): Promise<string[]> {
    const length = this.#dimensions ?? vectors[0]?.length;
    if (vectors.length !== documents.length || (ids && ids.length !== documents.length)) {
      throw new Error(`${documents.length} documents, ${vectors.length} vectors, ${ids?.length ?? "no"} ids`);
    }
    if (vectors.some((vector) => vector.length !== length)) {
      throw new Error(`every vector must have ${length} numbers; use the embeddings that the store was made with`);
    }
    const entries = documents.map(({ id, pageContent, metadata }, position) => ({
      id: ids?.[position] ?? id ?? randomUUID(),
      pageContent,
      metadata: { ...metadata },
      vector: unitVector(vectors[position] ?? []),
    }));
    const added = entries.map(({ id }) => id);
    if (new Set(added).size < added.length) throw new Error("an id comes twice among the documents to add");
    for (const entry of entries) this.#entries.set(entry.id, entry);
    this.#built = undefined;
    return added;
  }

  /** Ids that it does not hold are passed over. */
  override async delete(wanted?: { ids: readonly string[] }): Promise<void> {
    if (!Array.isArray(wanted?.ids)) throw new Error("say what to delete: { ids: [...] }");
    for (const id of wanted.ids) this.#entries.delete(id);
    this.#built = undefined;
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: PassageFilter,
  ): Promise<[DocumentInterface, number][]> {
    return this.#nearest(query, k, filter).map(({ entry, score }) => [copyOf(entry), score]);
  }

  /** Near the question and unlike each other: `lambda` 1 looks at nearness alone, 0 at difference alone, 0.5 without it. */
  override async maxMarginalRelevanceSearch(
    query: string,
    { k, fetchK = MMR_FETCHED, lambda, filter }: MaxMarginalRelevanceSearchOptions<PassageFilter>,
  ): Promise<DocumentInterface[]> {
    const vector = await this.embeddings.embedQuery(query);
    const near = this.#nearest(vector, Math.max(k, fetchK), filter);
    const vectors = near.map(({ entry }) => Array.from(entry.vector));
    return maximalMarginalRelevance(vector, vectors, lambda, k).map((position) => copyOf(near[position]!.entry));
  }

  #nearest(query: number[], k: number, filter: PassageFilter | undefined): { entry: Entry; score: number }[] {
    if (k < 1 || this.#entries.size === 0) return [];
    if (query.length !== this.#dimensions) {
      throw new Error(`the question's vector has ${query.length} numbers, the store's have ${this.#dimensions}`);
    }
    const vector = unitVector(query);
    if (filter === undefined) {
      const entries = this.#buildIfChanged();
      return this.#index.search(vector, k).map(({ position, score }) => ({ entry: entries[position]!, score }));
    }
    // A graph may miss neighbours among the few that a filter leaves: those are all compared.
    const passes = passageTest(filter);
    const passing = Array.from(this.#entries.values()).filter((entry) => !isZero(vector) && passes(copyOf(entry)));
    return passing
      .map((entry) => ({ entry, score: dotProduct(vector, entry.vector) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
  }

  #buildIfChanged(): readonly Entry[] {
    if (this.#built) return this.#built;
    const entries = Array.from(this.#entries.values());
    this.#index.build(entries.map(({ vector }) => vector));
    this.#built = entries;
    return entries;
  }

  get #dimensions(): number | undefined {
    const [entry] = this.#entries.values();
    return entry?.vector.length;
  }

  /** A store of these texts alone; `metadatas` is one for each text, or one for all. */
  static override async fromTexts(
    texts: string[],
    metadatas: object[] | object,
    embeddings: EmbeddingsInterface,
    options: PassageVectorStoreOptions = {},
  ): Promise<PassageVectorStore> {
    const documents = texts.map((pageContent, position) => {
      const metadata: object = Array.isArray(metadatas) ? (metadatas[position] ?? {}) : metadatas;
      return new Document({ pageContent, metadata: { ...metadata } });
    });
    return PassageVectorStore.fromDocuments(documents, embeddings, options);
  }

  /** A store of these documents alone. */
  static override async fromDocuments(
    documents: DocumentInterface[],
    embeddings: EmbeddingsInterface,
    options: PassageVectorStoreOptions = {},
  ): Promise<PassageVectorStore> {
    const store = new PassageVectorStore(embeddings, options);
    await store.addDocuments(documents);
    return store;
  }

  /** A store that begins with passages of a loaded library, their vectors as saved. `embeddings` must be the library's. */
  static async fromPassages(
    passages: readonly IndexedPassage[],
    embeddings: EmbeddingsInterface,
    options: PassageVectorStoreOptions = {},
  ): Promise<PassageVectorStore> {
    const store = new PassageVectorStore(embeddings, options);
    await store.addVectors(
      passages.map(({ vector }) => vector),
      passages.map(({ document }) => document),
    );
    return store;
  }
}

/** Of its own, so that nobody changes what the store holds. */
const copyOf = ({ id, pageContent, metadata }: Entry): DocumentInterface =>
  new Document({ id, pageContent, metadata: { ...metadata } });
