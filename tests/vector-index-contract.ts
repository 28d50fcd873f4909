import { describe, expect, it } from "vitest";
import type { VectorHit, VectorIndex } from "../index/vector-index.ts";
import { randomUnitVectors, unitVector } from "./unit-vectors.ts";

/** What every vector index keeps, whatever it is made of; `create` gives a new, empty one. */
export function describeVectorIndexContract(title: string, create: () => VectorIndex | Promise<VectorIndex>): void {
  const built = async (vectors: readonly Float32Array[]): Promise<VectorIndex> => {
    const index = await create();
    index.build(vectors);
    return index;
  };

  describe(title, () => {
    const east = unitVector([1, 0, 0]);
    const northEast = unitVector([1, 1, 0]);
    const north = unitVector([0, 1, 0]);
    const west = unitVector([-1, 0, 0]);

    it("gives the nearest first, by position", async () => {
      const index = await built([west, north, east, northEast]);
      expect(positions(index.search(east, 4))).toEqual([2, 3, 1, 0]);
    });

    it("gives the cosine as score, 1 for the vector itself and -1 for its opposite", async () => {
      const index = await built([west, north, east, northEast]);
      const scores = index.search(east, 4).map((hit) => hit.score);
      expectClose(scores, [1, Math.SQRT1_2, 0, -1]);
    });

    it.each([1, 2, 16, 17])("scores vectors of %i dimensions as a brute force over all does", async (dimensions) => {
      const vectors = randomUnitVectors(200, dimensions, 3);
      const index = await built(vectors);
      for (const query of randomUnitVectors(10, dimensions, 4)) {
        const hits = index.search(query, 200);
        expect(hits).toHaveLength(200);
        expectClose(
          hits.map((hit) => hit.score),
          hits.map((hit) => cosine(query, vectors[hit.position]!)),
        );
        const best = Math.max(...vectors.map((vector) => cosine(query, vector)));
        expectClose([hits[0]!.score], [best]);
      }
    });

    it("names each position once", async () => {
      const index = await built(randomUnitVectors(200, 16, 5));
      const found = positions(index.search(randomUnitVectors(1, 16, 6)[0]!, 200));
      expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, position) => position));
    });

    it.each([0, 1, 3])("gives no more than the %i asked for", async (limit) => {
      const index = await built([east, northEast, north, west]);
      expect(positions(index.search(east, limit))).toEqual([0, 1, 2, 3].slice(0, limit));
    });

    it("gives all it has when asked for more", async () => {
      const index = await built([north, east]);
      expect(positions(index.search(east, 50))).toEqual([1, 0]);
    });

    it("finds the only vector of an index of one", async () => {
      const index = await built([north]);
      expect(positions(index.search(northEast, 5))).toEqual([0]);
    });

    it("gives nothing before anything is built", async () => {
      const index = await create();
      expect(index.search(east, 5)).toEqual([]);
    });

    it("gives nothing when built from no vector", async () => {
      const index = await built([]);
      expect(index.search(east, 5)).toEqual([]);
    });

    it("gives nothing for a zero vector: a question without a known word resembles no passage", async () => {
      const index = await built([east, north]);
      expect(index.search(new Float32Array(3), 5)).toEqual([]);
    });

    it("gives a stored zero vector the score 0, not NaN", async () => {
      const index = await built([new Float32Array(3), west, east]);
      const hits = index.search(east, 3);
      expect(positions(hits)).toEqual([2, 0, 1]);
      expectClose([hits[1]!.score], [0]);
    });

    it("forgets the earlier vectors when built again", async () => {
      const index = await built([east, northEast, north]);
      index.build([west]);
      const hits = index.search(east, 5);
      expect(positions(hits)).toEqual([0]);
      expectClose([hits[0]!.score], [-1]);
    });

    it("is empty when built again from nothing", async () => {
      const index = await built([east, north]);
      index.build([]);
      expect(index.search(east, 5)).toEqual([]);
    });

    it("takes vectors of another length when built again", async () => {
      const index = await built([east, north]);
      index.build([unitVector([1, 0]), unitVector([1, 2])]);
      expect(positions(index.search(unitVector([0, 1]), 5))).toEqual([1, 0]);
    });

    it("puts equal scores in the order of their positions", async () => {
      const index = await built([north, east, west, east, north, east]);
      expect(positions(index.search(east, 6))).toEqual([1, 3, 5, 0, 4, 2]);
    });

    it("gives the same list again, from the same index and from another built alike", async () => {
      const vectors = randomUnitVectors(300, 16, 7);
      const query = randomUnitVectors(1, 16, 8)[0]!;
      const index = await built(vectors);
      const hits = index.search(query, 30);
      expect(hits).toHaveLength(30);
      expect(index.search(query, 30)).toEqual(hits);
      expect((await built(vectors)).search(query, 30)).toEqual(hits);
    });

    it("changes neither the stored vectors nor the question", async () => {
      const vectors = [unitVector([3, 1, 2]), unitVector([1, 3, 2])];
      const query = unitVector([2, 1, 3]);
      const index = await built(vectors);
      index.search(query, 2);
      expect(vectors).toEqual([unitVector([3, 1, 2]), unitVector([1, 3, 2])]);
      expect(query).toEqual(unitVector([2, 1, 3]));
    });
  });
}

const positions = (hits: readonly VectorHit[]): number[] => hits.map((hit) => hit.position);

/** By the definition, dividing by both lengths. */
function cosine(a: Float32Array, b: Float32Array): number {
  const products = Array.from(a, (value, index) => value * b[index]!);
  return products.reduce((sum, value) => sum + value, 0) / (Math.hypot(...a) * Math.hypot(...b));
}

/** Float32 sums differ in the seventh digit with the order of addition. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const worst = Math.max(0, ...actual.map((value, index) => Math.abs(value - expected[index]!)));
  expect(worst).toBeLessThan(1e-5);
}
