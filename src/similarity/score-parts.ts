import type { SparseRows } from './device-matrix';
import { entryOf } from './list-rows';
import type { Axis } from './options';
import type { RatingPart } from './rating-prediction';

/** A sparse row as (column, value). */
export function rowOf(
  { offsets, indices, values }: SparseRows,
  row: number,
): [column: number, value: number][] {
  return Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, i) => [
    indices[offsets[row]! + i]!,
    values[offsets[row]! + i]!,
  ]);
}

/** The parts of score(user, item) = Σⱼ left[user, j] · right[j, item], one for each j that has a share. */
export function scoreParts(
  { left, right }: { readonly left: SparseRows; readonly right: SparseRows },
  axis: Axis,
  user: number,
  item: number,
): RatingPart[] {
  return rowOf(left, user).flatMap(([entity, weight]) => {
    const other = entryOf(right, entity, item);
    if (other === 0) return [];
    // User k-NN: the weight is the neighbour's similarity; item k-NN: what the user's interaction weighs.
    const [similarity, value] = axis === 'user' ? [weight, other] : [other, weight];
    return [{ entity, similarity, value, share: weight * other }];
  });
}

/** Σ weight · right[j, ·] over (j, weight): f64[columns]. */
export function combine(
  weights: readonly (readonly [row: number, weight: number])[],
  { offsets, indices, values }: SparseRows,
  columns: number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (const [row, weight] of weights)
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) sums[indices[p]!]! += weight * values[p]!;
  return sums;
}
