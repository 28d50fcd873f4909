/** A vector at length 1, or zero as it is: what a VectorIndex takes. Throws on a number that is none. */
export function unitVector(numbers: readonly number[]): Float32Array {
  const length = Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(length)) throw new Error("a vector holds a number that is not finite");
  return Float32Array.from(numbers, (value) => (length === 0 ? 0 : value / length));
}
