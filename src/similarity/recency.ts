import type { Dataset } from '../data/dataset';
import type { SparseRows } from './device-matrix';

/**
 * What users interacted with, the last interaction at full weight and each one before it `decay` times that of the
 * one after: r_uj · decay^(steps back), decay in (0, 1]. Order is by time, then by place in the source; without times
 * by place alone.
 */
export function recencyWeighted(train: Dataset, decay: number): SparseRows {
  const { byUser } = train;
  const { offsets, indices } = byUser;
  if (decay === 1) return { offsets, indices, values: byUser.values };
  const values = new Float32Array(byUser.values.length);
  for (let user = 0; user < byUser.rows; user++) {
    const entries = recencyOrder(train, user);
    entries.forEach((entry, position) => {
      values[entry] = byUser.values[entry]! * decay ** (entries.length - 1 - position);
    });
  }
  return { offsets, indices, values };
}

/** Positions of a user's entries in `byUser`, oldest first. */
export function recencyOrder({ byUser, order }: Dataset, user: number): Uint32Array {
  const [start, end] = [byUser.offsets[user]!, byUser.offsets[user + 1]!];
  const { timestamps } = byUser;
  return new Uint32Array(end - start)
    .map((_, i) => start + i)
    .sort((a, b) => (timestamps ? timestamps[a]! - timestamps[b]! : 0) || order[a]! - order[b]!);
}

/** One user's row of `recencyWeighted` as (item, weight), as it would be without `left`. Ascending by item. */
export function recencyRow(
  train: Dataset,
  user: number,
  decay: number,
  left: number | null,
): (readonly [item: number, weight: number])[] {
  const { indices, values } = train.byUser;
  const entries = [...recencyOrder(train, user)].filter((entry) => indices[entry] !== left);
  return entries
    .map((entry, position): readonly [number, number] => [
      indices[entry]!,
      values[entry]! * decay ** (entries.length - 1 - position),
    ])
    .sort(([a], [b]) => a - b);
}
