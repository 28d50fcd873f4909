import type { VectorHit, VectorIndex } from "../index/vector-index.ts";

/** A vector index for tests of what uses one: picks the best of what is left, `limit` times. Keeps the contract of the real ones. */
export class FakeVectorIndex implements VectorIndex {
  readonly name = "fake";
  readonly exact = true;
  #vectors: readonly Float32Array[] = [];

  build(vectors: readonly Float32Array[]): void {
    this.#vectors = vectors;
  }

  search(vector: Float32Array, limit: number): VectorHit[] {
    if (!vector.some((value) => value !== 0)) return [];
    const left = new Map(this.#vectors.map((candidate, position) => [position, innerProduct(candidate, vector)]));
    const hits: VectorHit[] = [];
    while (hits.length < limit && left.size > 0) {
      let best: VectorHit = { position: -1, score: Number.NEGATIVE_INFINITY };
      for (const [position, score] of left) if (score > best.score) best = { position, score };
      left.delete(best.position);
      hits.push(best);
    }
    return hits;
  }
}

const innerProduct = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);
