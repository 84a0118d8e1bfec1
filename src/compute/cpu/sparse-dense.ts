import { activate } from '../activation';
import type { Operation, Scope } from '../backend';
import type { SparseDenseSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/sparse-dense.wgsl`. */
export function sparseDense(_scope: Scope, spec: SparseDenseSpec): Operation {
  const { width, weightsOffset, biasOffset, activation = 'identity' } = spec;
  const rows = new BatchRows(spec.batch);
  const [offsets, indices] = [dataOf(spec.matrix.offsets), dataOf(spec.matrix.indices)];
  const [values, weights, out] = [dataOf(spec.values), dataOf(spec.weights), dataOf(spec.out)];
  const sums = new Float64Array(width);
  return new CpuOperation('sparseDense', () => {
    out.fill(0, rows.count * width, spec.batch.size * width);
    for (let r = 0; r < rows.count; r++) {
      const row = rows.row(r);
      sums.fill(0);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const x = values[p]!;
        const from = weightsOffset + indices[p]! * width;
        for (let j = 0; j < width; j++) sums[j]! += x * weights[from + j]!;
      }
      for (let j = 0; j < width; j++) {
        const z = sums[j]! + (biasOffset === null ? 0 : weights[biasOffset + j]!);
        out[r * width + j] = activate(activation, z);
      }
    }
  });
}
