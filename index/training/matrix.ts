/**
 * The three dense products that training needs. All matrices are row-major Float32Array.
 * Four rows are taken at a time: the inner loop then loads each value of the other matrix once for four products.
 */

/** out[m × n] = a[m × k] · b[n × k]ᵀ */
export function multiplyTransposed(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  m: number,
  n: number,
  k: number,
): void {
  const fullRows = n - (n % 4);
  for (let row = 0; row < m; row++) {
    const offset = row * k;
    for (let column = 0; column < fullRows; column += 4) {
      const b0 = column * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let i = 0; i < k; i++) {
        const value = a[offset + i]!;
        s0 += value * b[b0 + i]!;
        s1 += value * b[b1 + i]!;
        s2 += value * b[b2 + i]!;
        s3 += value * b[b3 + i]!;
      }
      const at = row * n + column;
      out[at] = s0;
      out[at + 1] = s1;
      out[at + 2] = s2;
      out[at + 3] = s3;
    }
    for (let column = fullRows; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[offset + i]! * b[column * k + i]!;
      out[row * n + column] = sum;
    }
  }
}

/** out[m × n] = a[m × k] · b[k × n] */
export function multiply(a: Float32Array, b: Float32Array, out: Float32Array, m: number, n: number, k: number): void {
  out.fill(0, 0, m * n);
  const fullRows = k - (k % 4);
  for (let row = 0; row < m; row++) {
    const at = row * n;
    for (let i = 0; i < fullRows; i += 4) {
      const a0 = a[row * k + i]!;
      const a1 = a[row * k + i + 1]!;
      const a2 = a[row * k + i + 2]!;
      const a3 = a[row * k + i + 3]!;
      const b0 = i * n;
      const b1 = b0 + n;
      const b2 = b1 + n;
      const b3 = b2 + n;
      for (let column = 0; column < n; column++) {
        out[at + column]! += a0 * b[b0 + column]! + a1 * b[b1 + column]! + a2 * b[b2 + column]! + a3 * b[b3 + column]!;
      }
    }
    for (let i = fullRows; i < k; i++) {
      const value = a[row * k + i]!;
      for (let column = 0; column < n; column++) out[at + column]! += value * b[i * n + column]!;
    }
  }
}

/** Makes the columns of matrix[rows × columns] orthonormal, in place (modified Gram-Schmidt). A dependent column becomes zero. */
export function orthonormaliseColumns(matrix: Float32Array, rows: number, columns: number): void {
  const transposed = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) transposed[column * rows + row] = matrix[row * columns + column]!;
  }
  for (let column = 0; column < columns; column++) {
    const current = transposed.subarray(column * rows, (column + 1) * rows);
    for (let earlier = 0; earlier < column; earlier++) {
      const other = transposed.subarray(earlier * rows, (earlier + 1) * rows);
      const shared = dot(current, other);
      for (let row = 0; row < rows; row++) current[row]! -= shared * other[row]!;
    }
    const norm = Math.sqrt(dot(current, current));
    const factor = norm > 1e-6 ? 1 / norm : 0;
    for (let row = 0; row < rows; row++) current[row]! *= factor;
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) matrix[row * columns + column] = transposed[column * rows + row]!;
  }
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
