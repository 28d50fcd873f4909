/** A token table as int8: row r is `values[r] × scales[r]`. */
export interface QuantisedTable {
  readonly tokens: number;
  readonly dimensions: number;
  /** [tokens × dimensions], row-major. */
  readonly values: Int8Array;
  /** [tokens] */
  readonly scales: Float32Array;
}

/** Symmetric, one scale a row, so that a row with large values does not coarsen the others. A zero row stays zero. */
export function quantiseTable(table: Float32Array, dimensions: number): QuantisedTable {
  const tokens = table.length / dimensions;
  const values = new Int8Array(table.length);
  const scales = new Float32Array(tokens);
  for (let token = 0; token < tokens; token++) {
    const row = table.subarray(token * dimensions, (token + 1) * dimensions);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest === 0) continue;
    const scale = largest / 127;
    scales[token] = scale;
    for (let i = 0; i < dimensions; i++) values[token * dimensions + i] = Math.round(row[i]! / scale);
  }
  return { tokens, dimensions, values, scales };
}
