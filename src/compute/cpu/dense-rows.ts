import type { Operation, Scope } from '../backend';
import type { DenseRowsSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/dense-rows.wgsl`. */
export function denseRows(_scope: Scope, spec: DenseRowsSpec): Operation {
  const { columns } = spec.matrix;
  const rows = new BatchRows(spec.batch);
  const [offsets, indices] = [dataOf(spec.matrix.offsets), dataOf(spec.matrix.indices)];
  const [values, out] = [dataOf(spec.values), dataOf(spec.out)];
  return new CpuOperation('denseRows', () => {
    out.fill(0, 0, spec.batch.size * columns);
    for (let r = 0; r < rows.count; r++) {
      const row = rows.row(r);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) out[r * columns + indices[p]!] = values[p]!;
    }
  });
}
