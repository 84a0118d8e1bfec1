import type { Operation, Scope } from '../backend';
import { SAMPLED_SLOTS, type SampledLossSpec } from '../contracts/nn';
import { slope } from './activation-slope';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/sampled-loss.wgsl`. */
export function sampledLoss(_scope: Scope, spec: SampledLossSpec): Operation {
  const { activation = 'identity' } = spec;
  const rows = new BatchRows(spec.batch);
  const offsets = dataOf(spec.matrix.offsets);
  const [targets, values, partials] = [dataOf(spec.targets), dataOf(spec.values), dataOf(spec.partials)];
  return new CpuOperation('sampledLoss', () => {
    partials.fill(0, 0, spec.batch.size * SAMPLED_SLOTS);
    const scale = 2 / (rows.count * spec.entriesPerRow);
    for (let r = 0; r < rows.count; r++) {
      const row = rows.row(r);
      const [start, end] = [offsets[row]!, offsets[row + 1]!];
      for (let slot = 0; slot < SAMPLED_SLOTS; slot++) {
        let sum = 0;
        for (let p = start + slot; p < end; p += SAMPLED_SLOTS) {
          const y = values[p]!;
          const error = y - targets[p]!;
          sum += error * error;
          values[p] = scale * error * slope(activation, y);
        }
        partials[r * SAMPLED_SLOTS + slot] = sum;
      }
    }
  });
}
