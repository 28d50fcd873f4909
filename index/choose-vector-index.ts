import { ExactVectorIndex } from "./exact-vector-index.ts";
import { HnswVectorIndex } from "./hnsw-vector-index.ts";
import type { VectorIndex } from "./vector-index.ts";

/** HNSW where its addon was compiled at install, else the exact scan: same answers, a little slower. */
export async function chooseVectorIndex(wanted: "hnsw" | "exact" = "hnsw"): Promise<VectorIndex> {
  if (wanted === "exact") return new ExactVectorIndex();
  try {
    const { default: hnswlib } = await import("hnswlib-node");
    return new HnswVectorIndex(hnswlib.HierarchicalNSW);
  } catch {
    return new ExactVectorIndex();
  }
}
