import type { Dataset } from '../data/dataset';
import type { SparseRows } from './device-matrix';

/**
 * What users interacted with, the last interaction at full weight and each one before it `decay` times that of the
 * one after: r_uj · decay^(steps back), decay in (0, 1]. Order is by time, then by place in the source; without times
 * by place alone.
 */
export function recencyWeighted({ byUser, order }: Dataset, decay: number): SparseRows {
  const { offsets, indices } = byUser;
  if (decay === 1) return { offsets, indices, values: byUser.values };
  const values = new Float32Array(byUser.values.length);
  for (let user = 0; user < byUser.rows; user++) {
    const [start, end] = [offsets[user]!, offsets[user + 1]!];
    const entries = new Uint32Array(end - start).map((_, i) => start + i);
    entries.sort(
      (a, b) =>
        (byUser.timestamps ? byUser.timestamps[a]! - byUser.timestamps[b]! : 0) || order[a]! - order[b]!,
    );
    entries.forEach((entry, position) => {
      values[entry] = byUser.values[entry]! * decay ** (entries.length - 1 - position);
    });
  }
  return { offsets, indices, values };
}
