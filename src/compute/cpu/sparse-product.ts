import type { Operation, Scope } from '../backend';
import { NO_ROW, type SparseProductSpec } from '../contracts/similarity';
import { CpuOperation, dataOf } from './tensor';

/** Sparse rows times a sparse matrix, each sum in f64: the meaning of `shaders/similarity/sparse-product.wgsl`. */
export function sparseProduct(_scope: Scope, spec: SparseProductSpec): Operation {
  const { tile, columns, right } = spec;
  const { segments } = right;
  const [rows, offsets, indices, values] = [
    dataOf(spec.rows),
    dataOf(spec.left.offsets),
    dataOf(spec.left.indices),
    dataOf(spec.left.values),
  ];
  const [starts, columnOf, columnValues, out] = [
    dataOf(right.starts),
    dataOf(right.indices),
    dataOf(right.values),
    dataOf(spec.out),
  ];
  return new CpuOperation('sparseProduct', () => {
    const sums = new Float64Array(columns);
    for (let t = 0; t < tile; t++) {
      const row = rows[t]!;
      if (row === NO_ROW) continue;
      sums.fill(0);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const j = indices[p]!;
        const x = values[p]!;
        const end = starts[(j + 1) * segments]!;
        for (let q = starts[j * segments]!; q < end; q++) sums[columnOf[q]!]! += x * columnValues[q]!;
      }
      out.set(sums, t * columns);
    }
  });
}
