import type { Operation, Scope } from '../backend';
import type { SparseOuterSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/sparse-outer.wgsl`. */
export function sparseOuter(_scope: Scope, spec: SparseOuterSpec): Operation {
  const { size, columns, width, outOffset = 0 } = spec;
  const [entries, counts, values] = [dataOf(spec.entries), dataOf(spec.counts), dataOf(spec.values)];
  const [dense, out] = [dataOf(spec.dense), dataOf(spec.out)];
  const sums = new Float64Array(width);
  return new CpuOperation('sparseOuter', () => {
    for (let c = 0; c < columns; c++) {
      sums.fill(0);
      for (let k = c * size; k < c * size + counts[c]!; k++) {
        const from = entries[2 * k]! * width;
        const value = values[entries[2 * k + 1]!]!;
        for (let j = 0; j < width; j++) sums[j]! += value * dense[from + j]!;
      }
      out.set(sums, outOffset + c * width);
    }
  });
}
