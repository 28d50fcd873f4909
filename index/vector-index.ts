export interface VectorHit {
  /** Position in the list the index was built from. */
  position: number;
  /** Cosine similarity, -1..1. */
  score: number;
}

/**
 * Nearest neighbours among L2-normalised vectors of one length. Two methods, so that an exact scan can stand in where the
 * HNSW addon could not be compiled; both run the same contract tests.
 */
export interface VectorIndex {
  readonly name: string;
  /** Whether search finds the true neighbours always (a scan) or nearly always (a graph). */
  readonly exact: boolean;
  /** Replaces what the index holds. Vectors are L2-normalised Float32Array of one length. */
  build(vectors: readonly Float32Array[]): void;
  /** The `limit` nearest, best first; fewer when it holds fewer; none for a zero vector. */
  search(vector: Float32Array, limit: number): VectorHit[];
}

export const isZero = (vector: Float32Array): boolean => vector.every((value) => value === 0);

/** Of two vectors of one length; the cosine where both are L2-normalised. */
export function dotProduct(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < right.length; index += 1) sum += left[index]! * right[index]!;
  return sum;
}
