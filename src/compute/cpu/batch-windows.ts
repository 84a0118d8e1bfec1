import type { Operation, Scope } from '../backend';
import type { BatchWindowsSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/batch-windows.wgsl`. */
export function batchWindows(_scope: Scope, spec: BatchWindowsSpec): Operation {
  const { batch, length, outOffset = 0 } = spec;
  const rows = new BatchRows(batch);
  const [windows, out] = [dataOf(spec.windows), dataOf(spec.out)];
  return new CpuOperation('batchWindows', () => {
    for (let b = 0; b < batch.size; b++) {
      const start = b < rows.count ? rows.row(b) * length : null;
      for (let t = 0; t < length; t++)
        out[outOffset + t * batch.size + b] = start === null ? NO_ROW : windows[start + t]!;
    }
  });
}
