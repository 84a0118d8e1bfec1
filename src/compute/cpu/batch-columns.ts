import type { Operation, Scope } from '../backend';
import type { BatchColumnsSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/batch-columns.wgsl`. */
export function batchColumns(_scope: Scope, spec: BatchColumnsSpec): Operation {
  const { size } = spec.batch;
  const rows = new BatchRows(spec.batch);
  const [offsets, indices] = [dataOf(spec.matrix.offsets), dataOf(spec.matrix.indices)];
  const [entries, counts] = [dataOf(spec.entries), dataOf(spec.counts)];
  return new CpuOperation('batchColumns', () => {
    counts.fill(0);
    for (let r = 0; r < rows.count; r++) {
      const row = rows.row(r);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        const c = indices[p]!;
        const at = 2 * (c * size + counts[c]!++);
        entries[at] = r;
        entries[at + 1] = p;
      }
    }
  });
}
