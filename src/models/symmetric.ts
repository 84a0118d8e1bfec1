/** Small dense symmetric matrices on the host, row-major f64. */

/**
 * R⁻¹ of the Cholesky factorisation a = RᵀR, R upper triangular: f64[n × n]. Columns whose pivot is not above
 * `tolerance` times the diagonal are dependent on those before them, and come out as zero.
 */
export function inverseCholesky(a: ArrayLike<number>, n: number, tolerance = 1e-6): Float64Array {
  const l = new Float64Array(n * n);
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    let pivot = a[j * n + j]!;
    for (let k = 0; k < j; k++) pivot -= l[j * n + k]! ** 2;
    if (!(pivot > tolerance * a[j * n + j]!)) continue;
    const diagonal = Math.sqrt(pivot);
    l[j * n + j] = diagonal;
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      l[i * n + j] = sum / diagonal;
    }
    // Column j of R⁻¹: R⁻¹ R = I, R = Lᵀ
    inverse[j * n + j] = 1 / diagonal;
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let k = i; k < j; k++) sum += inverse[i * n + k]! * l[j * n + k]!;
      inverse[i * n + j] = -sum / diagonal;
    }
  }
  return inverse;
}

export interface Eigen {
  /** f64[n], descending */
  readonly values: Float64Array;
  /** f64[n × n]: column j belongs to values[j] */
  readonly vectors: Float64Array;
}

/** Eigenvalues and eigenvectors by cyclic Jacobi rotations (Golub & Van Loan 2013, §8.5). */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const size = Math.sqrt(a.reduce((sum, x) => sum + x * x, 0));
  for (let sweep = 0; sweep < 60 && offDiagonal(a, n) > 1e-13 * size; sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]!),
    vectors: Float64Array.from(v, (_, at) => v[at - (at % n) + order[at % n]!]!),
  };
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += 2 * a[i * n + j]! ** 2;
  return Math.sqrt(sum);
}

/** Makes a[p, q] zero. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * x - s * y;
    a[k * n + q] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * x - s * y;
    a[q * n + k] = s * x + c * y;
    const [vp, vq] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * vp - s * vq;
    v[k * n + q] = s * vp + c * vq;
  }
}
