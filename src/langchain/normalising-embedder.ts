import { Embeddings, type EmbeddingsInterface } from "@langchain/core/embeddings";
import { normalise } from "../../index/normalise.ts";

/**
 * Reads every text as the document's index does before it is embedded: width, invisible characters, spaces inside Japanese,
 * known recognition errors. Without it リスキリング would not meet the document's リスクリング.
 */
export class NormalisingEmbedder extends Embeddings {
  readonly inner: EmbeddingsInterface;

  constructor(inner: EmbeddingsInterface) {
    super({});
    this.inner = inner;
  }

  override embedDocuments(documents: string[]): Promise<number[][]> {
    return this.inner.embedDocuments(documents.map(normalise));
  }

  override embedQuery(query: string): Promise<number[]> {
    return this.inner.embedQuery(normalise(query));
  }
}
