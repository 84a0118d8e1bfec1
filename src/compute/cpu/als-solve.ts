import type { Operation, Scope } from '../backend';
import type { AlsSolveSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/** Normal equations and Cholesky in f64, rounded once: the meaning of `shaders/models/als-solve.wgsl`. */
export function alsSolve(_scope: Scope, spec: AlsSolveSpec): Operation {
  const { tile, width, alpha } = spec;
  const [rows, factors, gram, ridge, out] = [
    dataOf(spec.rows),
    dataOf(spec.factors),
    dataOf(spec.gram),
    dataOf(spec.ridge),
    dataOf(spec.out),
  ];
  const { matrix } = spec;
  const [offsets, indices, values] = [dataOf(matrix.offsets), dataOf(matrix.indices), dataOf(matrix.values)];
  const a = new Float64Array(width * width);
  const b = new Float64Array(width);
  // Four nonzeros at a time, so that each element of A is read and written once for four products.
  const four = new Float64Array(4 * width);
  return new CpuOperation('alsSolve', () => {
    for (let t = 0; t < tile; t++) {
      const row = rows[t]!;
      if (row === NO_ROW) continue;
      a.set(gram);
      b.fill(0);
      const end = offsets[row + 1]!;
      for (let p = offsets[row]!; p < end; p += 4) {
        four.fill(0);
        for (let q = 0; q < 4 && p + q < end; q++) {
          const root = Math.sqrt(alpha * values[p + q]!);
          const weight = 1 + alpha * values[p + q]!;
          const from = indices[p + q]! * width;
          for (let i = 0; i < width; i++) {
            const y = factors[from + i]!;
            four[q * width + i] = root * y;
            b[i]! += weight * y;
          }
        }
        addOuterProducts(a, four, width);
      }
      for (let i = 0; i < width; i++) a[i * width + i]! += ridge[row]!;
      solveInPlace(a, b, width);
      out.set(b, row * width);
    }
  });
}

/** Lower triangle of a += Σ_q v_q v_qᵀ over the four vectors v. */
function addOuterProducts(a: Float64Array, v: Float64Array, width: number): void {
  const [w1, w2, w3] = [width, 2 * width, 3 * width];
  for (let i = 0; i < width; i++) {
    const [x0, x1, x2, x3] = [v[i]!, v[w1 + i]!, v[w2 + i]!, v[w3 + i]!];
    const line = i * width;
    for (let j = 0; j <= i; j++) {
      a[line + j]! += x0 * v[j]! + x1 * v[w1 + j]! + x2 * v[w2 + j]! + x3 * v[w3 + j]!;
    }
  }
}

/** b := a⁻¹ b by Cholesky; reads the lower triangle of `a` and leaves L there. */
function solveInPlace(a: Float64Array, b: Float64Array, width: number): void {
  for (let i = 0; i < width; i++) {
    const lineI = i * width;
    let rhs = b[i]!;
    for (let j = 0; j <= i; j++) {
      const lineJ = j * width;
      let sum = a[lineI + j]!;
      for (let k = 0; k < j; k++) sum -= a[lineI + k]! * a[lineJ + k]!;
      a[lineI + j] = j < i ? sum / a[lineJ + j]! : Math.sqrt(sum);
    }
    for (let k = 0; k < i; k++) rhs -= a[lineI + k]! * b[k]!;
    b[i] = rhs / a[lineI + i]!;
  }
  for (let i = width - 1; i >= 0; i--) {
    const x = b[i]! / a[i * width + i]!;
    b[i] = x;
    for (let k = 0; k < i; k++) b[k]! -= a[i * width + k]! * x;
  }
}
