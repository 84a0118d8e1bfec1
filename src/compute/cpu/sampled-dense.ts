import { activate } from '../activation';
import type { Operation, Scope } from '../backend';
import type { SampledDenseSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/sampled-dense.wgsl`. */
export function sampledDense(_scope: Scope, spec: SampledDenseSpec): Operation {
  const { width, weightsOffset, biasOffset, activation = 'identity' } = spec;
  const rows = new BatchRows(spec.batch);
  const [offsets, indices] = [dataOf(spec.matrix.offsets), dataOf(spec.matrix.indices)];
  const [dense, weights, out] = [dataOf(spec.dense), dataOf(spec.weights), dataOf(spec.out)];
  return new CpuOperation('sampledDense', () => {
    for (let r = 0; r < rows.count; r++) {
      const row = rows.row(r);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const c = indices[p]!;
        let sum = 0;
        for (let j = 0, left = r * width, right = weightsOffset + c * width; j < width; j++)
          sum += dense[left + j]! * weights[right + j]!;
        out[p] = activate(activation, sum + weights[biasOffset + c]!);
      }
    }
  });
}
